"""How far an import is, from its record. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, cast

from roster.clock import seconds_between
from roster.imports import UNFINISHED, ImportRecord

_PROVISIONED: Final = ("created", "updated", "removed", "adopted", "failed")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an import is.

    Attributes:
        done: lines that have their outcome.
        pending: lines that were taken in and wait for Amazon Connect.
        reading: whether the file is still being taken in, so that `done` and `pending` both grow.
        finished: whether the report is written.
        per_second: agents that were provisioned a second so far; 0 where there were none.
        expected_end: when the last agent should be done; None while the file is being taken in, and when all is.
    """

    done: int
    pending: int
    reading: bool
    finished: bool
    per_second: float
    expected_end: datetime | None

    @property
    def total(self) -> int:
        """Lines that were taken in."""
        return self.done + self.pending

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1. An import without lines is done once its file is taken in."""
        if self.total:
            return self.done / self.total
        return 0.0 if self.reading else 1.0


def progress_of(record: ImportRecord, *, requests_per_second: float, now: datetime) -> Progress:
    """Tell how far an import is.

    A new agent is one request to Amazon Connect, so the quota says when the pending ones are done at the earliest;
    other imports share it.

    Args:
        record: the import as it was read.
        requests_per_second: the deployment's `connect_requests_per_second`.
        now: the time.
    """
    counts = cast("dict[str, int]", record)
    pending = record["pending"]
    reading, finished = record["status"] == "INGESTING", record["status"] not in UNFINISHED
    waiting = pending > 0 and not reading and not finished
    return Progress(
        done=counts.get("rows", 0) - pending,
        pending=pending,
        reading=reading,
        finished=finished,
        per_second=per_second(record),
        expected_end=now + timedelta(seconds=pending / requests_per_second) if waiting else None,
    )


def per_second(record: ImportRecord) -> float:
    """Return how many agents were provisioned a second from the import's start to its last progress, or 0."""
    provisioned = sum(cast("dict[str, int]", record).get(name, 0) for name in _PROVISIONED)
    seconds = seconds_between(record["started_at"], record["progress_at"])
    return provisioned / seconds if seconds > 0 else 0.0
