"""Passes calls of Terraform on to a running AWS provider, and leaves out of its schema what nobody uses.

Each command of Terraform reads the schema of all of the provider's types, 5 MB for about 2,000 of them. With the few
dozen that a configuration names, `terraform plan` takes 0.2 seconds of processor time where it took 1.2. All other
calls and answers pass as they are.

`resident_provider` runs this as a process of its own: `python -m scripts.terraform.schema_relay PROVIDER_SOCKET
RELAY_SOCKET ROOT DATA_DIR`. It says `ready` once it listens, and ends when its standard input does.
"""

from __future__ import annotations

import asyncio
import functools
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import grpc
from grpc import aio

from scripts.terraform.used_schema import used_types, without_unused_types

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Collection

    _Context = aio.ServicerContext[Any, Any]

_GET_SCHEMA = "/tfplugin5.Provider/GetSchema"

_STREAMS = "/plugin."
"""Begins the services of HashiCorp's go-plugin. A command has two such calls, which last to its end; `terraform test`
has hundreds."""

_ANY_SIZE = [("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1)]


class _Relay(grpc.GenericRpcHandler):
    """Answers every call with the provider's answer.

    Args:
        provider: A channel to it.
        used: Returns the types that stay in its schema; asked for each command, as files change between two.
    """

    def __init__(self, provider: aio.Channel, used: Callable[[], Collection[str]]) -> None:
        self._provider = provider
        self._used = used
        self._schema = b""

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        """Choose who answers the calls of a method."""
        method = details.method
        if method == _GET_SCHEMA:
            return grpc.unary_unary_rpc_method_handler(self._used_schema)
        if method.startswith(_STREAMS):
            return grpc.stream_stream_rpc_method_handler(functools.partial(self._stream, method))
        return grpc.unary_unary_rpc_method_handler(functools.partial(self._answer, method))

    async def _used_schema(self, request: bytes, context: _Context) -> bytes:
        if not self._schema:
            self._schema = await self._answer(_GET_SCHEMA, request, context)
        return without_unused_types(self._schema, self._used())

    async def _answer(self, method: str, request: bytes, context: _Context) -> bytes:
        try:
            call: aio.UnaryUnaryMultiCallable[bytes, bytes] = self._provider.unary_unary(method)
            answer = await call(request)
        except aio.AioRpcError as error:
            await context.abort(error.code(), error.details() or "")
        return answer

    async def _stream(self, method: str, requests: AsyncIterator[bytes], context: _Context) -> AsyncIterator[bytes]:
        stream: aio.StreamStreamMultiCallable[bytes, bytes] = self._provider.stream_stream(method)
        call = stream(requests)
        try:
            async for answer in call:
                yield answer
        except aio.AioRpcError as error:
            await context.abort(error.code(), error.details() or "")
        finally:
            call.cancel()  # where Terraform ended the stream first


async def relay(provider: str, own: str, root: Path, data_dir: Path) -> None:
    """Pass calls on until standard input ends.

    Args:
        provider: Where the provider listens, as `unix:/path`.
        own: Where the relay is to listen, likewise.
        root: The root module.
        data_dir: Its `.terraform`.
    """
    async with aio.insecure_channel(provider, _ANY_SIZE) as channel:
        server = aio.server(handlers=[_Relay(channel, lambda: used_types(root, data_dir))], options=_ANY_SIZE)
        server.add_insecure_port(own)
        await server.start()
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        await asyncio.to_thread(sys.stdin.read)
        await server.stop(None)


if __name__ == "__main__":
    asyncio.run(relay(f"unix:{sys.argv[1]}", f"unix:{sys.argv[2]}", Path(sys.argv[3]), Path(sys.argv[4])))
