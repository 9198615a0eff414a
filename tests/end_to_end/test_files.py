"""Plain files come back from the files table byte for byte."""

from __future__ import annotations

import random

import pytest

from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack

STRANGE_KEY = "Übersicht/50 % + more/日本語 a&b=c.bin"
BIG = random.Random(4711).randbytes(3_000_000)  # noqa: S311 (the same bytes every time)


@pytest.mark.parametrize(
    ("key", "body"),
    [
        (STRANGE_KEY, BIG),
        ("empty.txt", b""),
        ("notes.txt", "Grüße\r\nan alle\n".encode()),
        ("prices.csv", b"article,price\nTea,3.50\n"),
    ],
    ids=["3 MB under a strange key", "empty", "text", "a table that lists no people"],
)
def test_a_file_comes_back_byte_for_byte(stack: Stack, key: str, body: bytes) -> None:
    stack.client("s3").put_object(Bucket=stack.outputs()["upload_bucket"], Key=key, Body=body)

    assert content_of(stack, key) == body


def content_of(stack: Stack, key: str) -> bytes:
    """Read a file as docs/operations.md tells its users to."""
    table = stack.outputs()["files_table"]
    wait_until(lambda: stack.records(key), f"the storing of {key}")
    record = stack.records(key)[-1]
    assert record["kind"] == "file"
    if "chunks" not in record:
        return bytes(record["content"])
    chunks = {
        item["sequencer"]: bytes(item["content"])
        for item in stack.items(table)
        if item["key"] == key and item["sequencer"].startswith(record["sequencer"] + "#")
    }
    assert len(chunks) == record["chunks"]
    return b"".join(chunks[sequencer] for sequencer in sorted(chunks))
