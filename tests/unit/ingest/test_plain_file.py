"""How a plain file's content gets into the files table."""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from ingest.plain_file import store_file
from ingest.upload_bucket import Upload, UploadEvent
from roster.errors import RetryableError
from roster.files_table import MAX_CONTENT_BYTES, MAX_STORED_BYTES, FilesTable

SEQUENCER = "1".ljust(40, "0")


@dataclass
class FakeTable:
    """Keeps what is put, in the order in which it is there; each piece waits until another is under way."""

    items: list[dict[str, Any]] = field(default_factory=list)
    together: threading.Barrier | None = None
    refused: str = ""

    def put(self, record: dict[str, Any]) -> None:
        if self.together and "#" in record["sequencer"]:
            self.together.wait(30)
        if self.refused and record["sequencer"].endswith(self.refused):
            raise RetryableError("no room")
        self.items.append(record)


def store(table: FakeTable, body: bytes, size: int | None = None) -> dict[str, Any]:
    upload = Upload(
        UploadEvent("uploads", "song.ogg", "v1", SEQUENCER),
        size=len(body) if size is None else size,
        etag="e",
        content_type="audio/ogg",
        uploaded_at=datetime(2026, 11, 22, tzinfo=UTC),
        metadata={},
    )
    return store_file(upload, io.BytesIO(body), cast("FilesTable", table), retention_days=1)


def test_a_short_file_is_one_item() -> None:
    table = FakeTable()

    store(table, b"x" * MAX_CONTENT_BYTES)

    [item] = table.items
    assert (item["content"], item["content_stored"], item["kind"]) == (b"x" * MAX_CONTENT_BYTES, True, "file")


def test_pieces_are_written_together_and_the_record_last() -> None:
    table = FakeTable(together=threading.Barrier(2))
    body = bytes(number % 251 for number in range(3 * MAX_CONTENT_BYTES)) + b"end"

    store(table, body)

    *pieces, record = table.items
    assert (record["sequencer"], record["chunks"], record["content_stored"]) == (SEQUENCER, 4, True)
    assert "content" not in record
    pieces.sort(key=lambda item: str(item["sequencer"]))
    assert [item["sequencer"] for item in pieces] == [f"{SEQUENCER}#{number:05d}" for number in range(1, 5)]
    assert b"".join(item["content"] for item in pieces) == body
    assert {item["expires_at"] for item in table.items} == {record["expires_at"]}


def test_more_pieces_than_are_written_at_a_time_are_all_written() -> None:
    table = FakeTable()
    body = b"".join(number.to_bytes(2, "big") * (MAX_CONTENT_BYTES // 2) for number in range(19))

    store(table, body)

    pieces = sorted((item for item in table.items if "#" in item["sequencer"]), key=lambda item: item["sequencer"])
    assert b"".join(item["content"] for item in pieces) == body
    assert table.items[-1]["chunks"] == 19


@pytest.mark.parametrize("refused", ["#00001", "#00003", "#00011"])
def test_a_piece_that_is_refused_leaves_no_record(refused: str) -> None:
    table = FakeTable(refused=refused)

    with pytest.raises(RetryableError):
        store(table, bytes(12 * MAX_CONTENT_BYTES))

    assert SEQUENCER not in {item["sequencer"] for item in table.items}


def test_what_is_too_large_stays_with_amazon_s3() -> None:
    table = FakeTable()

    store(table, b"not read", size=MAX_STORED_BYTES + 1)

    [item] = table.items
    assert item["content_stored"] is False
    assert not {"content", "chunks"} & item.keys()
