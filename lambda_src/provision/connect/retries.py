"""Calls Amazon Connect at the pacer's rate, retries throttled and failed calls, and turns errors into our own.

All of the function's calls to Connect go through `ConnectCalls`. botocore's own retries are off (`CLIENT_OPTIONS`): its
standard mode takes `LimitExceededException` for throttling and retries it
(https://boto3.amazonaws.com/v1/documentation/api/latest/guide/retries.html), but from Connect that means a full quota,
which no retry helps.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any, Final, TypeVar

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectionError,  # noqa: A004
    HTTPClientError,
    ParamValidationError,
)

from provision.connect.calls import Calls
from provision.connect.errors import (
    DuplicateError,
    ForbiddenError,
    InstanceFullError,
    InvalidRequestError,
    NotFoundError,
    QuotaFullError,
    RefusedError,
    ThrottledError,
    UnavailableError,
)
from provision.invocation_metrics import InvocationMetrics
from provision.pacing.pacer import Pacer
from provision.pacing.room_for_users import RoomForUsers
from roster.api_quotas import CREATE_USER, DELETE_USER
from roster.errors import RollcallError
from roster.password import Password

T = TypeVar("T")

CLIENT_OPTIONS: Final[dict[str, Any]] = {"retries": {"mode": "standard", "total_max_attempts": 1}}
"""Options of the Connect client: no retries by botocore."""

_MAX_ATTEMPTS: Final = 7
_FIRST_PAUSE_SECONDS: Final = 0.5
_MAX_PAUSE_SECONDS: Final = 5.0

_INSTANCE_FULL: Final = (
    "The Connect instance can't take any more users: raise its quota 'Users per instance' in Service Quotas, or remove "
    "users, then try this agent again ({error})"
)

_ERROR_BY_CODE: Final[dict[str, type[RollcallError]]] = {
    "ThrottlingException": ThrottledError,
    "TooManyRequestsException": ThrottledError,
    "LimitExceededException": QuotaFullError,
    "ServiceQuotaExceededException": QuotaFullError,
    "DuplicateResourceException": DuplicateError,
    "ResourceNotFoundException": NotFoundError,
    "InvalidRequestException": InvalidRequestError,
}


class ConnectCalls(Calls):
    """Runs calls, again and again while trying again may help.

    Args:
        pacer: makes each call wait for the quota.
        room: is told what calls show of the room for users.
        metrics: counts throttled calls.
    """

    def __init__(self, pacer: Pacer, room: RoomForUsers, metrics: InvocationMetrics) -> None:
        self._pacer = pacer
        self._room = room
        self._metrics = metrics

    def run(self, operation: Callable[..., T], **parameters: Any) -> T:
        """Call one operation of a Connect client.

        Raises:
            RefusedError: Connect refused the request; a subclass where the reason matters.
            UnavailableError: Connect throttled it, failed, or could not be reached, through all tries.
            ForbiddenError: the function's role may not call it.
            OutOfTimeError: the invocation ends before the pacer lets it through.
            InstanceFullError: it would create a user, and the instance is full or was so a moment ago.
        """
        attempt = 1
        while True:
            try:
                return self._run_paced(operation, parameters)
            except UnavailableError:
                if attempt == _MAX_ATTEMPTS:
                    raise
            # Full jitter, so that calls that were throttled at once are not repeated at once:
            # https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
            max_pause = min(_MAX_PAUSE_SECONDS, _FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            self._pacer.sleep(random.uniform(0, max_pause))  # noqa: S311 (spreads load, hides nothing)
            attempt += 1

    def _run_paced(self, operation: Callable[..., T], parameters: dict[str, Any]) -> T:
        api = operation.__name__
        try:
            turn_at = self._pacer.wait_for_turn(api)
            answer = self._run_once(operation, parameters, turn_at)
        except InstanceFullError:
            raise
        except BaseException:
            if api == CREATE_USER:
                self._room.found_nothing()
            raise
        self._pacer.call_succeeded(api)
        if api in (CREATE_USER, DELETE_USER):
            self._room.found_room(turn_at)
        return answer

    def _run_once(self, operation: Callable[..., T], parameters: dict[str, Any], turn_at: float) -> T:
        api = operation.__name__
        try:
            return _run_once(operation, parameters)
        except ThrottledError:
            self._metrics.count_throttle()
            self._pacer.call_throttled(api, turn_at)
            raise
        except QuotaFullError as error:
            if api != CREATE_USER:
                raise
            full = InstanceFullError(_INSTANCE_FULL.format(error=error))
            self._room.found_full(turn_at, str(full))
            raise full from error


def _run_once(operation: Callable[..., T], parameters: dict[str, Any]) -> T:
    try:
        return operation(**parameters)
    except (ParamValidationError, ClientError, HTTPClientError, ConnectionError) as error:
        own = _own_error(error)
        told = Password(parameters["Password"]).hide_in(str(own)) if "Password" in parameters else str(own)
        if told != str(own):
            # Without its cause, which quotes the password as well.
            raise type(own)(told) from None
        raise own from error


def _own_error(error: BotoCoreError | ClientError) -> RollcallError:
    if isinstance(error, ParamValidationError):
        return RefusedError(f"The agent's values can't be sent to Amazon Connect: {error}")
    if not isinstance(error, ClientError):
        return UnavailableError(f"Amazon Connect can't be reached: {error}")
    code = error.response["Error"]["Code"]
    status = error.response["ResponseMetadata"]["HTTPStatusCode"]
    message = error.response["Error"].get("Message") or code
    if kind := _ERROR_BY_CODE.get(code):
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
