"""Which of Connect's errors are tried again, and which decide."""

from __future__ import annotations

import json
from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from provision.connect.errors import (
    DuplicateError,
    ForbiddenError,
    NotFoundError,
    OutOfTimeError,
    QuotaFullError,
    RefusedError,
    UnavailableError,
)
from provision.connect.retries import ConnectCalls
from provision.invocation_metrics import InvocationMetrics
from roster.errors import PermanentError, RetryableError
from tests.unit.provision.pacing.pace import Board, FakeTime, paced_room


def answer(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "why"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "CreateUser")


def calls(time: FakeTime | None = None) -> ConnectCalls:
    return ConnectCalls(*paced_room(time or FakeTime(), rate=1000), InvocationMetrics())


class Service:
    """Fails with given errors, then answers."""

    __name__ = "create_user"

    def __init__(self, *errors: Exception) -> None:
        self.errors = list(errors)
        self.calls = 0

    def __call__(self, **parameters: Any) -> dict[str, Any]:
        self.calls += 1
        if self.errors:
            raise self.errors.pop(0)
        return parameters


@pytest.mark.parametrize(
    "error",
    [
        answer("ThrottlingException", 429),
        answer("TooManyRequestsException", 429),
        answer("SlowDown", 429),
        answer("InternalServiceException", 500),
        answer("ServiceUnavailableException", 503),
        ConnectTimeoutError(endpoint_url="https://connect"),
        ReadTimeoutError(endpoint_url="https://connect"),
        EndpointConnectionError(endpoint_url="https://connect"),
    ],
)
def test_passing_trouble_is_waited_out_and_bounded(error: Exception) -> None:
    time = FakeTime()
    service = Service(error, error)

    assert calls(time).run(service, A=1) == {"A": 1}
    assert service.calls == 3
    assert sum(time.slept) > 0

    service = Service(*[error] * 100)
    with pytest.raises(UnavailableError):
        calls(time).run(service)
    assert service.calls == 7
    assert max(time.slept) <= 5
    assert issubclass(UnavailableError, RetryableError)


@pytest.mark.parametrize(
    ("error", "kind", "branch"),
    [
        (answer("LimitExceededException", 429), QuotaFullError, PermanentError),
        (answer("ServiceQuotaExceededException", 402), QuotaFullError, PermanentError),
        (answer("DuplicateResourceException", 409), DuplicateError, PermanentError),
        (answer("ResourceNotFoundException", 404), NotFoundError, PermanentError),
        (answer("InvalidParameterException", 400), RefusedError, PermanentError),
        (answer("InvalidRequestException", 400), RefusedError, PermanentError),
        (answer("AccessDeniedException", 403), ForbiddenError, RetryableError),
        (answer("ExpiredTokenException", 403), ForbiddenError, RetryableError),
    ],
)
def test_decisions_are_not_tried_twice(error: Exception, kind: type[Exception], branch: type[Exception]) -> None:
    service = Service(error)

    with pytest.raises(kind, match="Amazon Connect answered CreateUser: why") as caught:
        calls().run(service)

    assert service.calls == 1
    assert isinstance(caught.value, branch)


def test_all_pages_are_read() -> None:
    pages = iter([{"Names": [{"n": 1}], "NextToken": "t"}, {"Names": [{"n": 2}], "NextToken": ""}])
    asked: list[dict[str, Any]] = []

    def listing(**parameters: Any) -> dict[str, Any]:
        asked.append(parameters)
        return next(pages)

    assert list(calls().list_all(listing, "Names", MaxResults=1)) == [{"n": 1}, {"n": 2}]
    assert asked == [{"MaxResults": 1}, {"MaxResults": 1, "NextToken": "t"}]


def test_throttled_calls_are_counted(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("ROLLCALL_NAME", "acme")
    metrics = InvocationMetrics()

    ConnectCalls(*paced_room(FakeTime()), metrics).run(Service(*[answer("ThrottlingException", 429)] * 3))
    metrics.emit()

    assert json.loads(capsys.readouterr().out)["ConnectThrottles"] == [3.0]


@pytest.mark.parametrize(("api", "full"), [("create_user", True), ("associate_user_proficiencies", False)])
def test_only_a_create_that_is_refused_makes_the_instance_count_as_full(api: str, full: bool) -> None:
    time, board = FakeTime(), Board()
    service = Service(answer("LimitExceededException", 429))
    service.__name__ = api

    with pytest.raises(QuotaFullError) as caught:
        ConnectCalls(*paced_room(time, board=board), InvocationMetrics()).run(service)

    assert board.room.is_full is full
    assert board.room.reason == (str(caught.value) if full else "")


@pytest.mark.parametrize("api", ["create_user", "delete_user"])
def test_a_user_that_was_made_or_deleted_makes_room_known(api: str) -> None:
    time, board = FakeTime(), Board()
    connect = ConnectCalls(*paced_room(time, board=board), InvocationMetrics())
    with pytest.raises(QuotaFullError):
        connect.run(Service(answer("LimitExceededException", 429)))
    time.now += 60
    service = Service()
    service.__name__ = api

    connect.run(service)

    assert not board.room.is_full


def test_a_create_that_fails_otherwise_leaves_the_question_to_the_next() -> None:
    time, board = FakeTime(), Board()
    connect = ConnectCalls(*paced_room(time, board=board), InvocationMetrics())
    with pytest.raises(QuotaFullError):
        connect.run(Service(answer("LimitExceededException", 429)))
    time.now += 60

    with pytest.raises(DuplicateError):
        connect.run(Service(answer("DuplicateResourceException", 409)))

    assert board.room.is_full
    assert board.room.tried_at == 0


def test_a_pause_between_tries_ends_with_the_invocation() -> None:
    time = FakeTime()
    pacer, room = paced_room(time, rate=1000)
    pacer.begin_invocation(1)

    with pytest.raises(OutOfTimeError):
        ConnectCalls(pacer, room, InvocationMetrics()).run(Service(*[answer("InternalServiceException", 500)] * 50))

    assert time.now <= 1_000_001
