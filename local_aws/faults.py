"""Faults to answer with instead of, or after, a call's real effect, and counts of all calls."""

import json
import random
import threading
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from local_aws.server.operations import Call


@dataclass
class Fault:
    """An error that the next calls of one operation are answered with, a delay of their answers, or both.

    Attributes:
        service: Signing name of the service, such as `dynamodb`.
        operation: Operation name, such as `PutItem`; `*` stands for every one.
        error_code: Code that the client sees, such as `InternalServerError`.
        status: HTTP status; 0 breaks the connection off in the middle of a response.
        times: How many calls are still to be answered.
        after: Whether the call takes effect before the error is answered, as when a response is lost.
        message: Text of the error.
        details: Further members of a JSON error, such as `CancellationReasons`.
        share: Of the calls, how many it is for; 0.2 is every fifth, by chance.
        delay_seconds: How long the answer is held back; longer than the client waits makes a timeout. Without an
            error code the call takes effect at once, and its own answer is what comes late.

    Raises:
        ValueError: It would change nothing.
    """

    service: str
    operation: str
    error_code: str
    status: int = 500
    times: int = 1
    after: bool = False
    message: str = "A fault that was asked for"
    details: dict[str, Any] = field(default_factory=dict)
    share: float = 1.0
    delay_seconds: float = 0.0

    def __post_init__(self) -> None:
        if not self.error_code and self.delay_seconds <= 0:
            raise ValueError("a fault has an error_code, or delay_seconds above 0, or both")

    def is_for(self, call: Call) -> bool:
        """Whether it answers a call, which chance decides where it is for a share of them."""
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

    def clear(self) -> None:
        """Drop the faults that still wait."""
        with self._lock:
            self._waiting.clear()

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
        """The faults that still wait."""
        with self._lock:
            return list(self._waiting)

    def calls(self) -> dict[str, dict[str, int]]:
        """Calls since the last reset, by service and operation."""
        counts: dict[str, dict[str, int]] = {}
        with self._lock:
            for call, count in self._calls.items():
                counts.setdefault(call.service, {})[call.operation] = count
        return counts

    def reset_calls(self) -> None:
        """Start counting from zero."""
        with self._lock:
            self._calls.clear()


def error_response(
    service: str, code: str, message: str, request: Mapping[str, str], details: Mapping[str, Any] | None = None
) -> tuple[dict[str, str], bytes]:
    """Word an error as the service's protocol does.

    Args:
        service: Signing name of the service.
        code: Error code.
        message: Error text.
        request: Headers of the request, which tell the protocol; names in lower case.
        details: Further members of a JSON error.

    Returns:
        Headers and body.
    """
    if service == "s3":
        body = f"<Error><Code>{escape(code)}</Code><Message>{escape(message)}</Message></Error>"
        return {"content-type": "application/xml"}, body.encode()
    if request.get("content-type", "").startswith("application/x-www-form-urlencoded"):
        inner = f"<Type>Sender</Type><Code>{escape(code)}</Code><Message>{escape(message)}</Message>"
        return {"content-type": "text/xml"}, f"<ErrorResponse><Error>{inner}</Error></ErrorResponse>".encode()
    kind = "application/x-amz-json-1.0" if "x-amz-target" in request else "application/json"
    document = {"__type": code, "message": message, "Message": message, **(details or {})}
    return {"content-type": kind, "x-amzn-errortype": code}, json.dumps(document).encode()
