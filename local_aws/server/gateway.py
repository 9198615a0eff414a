"""The one ASGI application behind the port: routes each request, counts it, and answers with the faults asked for."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import parse_qs

from ministack import app as ministack_app
from ministack.services import eventbridge, scheduler

from local_aws.connect import controls, wsgi_app
from local_aws.connect.controls import SERVICE as CONNECT
from local_aws.faults import Fault, Faults
from local_aws.ministack.authorisation import authorise
from local_aws.ministack.error_responses import error_response
from local_aws.ministack.existing_resources import exists
from local_aws.ministack.installation import install_corrections
from local_aws.server import asgi
from local_aws.server.admin import Admin
from local_aws.server.connect_mount import ConnectMount
from local_aws.server.operations import identify, signed_service
from local_aws.server.settings import ACCOUNT_ID, Settings

_logger = logging.getLogger("local_aws.gateway")

# Synchronous Lambda invocations and their nested calls each hold a thread of the loop's executor.
_THREADS = 64

GO_SDK_MIN_LATENCY_SECONDS = 0.02
"""Shortest time that an answer to AWS's SDK for Go takes; Terraform's AWS provider uses that SDK.

The SDK closes a request's body as soon as the answer begins. If its sending goroutine has not noticed by then that the
whole body is sent, which takes some milliseconds under load, it drops the connection and the SDK sends the request
again, so that a role would be created twice. Over a network no answer comes that fast.
"""


class Gateway:
    """Sends `/_local/` to the admin API, calls signed for `connect` to our backend and the rest to ministack.

    Args:
        admin: The admin API.
        faults: Faults and counts of ministack's services; Connect takes its own.
        connect: Amazon Connect.
        others: ministack.
    """

    def __init__(self, admin: Admin, faults: Faults, connect: asgi.App, others: asgi.App) -> None:
        self._admin = admin
        self._faults = faults
        self._connect = connect
        self._others = others

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Serve one connection of any kind."""
        if scope["type"] == "http":
            scope = asgi.with_origin_form(scope)
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
            send = _begin_after(GO_SDK_MIN_LATENCY_SECONDS, send)
        # Policies may require TLS; plain HTTP on loopback counts as such, as AWS's endpoints have it.
        scope = {**scope, "scheme": "https"}
        query = scope.get("query_string", b"").decode("latin-1")
        if signed_service(headers, parse_qs(query, keep_blank_values=True)) == CONNECT:
            await self._connect(scope, receive, send)
            return
        form = b""
        if headers.get("content-type", "").startswith("application/x-www-form-urlencoded"):
            form = await asgi.read_body(receive)
            receive = asgi.replay(form, receive)
        call = identify(scope["method"], asgi.raw_path(scope), query, headers, form)
        fault = self._faults.take(call)
        if fault is None:
            await self._others(scope, receive, send)
            return
        how = f"{fault.error_code or 'its own answer'} after {fault.delay_seconds:g} s"
        _logger.info("%s %s is answered with %s, as asked for", call.service, call.operation, how)
        held: list[asgi.Message] = []
        if fault.lets_the_call_take_effect:
            await self._others(scope, receive, _hold(held))
        await asyncio.sleep(fault.delay_seconds)
        if fault.error_code:
            await _respond_with(fault, headers, send)
            return
        for message in held:
            await send(message)


async def _respond_with(fault: Fault, request: dict[str, str], send: asgi.Send) -> None:
    if fault.status == 0:
        await asgi.break_off(send)
    headers, body = error_response(fault.service, fault.error_code, fault.message, request, fault.details)
    await asgi.respond(send, fault.status or 500, headers.items(), body)


def _begin_after(seconds: float, send: asgi.Send) -> asgi.Send:
    """Hold the beginning of an answer back for a while."""

    async def send_then(message: asgi.Message) -> None:
        if message["type"] == "http.response.start":
            await asyncio.sleep(seconds)
        await send(message)

    return send_then


def _hold(held: list[asgi.Message]) -> asgi.Send:
    """Collect a response that the client is to see later, or never."""

    async def hold(message: asgi.Message) -> None:
        held.append(message)

    return hold


async def _lifespan(receive: asgi.Receive, send: asgi.Send) -> None:
    """Start what ministack's services need.

    ministack's own start also runs scripts that it finds in system directories, removes Docker containers and opens
    further ports. None of that may happen on a user's machine, so it is not called.
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
    """Put the application together; called once per process, by the server.

    Args:
        settings: How the server runs.
        faults: Faults to answer with and counts of calls, of all services.
    """
    poller = install_corrections(
        settings.data_dir,
        settings.code_dir or settings.data_dir / "lambda" / "code",
        shards=settings.shards,
        retry_seconds=settings.retry_seconds,
        ttl_seconds=settings.ttl_seconds,
    )
    controls().faults = faults
    backend = wsgi_app(authorise if settings.auth else None, account_id=ACCOUNT_ID, exists=exists)
    connect = ConnectMount(backend, auth=settings.auth)
    return Gateway(Admin(faults, poller, settings.connect_quota_factor), faults, connect, ministack_app.app)
