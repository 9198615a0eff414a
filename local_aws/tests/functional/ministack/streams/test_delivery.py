"""Retries, age and stops of one shard's batches, without a server."""

from __future__ import annotations

import time
from typing import Any

import pytest

from local_aws.ministack.streams.delivery import Delivery, Outcome, Policy, Record, read_response


def _records(*ages: float) -> list[Record]:
    now = time.time()
    return [
        {"dynamodb": {"SequenceNumber": str(number), "ApproximateCreationDateTime": now - age}}
        for number, age in enumerate(ages)
    ]


class _Script:
    """Answers invocations in turn and notes what was sent and given up."""

    def __init__(self, *outcomes: Outcome, policy: dict[str, Any] | None = None) -> None:
        self.outcomes = list(outcomes)
        self.policy = Policy.of(policy or {})
        self.sent: list[str] = []
        self.given_up: list[tuple[str, str, int]] = []
        self.pauses: list[float] = []
        self.stopped = False

    def run(self, records: list[Record]) -> bool:
        delivery = Delivery(
            lambda: self.policy,
            self._invoke,
            self._discard,
            lambda: False,
            lambda: self.stopped,
            self.pauses.append,
            1.0,
        )
        return delivery.deliver(records)

    def _invoke(self, records: list[Record]) -> Outcome:
        self.sent.append(_text(records))
        return self.outcomes.pop(0) if self.outcomes else Outcome()

    def _discard(self, records: list[Record], condition: str, attempts: int) -> None:
        self.given_up.append((_text(records), condition, attempts))


def _text(records: list[Record]) -> str:
    return "".join(record["dynamodb"]["SequenceNumber"] for record in records)


RAISED = Outcome(failed_from=0, raised=True)


def test_without_limits_a_batch_is_tried_until_it_works_with_growing_pauses() -> None:
    script = _Script(*[RAISED] * 4)
    assert script.run(_records(0, 0))
    assert script.sent == ["01"] * 5
    assert script.pauses == [1.0, 2.0, 2.0, 2.0]


def test_throttling_uses_up_no_retry() -> None:
    throttled = Outcome(failed_from=0, throttled=True)
    script = _Script(throttled, throttled, RAISED, policy={"MaximumRetryAttempts": 1})
    script.run(_records(0))
    assert script.sent == ["0"] * 4
    assert script.given_up == []


def test_progress_starts_a_new_count_of_retries() -> None:
    script = _Script(
        Outcome(failed_from=1), Outcome(failed_from=0), Outcome(failed_from=1), policy={"MaximumRetryAttempts": 2}
    )
    script.run(_records(0, 0, 0))
    assert script.sent == ["012", "12", "12", "2"]


def test_records_too_old_are_given_up_before_the_next_attempt() -> None:
    script = _Script(policy={"MaximumRecordAgeInSeconds": 60})
    script.run(_records(100, 70, 10))
    assert script.given_up == [("01", "RecordAgeExceeded", 0)]
    assert script.sent == ["2"]


def test_a_stopped_mapping_leaves_the_batch_unfinished() -> None:
    script = _Script(RAISED)
    script.pauses = _StoppingPauses(script)
    assert not script.run(_records(0))
    assert script.sent == ["0"]


class _StoppingPauses(list[float]):
    def __init__(self, script: _Script) -> None:
        super().__init__()
        self._script = script

    def append(self, seconds: float) -> None:
        self._script.stopped = True
        super().append(seconds)


@pytest.mark.parametrize(
    ("body", "failed_from"),
    [
        (None, None),
        ({}, None),
        ({"batchItemFailures": None}, None),
        ({"batchItemFailures": []}, None),
        ({"batchItemFailures": [{"itemIdentifier": "2"}, {"itemIdentifier": "1"}]}, 1),
        ({"batchItemFailures": [{"itemIdentifier": ""}]}, 0),
        ({"batchItemFailures": [{"itemIdentifier": None}]}, 0),
        ({"batchItemFailures": [{"itemIdentifier": "unknown"}]}, 0),
        ({"batchItemFailures": [{"identifier": "2"}]}, 0),
        ("text", 0),
    ],
)
def test_responses_that_report_failed_records(body: object, failed_from: int | None) -> None:
    assert read_response({"body": body}, _records(0, 0, 0), partial=True).failed_from == failed_from


def test_a_mapping_without_partial_responses_ignores_them() -> None:
    body = {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert read_response({"body": body}, _records(0, 0), partial=False) == Outcome()
