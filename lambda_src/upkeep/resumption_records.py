"""What upkeep writes on the record of an import that made no progress. `StuckImports` decides when.

Two attributes of the record are upkeep's own: `resumed_at` (S), when the import was last resumed, and `resumed` (N),
how often it was since it last made progress. Every write has conditions on what was read, so that of several runs at
once only one has an effect, and none if the import moved on meanwhile.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from roster.agent import whole
from roster.clock import Clock, seconds_between, timestamp
from roster.errors import LostImportError
from roster.expressions import Update
from roster.files_table import FilesTable

_INDEX_LAG_SECONDS: Final = 900
"""An agent that the agents table's index does not show after so long is not there. Such an index is usually less than a
second late: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html"""


class ResumptionRecords:
    """Writes on the records of stuck imports.

    Args:
        files: the files table.
        clock: tells the time.
    """

    def __init__(self, files: FilesTable, clock: Clock) -> None:
        self._files = files
        self._clock = clock

    def claim(self, record: dict[str, Any], idle_seconds: int) -> int | None:
        """Note on the record that this run resumes the import.

        The write alone makes a stream record, which invokes report if no agent is pending.

        Args:
            record: the import.
            idle_seconds: the time without progress after which an import is resumed; one that was resumed less than
                half of it ago is left alone.

        Returns:
            How often the import was resumed since its last progress, this time included; None if another run resumed it
            or it moved on.
        """
        now = self._clock()
        before = record.get("resumed_at")
        if before is not None and before > timestamp(now - timedelta(seconds=idle_seconds / 2)):
            return None
        again_without_progress = before is not None and before > record["progress_at"]
        times = whole(record.get("resumed")) + 1 if again_without_progress else 1
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"resumed_at": timestamp(now), "resumed": times})
        conditions = {name: record.get(name) for name in ("import_id", "status", "progress_at", "resumed_at")}
        return times if self._apply(update.when(conditions)) else None

    def end_reading(self, record: dict[str, Any], why: str) -> None:
        """End the reading of a file that can't be read on, so that what was read is provisioned and reported."""
        started = record["position"] > 1
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"status": "PROVISIONING", "progress_at": timestamp(self._clock())})
        if started:
            text = f"Nothing from line {record['position']} on took effect. {why}"
            update.set({"notice": _joined(record.get("notice"), text)})
        else:
            update.set({"reason": why})
        self._apply(update.when({"status": "INGESTING", "position": record["position"]}))

    def stop_waiting_for(self, record: dict[str, Any], missing: int) -> None:
        """Take agents off the pending count whose items are not there any more, and say so in the import's notice.

        Args:
            record: the import.
            missing: how many there are. Nothing is written if the import made progress so lately that the index by
                which agents are found may not show all of them.
        """
        idle_seconds = seconds_between(record["progress_at"], timestamp(self._clock()))
        if missing <= 0 or idle_seconds < _INDEX_LAG_SECONDS:
            return
        text = (
            f"{missing} {'row was' if missing == 1 else 'rows were'} not provisioned, because somebody deleted or "
            "overwrote the agent's item in the agents table meanwhile. Upload the file again if that was not meant."
        )
        update = self._files.update(record["key"], record["sequencer"])
        update.add({"pending": -missing, "superseded": missing, "counted_out": missing})
        update.set({"notice": _joined(record.get("notice"), text), "progress_at": timestamp(self._clock())})
        conditions = {name: record[name] for name in ("import_id", "status", "progress_at", "pending")}
        self._apply(update.when(conditions))

    def _apply(self, update: Update) -> bool:
        try:
            self._files.apply(update)
        except LostImportError:
            return False  # the import moved on, so it is not stuck
        return True


def _joined(earlier: str | None, text: str) -> str:
    return f"{earlier} {text}" if earlier else text
