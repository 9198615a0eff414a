"""Begins an import: writes its record, and settles which of the key's uploads counts."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, cast

from ingest.importing.supersede_import import supersede_import, supersede_older
from ingest.plain_file import describe
from ingest.reading.dialect import Dialect
from ingest.upload_bucket import Upload
from roster.clock import expiry, timestamp
from roster.files_table import FilesTable, newest_after
from roster.imports import ImportKind, ImportRecord, import_id_of

_USUAL: Final = Dialect()


def begin_import(
    upload: Upload,
    files: FilesTable,
    *,
    kind: ImportKind,
    has_passwords: bool,
    retention_days: int,
    now: datetime,
    dialect: Dialect = _USUAL,
) -> ImportRecord | None:
    """Write an upload's import record, unless it is there, and settle which upload of the key counts.

    `UploadIntake` calls this in each invocation that an upload wakes, so it may find that an earlier one has begun or
    ended the import. If a newer upload of the key is there, this import is superseded; else it supersedes the older
    ones that are unfinished.

    Args:
        upload: the upload.
        files: the files table.
        kind: whether it is a directory, or a table that is none.
        has_passwords: whether it has columns of passwords, so that it must be redacted once it is ingested.
        retention_days: how long the record is kept.
        now: the time.
        dialect: how it is written, for the report; `end_ingest` says it if the encoding turns out to be another one.

    Returns:
        The record to go on with; None when there is nothing to do: another run ingested it whole, or a newer
        upload counts.
    """
    event = upload.event
    record = _new_record(upload, kind, expires_at=expiry(upload.uploaded_at, retention_days), now=now)
    record["separator"], record["encoding"] = dialect.separator, dialect.encoding
    if has_passwords:
        record["redaction"] = "pending"
    if not files.create(record):
        found = files.read_import(event.key, event.sequencer)
        if found is None or found["status"] != "INGESTING":
            return None
        record = found
    records = files.records_of(event.key)
    if newest := newest_after(records, event.sequencer):
        supersede_import(files, event.key, event.sequencer, by=newest, now=now)
        return None
    supersede_older(files, records, event.key, event.sequencer, now)
    return record


def _new_record(upload: Upload, kind: ImportKind, *, expires_at: int, now: datetime) -> ImportRecord:
    event = upload.event
    at = timestamp(now)
    record: dict[str, Any] = describe(upload, expires_at=expires_at) | {
        "kind": kind,
        "import_id": import_id_of(event.bucket, event.key, event.sequencer),
        "status": "INGESTING",
        "position": 1,
        "pending": 0,
        "started_at": at,
        "progress_at": at,
        "unfinished": "yes",
    }
    return cast("ImportRecord", record)
