"""Takes up imports without progress.

Two attributes of an import's record are upkeep's own: `resumed_at` (S), when it was last taken up, and `resumed` (N),
how often it was since it last made progress. The write of the first is also the fence: of several runs at once, one
takes an import up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from roster.clock import Clock, read_timestamp, seconds_between, timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable
from roster.imports import UNFINISHED
from roster.s3_events import created_event
from upkeep.function_invocations import IngestFunction, Version
from upkeep.pending_agents import PendingAgents
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import UploadVersions

MAX_RESUMPTIONS: Final = 5

_INDEX_LAG_SECONDS: Final = 900
"""Far longer than an index of DynamoDB lags behind: an agent that it does not show by then is not there."""


@dataclass(slots=True)
class ImportsFound:
    """What there was to do.

    Attributes:
        unfinished: imports that are not finished.
        stalled: those of them without progress.
        resumed: ids of the imports that were taken up.
        requeued: agents that wake provision again.
        failed: agents that ended FAILED, as no try helped.
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
        pending: the agents that they wait for.
        versions: the upload bucket.
        ingest: goes on with them.
        clock: tells the time.
    """

    def __init__(
        self,
        records: UploadRecords,
        files: FilesTable,
        pending: PendingAgents,
        versions: UploadVersions,
        ingest: IngestFunction,
        clock: Clock,
    ) -> None:
        self._records = records
        self._files = files
        self._pending = pending
        self._versions = versions
        self._ingest = ingest
        self._clock = clock

    def take_up(self, idle_seconds: int, handed: set[Version], time_is_up: Callable[[], bool]) -> ImportsFound:
        """Take up every import that made no progress for some time.

        Args:
            idle_seconds: how long.
            handed: uploads whose failed event was handed on in this run, or waits for somebody to look at it.
            time_is_up: whether to leave the rest to the next run.

        Raises:
            botocore.exceptions.ClientError: a service refused.
        """
        found = ImportsFound()
        for entry in self._records.unfinished():
            found.unfinished += 1
            if time_is_up() or self._seconds_since(entry["progress_at"]) < idle_seconds:
                continue
            record = self._files.read(entry["key"], entry["sequencer"])
            if record is None or record.get("status") not in UNFINISHED:
                continue
            if self._seconds_since(record["progress_at"]) >= idle_seconds:
                found.stalled += 1
                self._take_up(record, idle_seconds, handed, time_is_up, found)
        return found

    def wake_reports(self) -> int:
        """Wake report for every import that waits for nothing else, however short; return how many there are."""
        count = 0
        for entry in self._records.unfinished():
            record = self._files.read(entry["key"], entry["sequencer"])
            if record and record.get("status") == "PROVISIONING" and record["pending"] == 0:
                count += self._claim(record, idle_seconds=0) is not None
        return count

    def oldest_pending(self, time_is_up: Callable[[], bool]) -> datetime | None:
        """Return since when the agent waits that waits longest for Amazon Connect; None if there is none."""
        oldest: datetime | None = None
        for entry in self._records.unfinished():
            record = self._files.read(entry["key"], entry["sequencer"])
            if not record or not record.get("pending"):
                continue
            for item in self._pending.awaited_by(record["key"], record["import_id"]):
                since = read_timestamp(item.get("updated_at"))
                if since is not None and (oldest is None or since < oldest):
                    oldest = since
                if time_is_up():
                    break
        return oldest

    def _take_up(
        self,
        record: dict[str, Any],
        idle_seconds: int,
        handed: set[Version],
        time_is_up: Callable[[], bool],
        found: ImportsFound,
    ) -> None:
        times = self._claim(record, idle_seconds)
        if times is None:
            return
        found.resumed.append(record["import_id"])
        if record["status"] == "INGESTING":
            self._go_on(record, times, handed)
        elif record["pending"] > 0:
            done = self._pending.requeue_import(record, time_is_up)
            found.requeued += done.requeued
            found.failed += done.failed
            if done.whole:
                self._count_out(record, record["pending"] - done.found)
        # Otherwise its report was lost, and the claim itself has made the stream record that wakes it.

    def _claim(self, record: dict[str, Any], idle_seconds: int) -> int | None:
        """Note that an import is taken up; None if somebody else has done so, or it moved on."""
        now = self._clock()
        before = record.get("resumed_at")
        if before is not None and before > timestamp(now - timedelta(seconds=idle_seconds / 2)):
            return None
        going_on = before is not None and before > record["progress_at"]
        times = record.get("resumed", 0) + 1 if going_on else 1
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"resumed_at": timestamp(now), "resumed": times})
        fence = {name: record.get(name) for name in ("import_id", "status", "progress_at", "resumed_at")}
        return times if self._apply(update.when(fence)) else None

    def _go_on(self, record: dict[str, Any], times: int, handed: set[Version]) -> None:
        version = (record["key"], record["version_id"])
        if not self._versions.exists(*version):
            self._end(record, "The uploaded version was deleted before the file was read whole. Upload it again.")
        elif times > MAX_RESUMPTIONS:
            self._end(
                record,
                f"The file could not be read whole: {MAX_RESUMPTIONS} runs in a row made no progress. The log of "
                "the ingest function has the error under the key. Once its cause is mended, upload the file again.",
            )
        elif version not in handed:
            handed.add(version)
            self._ingest.invoke(event_of(record))

    def _end(self, record: dict[str, Any], why: str) -> None:
        """End an import that can't be read on, so that what was taken in is provisioned and reported."""
        begun = record["position"] > 1
        text = f"Nothing from line {record['position']} on took effect. {why}" if begun else why
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"status": "PROVISIONING", "progress_at": timestamp(self._clock())})
        update.set({"notice" if begun else "reason": _joined(record.get("notice"), text) if begun else text})
        self._apply(update.when({"status": "INGESTING", "position": record["position"]}))

    def _count_out(self, record: dict[str, Any], missing: int) -> None:
        """Stop waiting for agents that are not there any more."""
        if missing <= 0 or self._seconds_since(record["progress_at"]) < _INDEX_LAG_SECONDS:
            return
        text = (
            f"{missing} {'row was' if missing == 1 else 'rows were'} not provisioned, because somebody deleted or "
            "overwrote the agent's item in the agents table meanwhile. Upload the file again if that was not meant."
        )
        update = self._files.update(record["key"], record["sequencer"])
        update.add({"pending": -missing, "superseded": missing, "counted_out": missing})
        update.set({"notice": _joined(record.get("notice"), text), "progress_at": timestamp(self._clock())})
        fence = {name: record[name] for name in ("import_id", "status", "progress_at", "pending")}
        self._apply(update.when(fence))

    def _apply(self, update: Any) -> bool:
        try:
            self._files.apply(update)
        except LostImportError:
            return False  # it moved on, so it is not stuck
        return True

    def _seconds_since(self, at: str) -> float:
        return seconds_between(at, timestamp(self._clock()))


def event_of(record: dict[str, Any]) -> dict[str, Any]:
    """Return the S3 event of the upload that an import came from."""
    return created_event(
        bucket=record["bucket"],
        key=record["key"],
        version_id=record["version_id"],
        sequencer=record["sequencer"],
    )


def _joined(earlier: str | None, text: str) -> str:
    return f"{earlier} {text}" if earlier else text
