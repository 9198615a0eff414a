"""Which of Connect's errors are tried again, and which decide."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, EndpointConnectionError, ReadTimeoutError

from provision.connect_calls import ConnectCalls
from provision.errors import (
    DuplicateError,
    ForbiddenError,
    NotFoundError,
    QuotaFullError,
    RefusedError,
    UnavailableError,
)
from roster.errors import PermanentError, RetryableError


def answer(code: str, status: int) -> ClientError:
    response: Any = {"Error": {"Code": code, "Message": "why"}, "ResponseMetadata": {"HTTPStatusCode": status}}
    return ClientError(response, "CreateUser")


class Service:
    """Fails with given errors, then answers."""

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
        answer("InternalServiceException", 500),
        answer("ServiceUnavailableException", 503),
        ConnectTimeoutError(endpoint_url="https://connect"),
        ReadTimeoutError(endpoint_url="https://connect"),
        EndpointConnectionError(endpoint_url="https://connect"),
    ],
)
def test_passing_trouble_is_waited_out_and_bounded(error: Exception) -> None:
    pauses: list[float] = []
    service = Service(error, error)

    assert ConnectCalls(pauses.append).run(service, A=1) == {"A": 1}
    assert len(pauses) == 2

    service = Service(*[error] * 100)
    with pytest.raises(UnavailableError):
        ConnectCalls(pauses.append).run(service)
    assert service.calls == 7
    assert max(pauses) <= 5
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
        ConnectCalls(lambda _: None).run(service)

    assert service.calls == 1
    assert isinstance(caught.value, branch)


def test_all_pages_are_read() -> None:
    pages = iter([{"Names": [{"n": 1}], "NextToken": "t"}, {"Names": [{"n": 2}], "NextToken": ""}])
    asked: list[dict[str, Any]] = []

    def listing(**parameters: Any) -> dict[str, Any]:
        asked.append(parameters)
        return next(pages)

    assert list(ConnectCalls().listed(listing, "Names", MaxResults=1)) == [{"n": 1}, {"n": 2}]
    assert asked == [{"MaxResults": 1}, {"MaxResults": 1, "NextToken": "t"}]
