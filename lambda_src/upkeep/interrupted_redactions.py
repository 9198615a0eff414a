"""Finds uploads that may still hold passwords because ingest was interrupted, and sends their events to ingest again.

A task of `HourlyTasks`. Ingest then replaces the upload with a copy without passwords.
"""

from __future__ import annotations

from collections.abc import Callable

from roster.clock import Clock, seconds_between, timestamp
from roster.files_table import FilesTable
from upkeep.function_invocations import IngestFunction, UploadVersion
from upkeep.item_guard import ItemGuard, UnreadableItems
from upkeep.upload_records import UploadRecords, name_of


class InterruptedRedactions:
    """The redactions that ingest did not finish.

    Args:
        records: finds them.
        files: the files table.
        ingest: finishes them.
        clock: tells the time.
        unreadable: what the run of upkeep could not read.
    """

    def __init__(
        self,
        records: UploadRecords,
        files: FilesTable,
        ingest: IngestFunction,
        clock: Clock,
        unreadable: UnreadableItems,
    ) -> None:
        self._records = records
        self._files = files
        self._ingest = ingest
        self._clock = clock
        self._unreadable = unreadable

    def finish_all(self, idle_seconds: int, handled: set[UploadVersion], time_is_up: Callable[[], bool]) -> list[str]:
        """Have every interrupted redaction finished.

        Args:
            idle_seconds: an import that began less than so long ago is left alone.
            handled: uploads whose event another task sent to ingest in this run, or left for somebody to look at; those
                that are sent here are added.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            The ids of the imports.

        Raises:
            botocore.exceptions.ClientError: a service refused; the others were sent.
        """
        found: list[str] = []
        guard = ItemGuard(self._unreadable)
        for entry in self._records.unredacted():
            if time_is_up():
                break
            with guard(name_of(entry)):
                record = self._files.read(entry["key"], entry["sequencer"])
                # While ingest reads the file it needs the version as it is.
                if record is None or record.get("redaction") != "pending" or record["status"] == "INGESTING":
                    continue
                version = (record["key"], record["version_id"])
                if version in handled or seconds_between(record["started_at"], timestamp(self._clock())) < idle_seconds:
                    continue
                handled.add(version)
                self._ingest.invoke_for_import(record)
                found.append(str(record["import_id"]))
        guard.finish()
        return found
