"""Delivers the batches of one shard as Lambda does: in order, with retries, bisecting and a failure destination.

Rules: https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html and
https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
"""

import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]

_MAX_PAUSE_SECONDS = 2.0


@dataclass(frozen=True)
class Policy:
    """The settings of an event source mapping for failures.

    Attributes:
        retries: How often a failed batch is tried again; None is without end.
        age_seconds: How old a record may get; None is without limit.
        bisect: Whether a batch is halved when the function fails.
        partial: Whether the function reports which records failed (`ReportBatchItemFailures`).
    """

    retries: int | None
    age_seconds: float | None
    bisect: bool
    partial: bool

    @classmethod
    def of(cls, mapping: dict[str, Any]) -> "Policy":
        """Read an event source mapping; -1 stands for no limit there."""
        retries = mapping.get("MaximumRetryAttempts", -1)
        age = mapping.get("MaximumRecordAgeInSeconds", -1)
        return cls(
            retries=None if retries is None or retries < 0 else int(retries),
            age_seconds=None if age is None or age < 0 else float(age),
            bisect=bool(mapping.get("BisectBatchOnFunctionError")),
            partial="ReportBatchItemFailures" in (mapping.get("FunctionResponseTypes") or ()),
        )


@dataclass(frozen=True)
class Outcome:
    """How one invocation ended.

    Attributes:
        failed_from: Index of the lowest failed record; None if all went well.
        raised: Whether the function failed as a whole, instead of reporting records.
        throttled: Whether the function could not be invoked at all.
    """

    failed_from: int | None = None
    raised: bool = False
    throttled: bool = False


def read_response(result: dict[str, Any], records: list[Record], *, partial: bool) -> Outcome:
    """Find out from an invocation's result which records failed.

    Args:
        result: As ministack returns it.
        records: The records sent.
        partial: Whether the function reports failed records.
    """
    if result.get("throttle"):
        return Outcome(failed_from=0, throttled=True)
    if result.get("error"):
        return Outcome(failed_from=0, raised=True)
    body = result.get("body")
    if not partial or body is None:
        return Outcome()
    failures = body.get("batchItemFailures") if isinstance(body, dict) else [None]
    if not failures:
        return Outcome()
    positions = {record["dynamodb"]["SequenceNumber"]: index for index, record in enumerate(records)}
    named = [failure.get("itemIdentifier") if isinstance(failure, dict) else None for failure in failures]
    # An identifier that is empty, misspelt or unknown fails the whole batch.
    return Outcome(failed_from=min(positions.get(name, 0) if isinstance(name, str) else 0 for name in named))


@dataclass
class _Piece:
    records: list[Record]
    attempts: int = 0


class Delivery:
    """Delivers the batches of one lane, one after another; a lane's thread calls it.

    Args:
        policy: Asked before each attempt, as a mapping can be changed meanwhile.
        invoke: Invokes the function with records.
        discard: Takes records that are given up, the reason and the number of attempts.
        repeat: Asked after each success: whether to deliver the same records once more.
        stopped: Whether the mapping is disabled or gone; what is unfinished is delivered again later.
        pause: Sleeps for so many seconds, less if the mapping is stopped.
        pause_seconds: First pause before a retry, doubled up to two seconds.
    """

    def __init__(
        self,
        policy: Callable[[], Policy],
        invoke: Callable[[list[Record]], Outcome],
        discard: Callable[[list[Record], str, int], None],
        repeat: Callable[[], bool],
        stopped: Callable[[], bool],
        pause: Callable[[float], object],
        pause_seconds: float,
    ) -> None:
        self._policy = policy
        self._invoke = invoke
        self._discard = discard
        self._repeat = repeat
        self._stopped = stopped
        self._pause = pause
        self._pause_seconds = pause_seconds

    def deliver(self, records: list[Record]) -> bool:
        """Deliver a batch until each of its records is taken or given up.

        Returns:
            Whether that happened; otherwise the mapping was stopped.
        """
        pieces = deque([_Piece(records)])
        pause = self._pause_seconds
        while pieces:
            if self._stopped():
                return False
            piece = pieces[0]
            policy = self._policy()
            self._discard_old(piece, policy)
            if not piece.records:
                pieces.popleft()
                continue
            outcome = self._invoke(piece.records)
            if outcome.failed_from is None:
                pause = self._pause_seconds
                piece.attempts = 0
                if not self._repeat():
                    pieces.popleft()
                continue
            if not outcome.throttled:
                self._after_failure(pieces, outcome, policy)
            self._pause(pause)
            pause = min(pause * 2, _MAX_PAUSE_SECONDS)
        return True

    def _discard_old(self, piece: _Piece, policy: Policy) -> None:
        if policy.age_seconds is None:
            return
        oldest = time.time() - policy.age_seconds
        old = [record for record in piece.records if record["dynamodb"]["ApproximateCreationDateTime"] < oldest]
        if old:
            self._discard(old, "RecordAgeExceeded", piece.attempts)
            piece.records = piece.records[len(old) :]

    def _after_failure(self, pieces: deque[_Piece], outcome: Outcome, policy: Policy) -> None:
        piece = pieces[0]
        if outcome.failed_from:
            # All records before the lowest failed one are done; for the rest, this was the first attempt.
            piece.records = piece.records[outcome.failed_from :]
            piece.attempts = 0
        elif outcome.raised and policy.bisect and len(piece.records) > 1:
            # A split does not use up a retry.
            middle = len(piece.records) // 2
            first, second = piece.records[:middle], piece.records[middle:]
            pieces.popleft()
            pieces.extendleft([_Piece(second, piece.attempts), _Piece(first, piece.attempts)])
            return
        piece.attempts += 1
        if policy.retries is not None and piece.attempts > policy.retries:
            self._discard(piece.records, "RetryAttemptsExhausted", piece.attempts)
            pieces.popleft()
