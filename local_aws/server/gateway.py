"""The one ASGI application behind the port: routes each request, counts it, and answers the faults asked for."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor

from ministack import app as ministack_app
from ministack.services import eventbridge, scheduler

from local_aws.connect import wsgi_app
from local_aws.faults import Fault, Faults, error_response
from local_aws.ministack.authorisation import authorise
from local_aws.ministack.installation import correct
from local_aws.server import asgi
from local_aws.server.admin import Admin
from local_aws.server.connect_mount import ConnectMount
from local_aws.server.operations import identify
from local_aws.server.settings import ACCOUNT_ID, Settings

_logger = logging.getLogger("local_aws.gateway")

# Synchronous Lambda invocations and their nested calls each hold a thread of the loop's executor.
_THREADS = 64

_SECONDS_TO_GO = 0.02
"""What an answer to Terraform's provider takes at least.

AWS's SDK for Go closes a request's body as soon as the answer begins. If the part that sends the body has not noticed
by then that it is through, which under load takes it some milliseconds, it breaks the connection off, and the SDK asks
again: a role would be created twice. Answers over a network never come that fast.
"""


class Gateway:
    """Sends `/_local/` to the admin API, calls signed for `connect` to our backend and the rest to ministack."""

    def __init__(self, admin: Admin, faults: Faults, connect: asgi.App, others: asgi.App) -> None:
        self._admin = admin
        self._faults = faults
        self._connect = connect
        self._others = others

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Serve one connection of any kind."""
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] != "http":
            await self._others(scope, receive, send)
        elif scope["path"].startswith("/_local/"):
            await self._admin(scope, receive, send)
        else:
            await self._aws(scope, receive, send)

    async def _aws(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        headers = asgi.header_map(scope)
        if "aws-sdk-go" in headers.get("user-agent", ""):
            send = _begin_after(_SECONDS_TO_GO, send)
        form = b""
        if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            form = await asgi.read_body(receive)
            receive = asgi.replay(form, receive)
        query = scope.get("query_string", b"").decode("latin-1")
        call = identify(scope["method"], asgi.raw_path(scope), query, headers, form)
        app = self._connect if call.service == "connect" else self._others
        fault = self._faults.take(call)
        # Loopback stands for AWS's own endpoints, which policies may require to be reached by TLS.
        scope = {**scope, "scheme": "https"}
        if fault is None:
            await app(scope, receive, send)
            return
        how = f"{fault.error_code or 'its own answer'} after {fault.delay_seconds:g} s"
        _logger.info("%s %s is answered with %s, as asked for", call.service, call.operation, how)
        held: list[asgi.Message] = []
        if fault.after or not fault.error_code:
            await app(scope, receive, _hold(held))
        await asyncio.sleep(fault.delay_seconds)
        if fault.error_code:
            await _respond_with(fault, headers, send)
            return
        for message in held:
            await send(message)


async def _respond_with(fault: Fault, request: dict[str, str], send: asgi.Send) -> None:
    if fault.status == 0:
        # The server closes a connection whose application fails before the promised body is whole.
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})
        raise ConnectionAbortedError("A connection is broken off, as asked for")
    headers, body = error_response(fault.service, fault.error_code, fault.message, request, fault.details)
    await asgi.respond(send, fault.status, headers.items(), body)


def _begin_after(seconds: float, send: asgi.Send) -> asgi.Send:
    """Keep an answer back for a while."""

    async def send_then(message: asgi.Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return send_then


def _hold(held: list[asgi.Message]) -> asgi.Send:
    """Take a response that is not to be seen, or not yet."""

    async def hold(message: asgi.Message) -> None:
        held.append(message)

    return hold


async def _lifespan(receive: asgi.Receive, send: asgi.Send) -> None:
    """Start what ministack's services need.

    ministack's own start also runs scripts that it finds in system directories, removes Docker containers and opens
    further ports, none of which is ours to do on a user's machine.
    """
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            loop = asyncio.get_running_loop()
            ministack_app._MAIN_LOOP = loop
            loop.set_default_executor(ThreadPoolExecutor(_THREADS, thread_name_prefix="ministack"))
            eventbridge.start_scheduler()
            scheduler.start_scheduler()
            await send({"type": "lifespan.startup.complete"})
        else:
            await send({"type": "lifespan.shutdown.complete"})
            return


def build_gateway(settings: Settings, faults: Faults) -> Gateway:
    """Put the application together.

    Args:
        settings: How the server runs.
        faults: Faults to answer, and counts of calls.
    """
    poller = correct(settings)
    backend = wsgi_app(authorise if settings.auth else None, account_id=ACCOUNT_ID)
    connect = ConnectMount(backend, auth=settings.auth)
    return Gateway(Admin(faults, poller, settings.connect_quota_factor), faults, connect, ministack_app.app)
