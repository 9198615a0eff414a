"""Reading requests and sending responses by ASGI, for the gateway, the admin API and the Connect mount."""

import json
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any
from urllib.parse import unquote

from local_aws.faults import BrokenConnectionError

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]


def header_map(scope: Scope) -> dict[str, str]:
    """The request's headers with names in lower case; a repeated one is joined with a comma."""
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope.get("headers", ()):
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        headers[name] = f"{headers[name]},{value}" if name in headers else value
    return headers


def raw_path(scope: Scope) -> str:
    """The path as it was sent, still percent-encoded."""
    raw: bytes = scope.get("raw_path") or scope["path"].encode()
    return raw.decode("latin-1").partition("?")[0]


def with_origin_form(scope: Scope) -> Scope:
    """The scope of a request that was sent as to a proxy, whose target is a whole URL, as if it had come directly."""
    target = raw_path(scope)
    if not target.startswith("http://"):
        return scope
    path = "/" + target.removeprefix("http://").partition("/")[2]
    return {**scope, "raw_path": path.encode("latin-1"), "path": unquote(path)}


async def read_body(receive: Receive) -> bytes:
    """Read the whole request body.

    Raises:
        ConnectionResetError: The client went away before it was complete.
    """
    chunks = []
    while True:
        message = await receive()
        if message["type"] != "http.request":
            raise ConnectionResetError("The client closed the connection before its request was complete")
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def replay(body: bytes, receive: Receive) -> Receive:
    """A receive function that yields a body read before, then what the connection says."""
    pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Message:
        return pending.pop() if pending else await receive()

    return receive_again


async def respond(send: Send, status: int, headers: Iterable[tuple[str, str]], body: bytes) -> None:
    """Send a whole response."""
    encoded = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    if not any(name == b"content-length" for name, _ in encoded):
        encoded.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": encoded})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def break_off(send: Send) -> None:
    """Begin a response and end the connection in the middle of it.

    Raises:
        BrokenConnectionError: Always: the server closes the connection of an application that fails before the body
            that it promised is whole.
    """
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"1000")]})
    await send({"type": "http.response.body", "body": b"{", "more_body": True})
    raise BrokenConnectionError("The connection is broken off, as asked for")


async def respond_json(send: Send, status: int, document: object) -> None:
    """Send a JSON document."""
    await respond(send, status, [("content-type", "application/json")], json.dumps(document).encode())
