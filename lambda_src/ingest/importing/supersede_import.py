"""Ends imports because a newer upload of the same key counts instead.

In two steps, so that an agent that the newer upload lists is never given up in between. When the newer upload is begun,
older ones are superseded: they write no more lines. Once its own last line is written they are stopped: what they still
wait for, the newer upload does not change, and provision gives it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from roster.clock import timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable
from roster.imports import UNFINISHED


def supersede_import(files: FilesTable, key: str, sequencer: str, *, by: str, now: datetime) -> None:
    """Mark an import as superseded; does nothing where it has finished.

    The lines that it has not written yet are never written: every transaction of ingest requires the status
    `INGESTING`. Agents that it has written are provisioned, or taken over by the newer upload, until the import is
    stopped. With nothing pending, the new status wakes report at once.

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


def supersede_older(
    files: FilesTable, records: Iterable[Mapping[str, Any]], key: str, sequencer: str, now: datetime
) -> None:
    """Mark the unfinished imports of older uploads of a key as superseded.

    Args:
        files: the files table.
        records: the key's records, read since the newer upload has its own.
        key: the upload's key.
        sequencer: the newer upload's sequencer.
        now: the time.

    Raises:
        RetryableError: others kept writing a record.
    """
    for other in records:
        if other["sequencer"] < sequencer and other.get("status") in UNFINISHED:
            supersede_import(files, key, other["sequencer"], by=sequencer, now=now)


def stop_older(files: FilesTable, key: str, sequencer: str, now: datetime) -> None:
    """Stop the superseded imports of a key, before the newer upload's own import leaves `INGESTING`.

    Whoever repeats this finds them stopped. From then on provision gives up the agents that they wait for.

    Args:
        files: the files table.
        key: the upload's key.
        sequencer: the newer upload's sequencer.
        now: the time.

    Raises:
        RetryableError: others kept writing a record.
    """
    at = timestamp(now)
    for other in files.records_of(key):
        if other["sequencer"] >= sequencer or other.get("status") != "PROVISIONING":
            continue
        stop = files.update(key, other["sequencer"]).set({"stopped_at": at, "progress_at": at})
        try:
            files.apply(stop.when({"status": "PROVISIONING", "stopped_at": None}))
        except LostImportError:
            continue  # it has finished, or was stopped already


def end_older(files: FilesTable, key: str, sequencer: str, now: datetime) -> None:
    """Supersede and stop the unfinished imports of older uploads of a key that a plain file has replaced.

    Args:
        files: the files table.
        key: the upload's key.
        sequencer: the plain file's sequencer; its record is written already.
        now: the time.

    Raises:
        RetryableError: others kept writing a record.
    """
    supersede_older(files, files.records_of(key), key, sequencer, now)
    stop_older(files, key, sequencer, now)
