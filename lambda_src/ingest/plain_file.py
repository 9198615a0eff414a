"""Stores a plain file whole in the files table."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, Final

from ingest.upload_bucket import Upload
from roster.clock import expiry, timestamp
from roster.files_table import MAX_CONTENT_BYTES, MAX_STORED_BYTES, FilesTable

_AT_ONCE: Final = 8
"""Pieces that are written, and held in memory, at a time."""


def store_file(upload: Upload, stream: BinaryIO, files: FilesTable, *, retention_days: int) -> dict[str, Any]:
    """Write an upload's record and content; doing so again changes nothing.

    The record comes last, so that whoever finds it finds its content.

    Args:
        upload: the upload.
        stream: its bytes, at their beginning.
        files: the files table.
        retention_days: how long the table keeps it.

    Returns:
        The record, without content.
    """
    record = describe(upload, expires_at=expiry(upload.uploaded_at, retention_days)) | {"kind": "file"}
    if upload.size > MAX_STORED_BYTES:
        record["content_stored"] = False
        files.put(record)
        return record
    record["content_stored"] = True
    if upload.size <= MAX_CONTENT_BYTES:
        files.put(record | {"content": stream.read()})
        return record
    files.put(record | {"chunks": _store_chunks(record, stream, files)})
    return record


def _store_chunks(record: Mapping[str, Any], stream: BinaryIO, files: FilesTable) -> int:
    """Write a stream's content beside its record, some pieces at a time, and return how many there are."""
    contents = enumerate(iter(lambda: stream.read(MAX_CONTENT_BYTES), b""), start=1)
    chunks = (
        {
            "key": record["key"],
            "sequencer": f"{record['sequencer']}#{number:05d}",
            "content": content,
            "expires_at": record["expires_at"],
        }
        for number, content in contents
    )
    written = 0
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while group := list(islice(chunks, _AT_ONCE)):
            written += len(list(pool.map(files.put, group)))
    return written


def describe(upload: Upload, *, expires_at: int) -> dict[str, Any]:
    """Return the attributes that the records of plain files and of directories share."""
    uploaded_at: datetime = upload.uploaded_at
    return {
        "key": upload.event.key,
        "sequencer": upload.event.sequencer,
        "bucket": upload.event.bucket,
        "version_id": upload.event.version_id,
        "size": upload.size,
        "etag": upload.etag,
        "content_type": upload.content_type,
        "uploaded_at": timestamp(uploaded_at),
        "expires_at": expires_at,
    }
