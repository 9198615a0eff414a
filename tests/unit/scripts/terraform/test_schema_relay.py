"""Terraform, here a client, gets the provider's answers through the relay, and less of its schema."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import grpc
import pytest

from scripts.terraform.initialise import PROJECT
from tests.unit.scripts.terraform.test_used_schema import RESOURCES, entry

SCHEMA = "/tfplugin5.Provider/GetSchema"
BUCKET, QUEUE = entry(RESOURCES, "aws_s3_bucket"), entry(RESOURCES, "aws_sqs_queue")


class Provider(grpc.GenericRpcHandler):
    """Repeats what it is asked, refuses to stop, and counts how often it makes its schema."""

    schemas_made = 0

    def service(self, details: grpc.HandlerCallDetails) -> grpc.RpcMethodHandler[bytes, bytes]:
        if details.method.startswith("/plugin."):
            return grpc.stream_stream_rpc_method_handler(lambda requests, _: (b"heard " + one for one in requests))
        answers = {SCHEMA: self._schema, "/tfplugin5.Provider/Stop": self._refuse}
        return grpc.unary_unary_rpc_method_handler(answers.get(details.method, lambda request, _: b"did " + request))

    def _schema(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        del request, context
        self.schemas_made += 1
        return BUCKET + QUEUE

    def _refuse(self, request: bytes, context: grpc.ServicerContext) -> bytes:
        del request
        context.abort(grpc.StatusCode.FAILED_PRECONDITION, "busy")


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[Provider]:
    made = Provider()
    server = grpc.server(ThreadPoolExecutor(4), handlers=[made])
    server.add_insecure_port(f"unix:{tmp_path}/provider")
    server.start()
    yield made
    server.stop(0)


@pytest.fixture
def relay(provider: Provider, tmp_path: Path) -> Iterator[grpc.Channel]:
    """A channel to the relay; its root is the test's folder."""
    del provider
    folders = [f"{tmp_path}/provider", f"{tmp_path}/relay", str(tmp_path), f"{tmp_path}/data"]
    with subprocess.Popen(
        [sys.executable, "-m", "scripts.terraform.schema_relay", *folders],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        with grpc.insecure_channel(f"unix:{tmp_path}/relay") as channel:
            yield channel
        process.stdin.close()
        assert process.wait(60) == 0


def call(channel: grpc.Channel, method: str, request: bytes = b"") -> bytes:
    asked: grpc.UnaryUnaryMultiCallable[bytes, bytes] = channel.unary_unary(method)
    return asked(request)


def test_the_schema_has_what_the_files_name_at_the_time_and_is_made_once(
    provider: Provider, relay: grpc.Channel, tmp_path: Path
) -> None:
    (tmp_path / "main.tf").write_text('resource "aws_s3_bucket" "uploads" {}\n')
    assert call(relay, SCHEMA) == BUCKET

    (tmp_path / "queue.tf").write_text('resource "aws_sqs_queue" "retry" {}\n')
    assert call(relay, SCHEMA) == BUCKET + QUEUE
    assert provider.schemas_made == 1


def test_calls_refusals_and_streams_pass(relay: grpc.Channel) -> None:
    assert call(relay, "/tfplugin5.Provider/PlanResourceChange", b"a plan") == b"did a plan"

    with pytest.raises(grpc.RpcError) as refused:
        call(relay, "/tfplugin5.Provider/Stop")
    assert (refused.value.code(), refused.value.details()) == (grpc.StatusCode.FAILED_PRECONDITION, "busy")

    stream: grpc.StreamStreamMultiCallable[bytes, bytes] = relay.stream_stream("/plugin.GRPCBroker/StartStream")
    assert list(stream(iter([b"one", b"two"]))) == [b"heard one", b"heard two"]
