"""Begins an import: its record, and its place among the other uploads of the same key."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from ingest.plain_file import describe
from ingest.upload_bucket import Upload
from roster.clock import expiry, timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable, newest_after
from roster.imports import UNFINISHED, ImportRecord, import_id_of


def begin_import(
    upload: Upload, files: FilesTable, *, has_passwords: bool, retention_days: int, now: datetime
) -> ImportRecord | None:
    """Write an upload's import record, or find it, and settle which upload of the key counts.

    A newer upload ends this one; this one ends the older ones that are unfinished.

    Args:
        upload: the upload.
        files: the files table.
        has_passwords: whether it has columns of passwords, so that it must be redacted once it is ingested.
        retention_days: how long the record is kept.
        now: the time.

    Returns:
        The record to go on with; None when there is nothing to do: another run ingested it whole, or a newer
        upload counts.
    """
    event = upload.event
    record = _new_record(upload, expires_at=expiry(upload.uploaded_at, retention_days), now=now)
    if has_passwords:
        record["redaction"] = "pending"
    if not files.create(record):
        found = files.read_import(event.key, event.sequencer)
        if found is None or found["status"] != "INGESTING":
            return None
        record = found
    records = files.records_of(event.key)
    if newest := newest_after(records, event.sequencer):
        supersede(files, event.key, event.sequencer, by=newest, now=now)
        return None
    for other in records:
        if other["sequencer"] < event.sequencer and other.get("status") in UNFINISHED:
            supersede(files, event.key, other["sequencer"], by=event.sequencer, now=now)
    return record


def supersede(files: FilesTable, key: str, sequencer: str, *, by: str, now: datetime) -> None:
    """Mark an import as ended by a newer upload.

    Its lines that did not take effect never will: a run that is at it loses the fence, and with nothing
    pending it is reported at once.
    """
    mark = {"superseded_by": by, "progress_at": timestamp(now)}
    try:
        files.apply(files.update(key, sequencer).set(mark | {"status": "PROVISIONING"}).when({"status": "INGESTING"}))
    except LostImportError:
        try:
            files.apply(files.update(key, sequencer).set(mark).when({"status": "PROVISIONING"}))
        except LostImportError:
            return  # it finished meanwhile: there is nothing left to end


def end_ingest(
    files: FilesTable,
    record: ImportRecord,
    *,
    position: int,
    now: datetime,
    reason: str | None = None,
    notice: str = "",
) -> None:
    """Hand an import over to provisioning; with nothing pending that wakes the report.

    Args:
        files: the files table.
        record: the import.
        position: where it must stand; the fence against another run of the same import.
        now: the time.
        reason: why the whole directory is rejected.
        notice: what to know about the import as a whole.

    Raises:
        LostImportError: another run advanced or ended it.
    """
    update = files.update(record["key"], record["sequencer"])
    update.set({"status": "PROVISIONING", "progress_at": timestamp(now)})
    if reason:
        update.set({"reason": reason})
    if notice:
        update.set({"notice": notice})
    files.apply(update.when({"status": "INGESTING", "position": position}))


def _new_record(upload: Upload, *, expires_at: int, now: datetime) -> ImportRecord:
    event = upload.event
    at = timestamp(now)
    record: dict[str, Any] = describe(upload, expires_at=expires_at) | {
        "kind": "agent_directory",
        "import_id": import_id_of(event.bucket, event.key, event.sequencer),
        "status": "INGESTING",
        "position": 1,
        "pending": 0,
        "started_at": at,
        "progress_at": at,
        "unfinished": "yes",
    }
    return cast("ImportRecord", record)
