"""Request rates: a token bucket for each operation, account and Region, as Connect throttles.

The rates are Amazon Connect's documented defaults; the bursts of the faster operations keep the proportion of the
default pair, since AWS publishes no figure for them.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, NamedTuple

from local_aws.connect.api.errors import ConnectError

if TYPE_CHECKING:
    from collections.abc import Callable


class Rate(NamedTuple):
    """A bucket's refill in requests a second, and its size in requests."""

    per_second: float
    burst: float


DEFAULT = Rate(2, 5)
_READ = Rate(10, 25)
_INSTANCE = Rate(0.1, 5)

RATES: dict[str, Rate] = {
    "CreateInstance": _INSTANCE,
    "DeleteInstance": _INSTANCE,
    "DescribeQuickConnect": _READ,
    "DescribeUser": _READ,
    "DescribeUserHierarchyGroup": _READ,
    "DescribeUserHierarchyStructure": _READ,
    "ListQueues": _READ,
    "ListQuickConnects": _READ,
    "ListRoutingProfiles": _READ,
    "ListUserHierarchyGroups": _READ,
    "ListUsers": _READ,
}


class Throttle:
    """The buckets of one process.

    Args:
        clock: seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: dict[tuple[str, str, str], tuple[float, float]] = {}

    def take(self, account: str, region: str, operation: str, factor: float | None) -> None:
        """Take one token.

        Args:
            account: account id of the caller.
            region: AWS Region of the call.
            operation: for example ``CreateUser``.
            factor: multiplies rate and burst; None takes nothing.

        Raises:
            ConnectError: ThrottlingException when the bucket is empty.
        """
        if factor is None:
            return
        rate = RATES.get(operation, DEFAULT)
        size = max(1.0, rate.burst * factor)
        with self._lock:
            now = self._clock()
            tokens, since = self._buckets.get((account, region, operation), (size, now))
            tokens = min(size, tokens + (now - since) * rate.per_second * factor)
            allowed = tokens >= 1
            self._buckets[account, region, operation] = (tokens - 1 if allowed else tokens, now)
        if not allowed:
            raise ConnectError("ThrottlingException", "Rate exceeded")

    def reset(self) -> None:
        """Fill every bucket."""
        with self._lock:
            self._buckets.clear()
