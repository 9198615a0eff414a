"""Stores a plain file whole in the files table."""

from __future__ import annotations

from datetime import datetime
from typing import Any, BinaryIO

from ingest.upload import Upload
from roster.clock import expiry, timestamp
from roster.files_table import MAX_CONTENT_BYTES, MAX_STORED_BYTES, FilesTable


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
    number = 0
    while chunk := stream.read(MAX_CONTENT_BYTES):
        number += 1
        files.put(
            {
                "key": record["key"],
                "sequencer": f"{record['sequencer']}#{number:05d}",
                "content": chunk,
                "expires_at": record["expires_at"],
            }
        )
    files.put(record | {"chunks": number})
    return record


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
