"""Calls Amazon Connect with retries of our own, and sorts its errors.

botocore's retries must be off for the client (`CLIENT_OPTIONS`): its standard mode counts
`LimitExceededException` among throttles, but from Connect that means a full quota, which no retry helps.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, TypeVar

from botocore.exceptions import ClientError, ConnectionError, HTTPClientError, ParamValidationError  # noqa: A004

from provision.errors import (
    DuplicateError,
    ForbiddenError,
    NotFoundError,
    QuotaFullError,
    RefusedError,
    UnavailableError,
)
from roster.errors import RollcallError

T = TypeVar("T")

CLIENT_OPTIONS: Final[dict[str, Any]] = {"retries": {"mode": "standard", "total_max_attempts": 1}}
"""What the Connect client differs in from the other clients."""

_ATTEMPTS: Final = 7
_FIRST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 5.0

_BY_CODE: Final[dict[str, type[RollcallError]]] = {
    "ThrottlingException": UnavailableError,
    "TooManyRequestsException": UnavailableError,
    "LimitExceededException": QuotaFullError,
    "ServiceQuotaExceededException": QuotaFullError,
    "DuplicateResourceException": DuplicateError,
    "ResourceNotFoundException": NotFoundError,
}


class ConnectCalls:
    """Runs calls until Connect decides about them.

    Args:
        sleep: waits a number of seconds between tries.
    """

    def __init__(self, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep

    def run(self, operation: Callable[..., T], **parameters: Any) -> T:
        """Call one operation of a Connect client.

        Raises:
            RefusedError: Connect refused the request; a subclass where the reason matters.
            UnavailableError: Connect throttled it, failed, or could not be reached, through all tries.
            ForbiddenError: the function's role may not call it.
        """
        attempt = 1
        while True:
            try:
                return _run_once(operation, parameters)
            except UnavailableError:
                if attempt == _ATTEMPTS:
                    raise
            # Full jitter: shards that were throttled together shall not come back together.
            longest = min(_LONGEST_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            self._sleep(random.uniform(0, longest))  # noqa: S311 (spreads load, hides nothing)
            attempt += 1

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
    elif status >= 500:
        kind = UnavailableError
    elif status in {401, 403}:
        kind = ForbiddenError
    else:
        kind = RefusedError
    return kind(f"Amazon Connect answered {error.operation_name}: {message}")
