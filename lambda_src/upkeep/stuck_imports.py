"""Resumes imports that made no progress for some time. A task of `HourlyTasks`.

| the import | what is done |
|---|---|
| is being read | its S3 event is sent to ingest again; after five such times without progress its reading ends |
| has pending agents | each of them is requeued, so that the agents table's stream invokes provision again |
| has no pending agents | its record is written, so that the files table's stream invokes report again |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

from roster.clock import Clock, seconds_between, timestamp
from roster.files_table import FilesTable
from roster.imports import is_unfinished
from upkeep.function_invocations import IngestFunction, UploadVersion
from upkeep.item_guard import ItemGuard, UnreadableItems
from upkeep.pending_agents import PendingAgents
from upkeep.resumption_records import ResumptionRecords
from upkeep.upload_records import UploadRecords, name_of
from upkeep.upload_versions import UploadVersions

MAX_RESUMPTIONS: Final = 5
"""How often the reading of a file is resumed without progress."""


@dataclass(slots=True)
class StuckImportsResult:
    """What was found and done; part of the function's answer.

    Attributes:
        unfinished: imports that are not finished.
        stalled: those of them without progress, or whose record can't be read.
        resumed: ids of the imports that were resumed.
        requeued: agents that were requeued for provision.
        failed: agents that ended FAILED, because trying again did not help.
    """

    unfinished: int = 0
    stalled: int = 0
    resumed: list[str] = field(default_factory=list)
    requeued: int = 0
    failed: int = 0


class StuckImports:
    """The imports without progress.

    Args:
        records: finds them.
        files: the files table.
        pending: requeues their agents.
        versions: the upload bucket.
        ingest: reads on.
        clock: tells the time.
        unreadable: what the run of upkeep could not read.
    """

    def __init__(
        self,
        records: UploadRecords,
        files: FilesTable,
        pending: PendingAgents,
        versions: UploadVersions,
        ingest: IngestFunction,
        clock: Clock,
        unreadable: UnreadableItems,
    ) -> None:
        self._records = records
        self._files = files
        self._pending = pending
        self._versions = versions
        self._ingest = ingest
        self._clock = clock
        self._unreadable = unreadable
        self._resumptions = ResumptionRecords(files, clock)

    def resume_all(
        self, idle_seconds: int, handled: set[UploadVersion], time_is_up: Callable[[], bool]
    ) -> StuckImportsResult:
        """Resume every import that made no progress for some time.

        Args:
            idle_seconds: how long.
            handled: uploads whose event another task sent to ingest in this run, or left for somebody to look at; those
                that are sent here are added.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            RollcallError: some could not be resumed; the others were.
            botocore.exceptions.ClientError: a service refused, likewise.
        """
        result = StuckImportsResult()
        guard = ItemGuard(self._unreadable)
        for entry in self._records.unfinished():
            result.unfinished += 1
            with guard(name_of(entry)):
                if time_is_up() or self._seconds_since(entry["progress_at"]) < idle_seconds:
                    continue
                # The index may be out of date, so the record itself decides.
                record = self._files.read(entry["key"], entry["sequencer"])
                if record is None or not is_unfinished(record):
                    continue
                if self._seconds_since(record["progress_at"]) >= idle_seconds:
                    self._resume(record, idle_seconds, handled, time_is_up, result)
                    result.stalled += 1
        result.stalled += guard.unreadable + guard.refused
        guard.finish()
        return result

    def wake_reports(self) -> int:
        """Invoke report, by a write of the record, for every import without pending agents.

        Called when stream records of the files table were lost, so it does not matter how long an import made no
        progress.

        Returns:
            How many imports there are.
        """
        count = 0
        guard = ItemGuard(self._unreadable)
        for entry in self._records.unfinished():
            with guard(name_of(entry)):
                record = self._files.read(entry["key"], entry["sequencer"])
                if record and record.get("status") == "PROVISIONING" and record["pending"] == 0:
                    count += self._resumptions.claim(record, idle_seconds=0) is not None
        guard.finish()
        return count

    def _resume(
        self,
        record: dict[str, Any],
        idle_seconds: int,
        handled: set[UploadVersion],
        time_is_up: Callable[[], bool],
        result: StuckImportsResult,
    ) -> None:
        times = self._resumptions.claim(record, idle_seconds)
        if times is None:
            return
        result.resumed.append(record["import_id"])
        if record["status"] == "INGESTING":
            self._resume_reading(record, times, handled)
        elif record["pending"] > 0:
            requeue = self._pending.requeue_import(record, time_is_up)
            result.requeued += requeue.requeued
            result.failed += requeue.failed
            if requeue.complete:
                self._resumptions.stop_waiting_for(record, record["pending"] - requeue.found)
        # Otherwise only the report is missing, and the claim has invoked it.

    def _resume_reading(self, record: dict[str, Any], times: int, handled: set[UploadVersion]) -> None:
        version = (record["key"], record["version_id"])
        if not self._versions.exists(*version):
            self._resumptions.end_reading(
                record, "The uploaded version was deleted before the file was read whole. Upload it again."
            )
        elif times > MAX_RESUMPTIONS:
            self._resumptions.end_reading(
                record,
                f"The file could not be read whole: {MAX_RESUMPTIONS} runs in a row made no progress. The log of "
                "the ingest function has the error under the key. Once its cause is mended, upload the file again.",
            )
        elif version not in handled:
            handled.add(version)
            self._ingest.invoke_for_import(record)

    def _seconds_since(self, at: str) -> float:
        return seconds_between(at, timestamp(self._clock()))
