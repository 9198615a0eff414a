"""What tests set on the local Connect: request rates, quotas, delays and faults; and the log of its calls."""

from __future__ import annotations

import threading
import time
from collections import deque
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from local_aws.connect.api.throttle import Throttle
from local_aws.faults import DEFAULT_MESSAGE, Call, Fault, Faults

if TYPE_CHECKING:
    from collections.abc import Callable

SERVICE = "connect"
"""Signing name of Amazon Connect, under which its faults and counts are kept."""

LOG_ENTRIES = 10_000
"""Calls that the log keeps; older ones are dropped."""

DEFAULT_LIMITS: dict[str, int] = {
    "instances": 2,
    "users": 500,
    "queues": 50,
    "routing_profiles": 100,
    "security_profiles": 100,
    "hours_of_operation": 100,
    "hierarchy_groups": 500,
    "contact_flows": 100,
    "contact_flow_modules": 200,
    "quick_connects": 100,
    "phone_numbers": 5,
    "predefined_attributes": 128,
    "lambda_functions": 50,
    "agent_statuses": 50,
    "vocabularies": 20,
    "lex_bots": 70,
    "lex_v2_bots": 100,
    "queues_per_routing_profile": 50,
    "proficiencies_per_user": 10,
    "username_characters": 100,
    "saml_username_characters": 64,
}
"""Amazon Connect's default quotas for one instance (``instances``: one account and Region)."""


class LogEntry(TypedDict):
    """One call as the log keeps it; ``at`` is in seconds since the epoch."""

    operation: str
    status: int
    error: str | None
    caller: str | None
    at: float


class Controls:
    """Settings, faults and call log of one process's Connect; every method may be called from any thread.

    Attributes:
        quota_factor: multiplies the documented request rates; None switches throttling off.
        settle_seconds: how long a new instance or number is still in progress, and a deleted one still visible.
        search_lag_seconds: how long SearchUsers and ListUsers do not know a new user yet.
        user_lag_seconds: how long no call finds a new user by its id, as AWS says of DescribeUser after CreateUser.
        limits: service quotas by name, see ``DEFAULT_LIMITS``.
        throttle: the token buckets.
        faults: faults and call counts; a server puts the one that all of its services share here.
        clock: seconds that only grow, for all of the above.
        sleep: waits for some seconds of that clock.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.clock: Callable[[], float] = time.monotonic
        self.sleep: Callable[[float], None] = time.sleep
        self.throttle = Throttle(lambda: self.clock())
        self.faults = Faults()
        self._defaults()

    def _defaults(self) -> None:
        self.quota_factor: float | None = None
        self.settle_seconds = 0.0
        self.search_lag_seconds = 0.0
        self.user_lag_seconds = 0.0
        self.limits = dict(DEFAULT_LIMITS)
        self._log: deque[LogEntry] = deque(maxlen=LOG_ENTRIES)

    def fail_next(
        self,
        operation: str,
        error_code: str,
        times: int = 1,
        message: str = DEFAULT_MESSAGE,
        *,
        status: int | None = None,
        after: bool = False,
    ) -> None:
        """Make the next calls of an operation fail.

        Args:
            operation: its name, for example ``CreateUser``; ``*`` is any.
            error_code: the AWS error code to answer.
            times: how many calls fail.
            message: the error's message.
            status: HTTP status; by default the code's own, 0 breaks the connection off.
            after: the call takes effect first, as when the answer is lost on the way.
        """
        self.faults.add(Fault(SERVICE, operation, error_code, status, times, after, message))

    def delay_next(self, operation: str, seconds: float, times: int = 1) -> None:
        """Let the next calls of an operation (``*`` is any) take effect and be answered late."""
        self.faults.add(Fault(SERVICE, operation, "", times=times, delay_seconds=seconds))

    def set_limit(self, name: str, value: int) -> None:
        """Set one service quota.

        Raises:
            KeyError: there is no such quota.
        """
        if name not in DEFAULT_LIMITS:
            raise KeyError(f"no quota is called {name!r}; choose from {', '.join(sorted(DEFAULT_LIMITS))}")
        self.limits[name] = value

    def take_fault(self, operation: str) -> Fault | None:
        """Count a call, and use up and return the fault that it meets, if there is one."""
        return self.faults.take(Call(SERVICE, operation))

    def record(self, operation: str, status: int, error: str | None, caller: str | None) -> None:
        """Put a finished call in the log."""
        entry = LogEntry(operation=operation, status=status, error=error, caller=caller, at=time.time())
        with self._lock:
            self._log.append(entry)

    def calls(self) -> dict[str, int]:
        """Return how often each operation was called since the last reset, refused calls included."""
        return self.faults.calls().get(SERVICE, {})

    def log(self) -> list[LogEntry]:
        """Return the calls since the last reset, oldest first, at most ``LOG_ENTRIES``."""
        with self._lock:
            return [entry.copy() for entry in self._log]

    def settings(self) -> dict[str, Any]:
        """Return the current settings in a form that JSON takes."""
        return {
            "quota_factor": self.quota_factor,
            "settle_seconds": self.settle_seconds,
            "search_lag_seconds": self.search_lag_seconds,
            "user_lag_seconds": self.user_lag_seconds,
            "limits": dict(self.limits),
        }

    def reset(self) -> None:
        """Forget faults, delays, counts and log, fill the buckets, and put every setting back to its default."""
        self.throttle.reset()
        self.faults.clear(SERVICE)
        self.faults.reset_calls(SERVICE)
        with self._lock:
            self._defaults()


@cache
def controls() -> Controls:
    """Return the process's one ``Controls``."""
    return Controls()
