"""Counts what an invocation did, for the metrics that `roster.metrics` lists."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from roster.clock import Clock, read_timestamp, utc_now
from roster.metrics import emit

_COUNTERS: Final[dict[str, str]] = {
    "created": "AgentsCreated",
    "updated": "AgentsUpdated",
    "removed": "AgentsRemoved",
    "adopted": "AgentsAdopted",
    "failed": "AgentsFailed",
}
_MAX_DURATIONS: Final = 100
"""Values that CloudWatch takes in one record of a metric."""


class InvocationMetrics:
    """Counts of one invocation; any number of threads may count.

    Args:
        clock: tells the time.
    """

    def __init__(self, clock: Clock = utc_now) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._counts: Counter[str] = Counter()
        self._seconds: list[float] = []

    def count_outcome(self, outcome: str, item: Mapping[str, Any]) -> None:
        """Count an agent's outcome, and the time since its upload, or since somebody else put its item.

        Args:
            outcome: as the report says it.
            item: the agent as it was read before.
        """
        with self._lock:
            if metric := _COUNTERS.get(outcome):
                self._counts[metric] += 1
            if outcome in {"created", "updated", "adopted"} and len(self._seconds) < _MAX_DURATIONS:
                since = read_timestamp(item.get("wanted_since") or item.get("updated_at"))
                self._seconds += [max(0.0, (self._clock() - since).total_seconds())] if since is not None else []

    def count_throttle(self) -> None:
        """Count a call that Connect refused for its rate."""
        with self._lock:
            self._counts["ConnectThrottles"] += 1

    def count_full_quota(self) -> None:
        """Count an agent that failed because a quota of the instance is full."""
        with self._lock:
            self._counts["QuotaFull"] += 1

    def emit(self) -> None:
        """Write the counts as metrics and set them to zero."""
        with self._lock:
            counts, seconds = self._counts, self._seconds
            self._counts, self._seconds = Counter(), []
        emit({**counts, "UploadToUserSeconds": seconds})
