"""Calls Amazon Connect in turn and with retries of our own, and sorts its errors.

botocore's retries must be off for the client (`CLIENT_OPTIONS`): its standard mode counts
`LimitExceededException` among throttles, but from Connect that means a full quota, which no retry helps.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError, ParamValidationError  # noqa: A004

from provision.connect.errors import (
    DuplicateError,
    ForbiddenError,
    InvalidRequestError,
    NotFoundError,
    QuotaFullError,
    RefusedError,
    ThrottledError,
    UnavailableError,
)
from provision.invocation_metrics import InvocationMetrics
from provision.pacing.pacer import CREATE, Pacer
from roster.errors import RollcallError

T = TypeVar("T")

CLIENT_OPTIONS: Final[dict[str, Any]] = {"retries": {"mode": "standard", "total_max_attempts": 1}}
"""What the Connect client differs in from the other clients."""

_ATTEMPTS: Final = 7
_FIRST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 5.0

_BY_CODE: Final[dict[str, type[RollcallError]]] = {
    "ThrottlingException": ThrottledError,
    "TooManyRequestsException": ThrottledError,
    "LimitExceededException": QuotaFullError,
    "ServiceQuotaExceededException": QuotaFullError,
    "DuplicateResourceException": DuplicateError,
    "ResourceNotFoundException": NotFoundError,
    "InvalidRequestException": InvalidRequestError,
}


class ConnectCalls:
    """Runs calls until Connect decides about them.

    Args:
        pacer: says when each call's turn is.
        metrics: counts throttled calls.
    """

    def __init__(self, pacer: Pacer, metrics: InvocationMetrics) -> None:
        self._pacer = pacer
        self._metrics = metrics

    def run(self, operation: Callable[..., T], **parameters: Any) -> T:
        """Call one operation of a Connect client.

        Raises:
            RefusedError: Connect refused the request; a subclass where the reason matters.
            UnavailableError: Connect throttled it, failed, or could not be reached, through all tries.
            ForbiddenError: the function's role may not call it.
            OutOfTimeError: the invocation ends before its turn.
            CreatesPausedError: it would create a user, and the instance was full a moment ago.
        """
        attempt = 1
        while True:
            try:
                return self._run_in_turn(operation, parameters)
            except UnavailableError:
                if attempt == _ATTEMPTS:
                    raise
            # Full jitter: shards that were throttled together shall not come back together.
            longest = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            self._pacer.sleep(random.uniform(0, longest))  # noqa: S311 (spreads load, hides nothing)
            attempt += 1

    def _run_in_turn(self, operation: Callable[..., T], parameters: dict[str, Any]) -> T:
        api = operation.__name__
        taken_at = self._pacer.take(api)
        try:
            answer = _run_once(operation, parameters)
        except ThrottledError:
            self._metrics.throttled()
            self._pacer.throttled(api, taken_at)
            raise
        except QuotaFullError:
            if api == CREATE:
                self._pacer.pause_creates()
            raise
        self._pacer.passed(api)
        return answer

    def listed(self, operation: Callable[..., Any], member: str, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Yield the entries of all pages of a listing operation.

        Args:
            operation: such as `client.list_users`.
            member: where its answer has the entries.
            **parameters: its parameters.

        Raises:
            RefusedError: as `run`.
            UnavailableError: as `run`.
            ForbiddenError: as `run`.
        """
        while True:
            page = self.run(operation, **parameters)
            yield from page[member]
            if not page.get("NextToken"):
                return
            parameters["NextToken"] = page["NextToken"]


def _run_once(operation: Callable[..., T], parameters: dict[str, Any]) -> T:
    try:
        return operation(**parameters)
    except ParamValidationError as error:
        raise RefusedError(f"The agent's values can't be sent to Amazon Connect: {error}") from error
    except ClientError as error:
        raise _sort(error) from error
    except (HTTPClientError, ConnectionError) as error:
        raise UnavailableError(f"Amazon Connect can't be reached: {error}") from error


def _sort(error: ClientError) -> RollcallError:
    code = error.response["Error"]["Code"]
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    message = error.response["Error"].get("Message") or code
    if kind := _BY_CODE.get(code):
        pass
    elif status == 429:
        kind = ThrottledError
    elif status >= 500:
        kind = UnavailableError
    elif status in {401, 403}:
        kind = ForbiddenError
    else:
        kind = RefusedError
    return kind(f"Amazon Connect answered {error.operation_name}: {message}")
