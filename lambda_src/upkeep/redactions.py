"""Finds redactions that were interrupted. Ingest finishes one when it is told of the upload again."""

from __future__ import annotations

from collections.abc import Callable

from roster.clock import Clock, seconds_between, timestamp
from roster.files_table import FilesTable
from upkeep.function_invocations import IngestFunction, Version
from upkeep.stuck_imports import event_of
from upkeep.upload_records import UploadRecords


class Redactions:
    """The redactions that were interrupted.

    Args:
        records: finds them.
        files: the files table.
        ingest: finishes them.
        clock: tells the time.
    """

    def __init__(self, records: UploadRecords, files: FilesTable, ingest: IngestFunction, clock: Clock) -> None:
        self._records = records
        self._files = files
        self._ingest = ingest
        self._clock = clock

    def finish(self, idle_seconds: int, handed: set[Version], time_is_up: Callable[[], bool]) -> list[str]:
        """Have every interrupted redaction finished.

        Args:
            idle_seconds: how long ago the import has to have begun.
            handed: uploads that were handed on in this run, or wait for somebody to look at them.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            The ids of the imports.

        Raises:
            botocore.exceptions.ClientError: a service refused.
        """
        found = []
        for entry in self._records.unredacted():
            if time_is_up():
                break
            record = self._files.read(entry["key"], entry["sequencer"])
            # While lines are taken in, the version is needed as it is.
            if record is None or record.get("redaction") != "pending" or record["status"] == "INGESTING":
                continue
            version = (record["key"], record["version_id"])
            if version in handed or seconds_between(record["started_at"], timestamp(self._clock())) < idle_seconds:
                continue
            handed.add(version)
            self._ingest.invoke(event_of(record))
            found.append(record["import_id"])
        return found
