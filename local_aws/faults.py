"""Faults that the next calls of an operation meet, and counts of all calls.

One `Faults` holds both. In the server, the gateway takes the faults of ministack's services and Amazon Connect takes
those of the service `connect`, from the same `Faults`. In a test's own process, under moto, only Connect does.
"""

from __future__ import annotations

import random
import threading
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

DEFAULT_MESSAGE = "A fault that was asked for"
"""Text of an injected error, where none is given."""


@dataclass(frozen=True)
class Call:
    """One request: the service as its signature names it, and the operation, `Unknown` if no model has it."""

    service: str
    operation: str


class BrokenConnectionError(ConnectionAbortedError):
    """Raised by whoever serves a call whose fault has status 0: the connection ends in the middle of the response."""


@dataclass
class Fault:
    """An error that the next calls of one operation are answered with, a delay of their answers, or both.

    Attributes:
        service: Signing name of the service, such as `dynamodb`.
        operation: Operation name, such as `PutItem`; `*` stands for every one.
        error_code: Code that the client sees, such as `InternalServerError`; empty for the call's own answer, late.
        status: HTTP status; 0 breaks the connection off in the middle of a response. None is the status that Amazon
            Connect has for the code, and 500 for every other service.
        times: How many calls are still to be answered.
        after: Whether the call takes effect before the error is answered, as when a response is lost.
        message: Text of the error.
        details: Further members of a JSON error, such as `CancellationReasons`.
        share: Share of the calls that meet the fault, chosen at random; 0.2 is every fifth on average.
        delay_seconds: How long the answer is held back; longer than the client waits makes a timeout. Without an
            error code the call takes effect at once, and its own answer comes late.

    Raises:
        ValueError: It has neither an error code nor a delay.
    """

    service: str
    operation: str
    error_code: str
    status: int | None = None
    times: int = 1
    after: bool = False
    message: str = DEFAULT_MESSAGE
    details: dict[str, Any] = field(default_factory=dict)
    share: float = 1.0
    delay_seconds: float = 0.0

    def __post_init__(self) -> None:
        if not self.error_code and self.delay_seconds <= 0:
            raise ValueError("a fault has an error_code, or delay_seconds above 0, or both")

    @property
    def lets_the_call_take_effect(self) -> bool:
        """Whether the call is served before the fault is answered."""
        return self.after or not self.error_code

    def is_for(self, call: Call) -> bool:
        """Whether it answers a call; for a share of the calls, chance decides."""
        named = self.service == call.service and self.operation in (call.operation, "*")
        return named and (self.share >= 1 or random.random() < self.share)  # noqa: S311 - chaos, no secret


class Faults:
    """The faults that wait for calls, and how often each operation was called; safe to use from threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: list[Fault] = []
        self._calls: Counter[Call] = Counter()

    def add(self, fault: Fault) -> None:
        """Let a fault wait for its calls."""
        with self._lock:
            self._waiting.append(fault)

    def clear(self, service: str | None = None) -> None:
        """Drop the faults that still wait, of one service or of all."""
        with self._lock:
            self._waiting[:] = [fault for fault in self._waiting if service not in (None, fault.service)]

    def take(self, call: Call) -> Fault | None:
        """Count a call and use up one time of the oldest fault that waits for it."""
        with self._lock:
            self._calls[call] += 1
            for fault in self._waiting:
                if fault.is_for(call):
                    fault.times -= 1
                    if fault.times < 1:
                        self._waiting.remove(fault)
                    return fault
        return None

    def waiting(self) -> list[Fault]:
        """Return the faults that still wait."""
        with self._lock:
            return list(self._waiting)

    def calls(self) -> dict[str, dict[str, int]]:
        """Return the calls since the last reset by service and operation, refused ones included."""
        counts: dict[str, dict[str, int]] = {}
        with self._lock:
            for call, count in self._calls.items():
                counts.setdefault(call.service, {})[call.operation] = count
        return counts

    def reset_calls(self, service: str | None = None) -> None:
        """Count from zero again, for one service or for all."""
        with self._lock:
            for call in [call for call in self._calls if service in (None, call.service)]:
                del self._calls[call]
