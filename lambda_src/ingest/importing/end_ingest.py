"""Ends the part of an import that is ingest's."""

from __future__ import annotations

from datetime import datetime

from roster.clock import timestamp
from roster.files_table import FilesTable
from roster.imports import ImportRecord


def end_ingest(
    files: FilesTable,
    record: ImportRecord,
    *,
    position: int,
    now: datetime,
    reason: str | None = None,
    notice: str = "",
    encoding: str = "",
) -> None:
    """Set an import to `PROVISIONING`: its last line is written, or the whole directory is rejected.

    If no agent is pending, that wakes report; else the agents are provisioned first.

    Args:
        files: the files table.
        record: the import.
        position: where it must stand; the fence against another run of the same import.
        now: the time.
        reason: why the whole directory is rejected.
        notice: what to know about the import as a whole.
        encoding: of the upload, as its rows were read; empty if none were.

    Raises:
        LostImportError: another run advanced or ended it.
    """
    update = files.update(record["key"], record["sequencer"])
    update.set({"status": "PROVISIONING", "progress_at": timestamp(now)})
    if reason:
        update.set({"reason": reason})
    if notice:
        update.set({"notice": notice})
    if encoding:
        update.set({"encoding": encoding})
    files.apply(update.when({"status": "INGESTING", "position": position}))
