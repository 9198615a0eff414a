"""Serves the Connect backend, a WSGI application, from the ASGI gateway: checks credentials, runs it in threads."""

import asyncio
import contextvars
import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import parse_qs

from ministack import app as ministack_app
from ministack.core import iam_evaluator, responses, router

from local_aws.faults import BrokenConnectionError
from local_aws.ministack.error_responses import error_response
from local_aws.server import asgi

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# A fault with a delay keeps a thread asleep, so there are many more threads than cores.
_THREADS = 64


class ConnectMount:
    """Serves requests signed for `connect`.

    Args:
        wsgi: The backend.
        auth: Whether signatures are checked; the backend itself asks for each operation's authorisation.
    """

    def __init__(self, wsgi: WsgiApp, *, auth: bool) -> None:
        self._wsgi = wsgi
        self._auth = auth
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="connect")

    async def __call__(self, scope: asgi.Scope, receive: asgi.Receive, send: asgi.Send) -> None:
        """Serve one request."""
        body = await asgi.read_body(receive)
        headers = asgi.header_map(scope)
        if self._auth:
            failure = _authenticate(scope, headers, body)
            if failure is not None:
                error_headers, error_body = error_response("connect", failure.code, failure.message, headers)
                await asgi.respond(send, 403, error_headers.items(), error_body)
                return
        # The evaluator finds the caller in context variables, so the thread gets this task's context.
        context = contextvars.copy_context()
        loop = asyncio.get_running_loop()
        environ = _environ(scope, body)
        try:
            status, response_headers, response = await loop.run_in_executor(
                self._threads, context.run, _run, self._wsgi, environ
            )
        except BrokenConnectionError:
            await asgi.break_off(send)
        await asgi.respond(send, status, response_headers, response)


def _authenticate(scope: asgi.Scope, headers: dict[str, str], body: bytes) -> Any:
    """Pin the caller for the evaluator, as ministack does for its own services, and check the signature."""
    query = parse_qs(scope.get("query_string", b"").decode(), keep_blank_values=True)
    access_key = router.extract_access_key_id(headers, query)
    if access_key:
        responses.set_request_account_id(ministack_app._request_account_scope(access_key))
    responses.set_request_region(router.extract_region(headers, query))
    client = (scope.get("client") or ("127.0.0.1",))[0]
    iam_evaluator.pin_request_origin(client, secure_transport=scope.get("scheme") == "https")
    iam_evaluator.pin_signed_request(scope["method"], asgi.raw_path(scope), query, scope["headers"])
    iam_evaluator.pin_signed_body(body)
    iam_evaluator.pin_request_caller(headers, query)
    return iam_evaluator.check_credentials(access_key, "connect")


def _environ(scope: asgi.Scope, body: bytes) -> dict[str, Any]:
    query_string = scope.get("query_string", b"").decode("ascii")
    raw = asgi.raw_path(scope)
    server = scope.get("server") or ("127.0.0.1", 80)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode("utf-8").decode("latin-1"),
        "QUERY_STRING": query_string,
        "RAW_URI": f"{raw}?{query_string}" if query_string else raw,
        "REQUEST_URI": f"{raw}?{query_string}" if query_string else raw,
        "SERVER_NAME": server[0],
        "SERVER_PORT": str(server[1]),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": (scope.get("client") or ("127.0.0.1",))[0],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }
    for name, value in asgi.header_map(scope).items():
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
        elif name != "content-length":
            environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ


def _run(wsgi: WsgiApp, environ: dict[str, Any]) -> tuple[int, list[tuple[str, str]], bytes]:
    started: list[tuple[int, list[tuple[str, str]]]] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> None:
        started.append((int(status.split(" ", 1)[0]), headers))

    result = wsgi(environ, start_response)
    try:
        body = b"".join(result)
    finally:
        close = getattr(result, "close", None)
        if close is not None:
            close()
    status, headers = started[-1]
    return status, headers, body
