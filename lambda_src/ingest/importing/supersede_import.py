"""Ends an import because a newer upload of the same key counts instead."""

from __future__ import annotations

from datetime import datetime

from roster.clock import timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable


def supersede_import(files: FilesTable, key: str, sequencer: str, *, by: str, now: datetime) -> None:
    """Mark an import as superseded; does nothing where it has finished.

    The lines that it has not written yet are never written: every transaction of ingest requires the status
    `INGESTING`. Agents that it has written are still provisioned, or taken over by the newer upload. With nothing
    pending, the new status wakes report at once.

    Args:
        files: the files table.
        key: the upload's key.
        sequencer: the superseded upload's sequencer.
        by: the newer upload's sequencer.
        now: the time.

    Raises:
        RetryableError: others kept writing the record.
    """
    mark = {"superseded_by": by, "progress_at": timestamp(now)}
    try:
        files.apply(files.update(key, sequencer).set(mark | {"status": "PROVISIONING"}).when({"status": "INGESTING"}))
    except LostImportError:
        try:
            files.apply(files.update(key, sequencer).set(mark).when({"status": "PROVISIONING"}))
        except LostImportError:
            return  # it has finished, so there is nothing left to end
