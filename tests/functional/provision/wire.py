"""Watches calls to AWS, and lets one of them go wrong."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

import boto3
from botocore.exceptions import ClientError
from botocore.session import Session
from moto.core.models import botocore_stubber

from roster.clients import aws_session
from tests.functional.direct_dynamodb import ONE_AT_A_TIME

_READS = ("BatchGet", "Describe", "Get", "List", "Query", "Scan", "Search")
"""How operations begin that change nothing. A death before one is a death before the next that changes something."""


class Death(BaseException):
    """The function's process ends at this point, as far as its code can tell."""


def server_error(operation: str) -> ClientError:
    """Return what a client raises when the service broke down."""
    answer: Any = {
        "Error": {"Code": "InternalServerError", "Message": "broken"},
        "ResponseMetadata": {"HTTPStatusCode": 500},
    }
    return ClientError(answer, operation)


class Wire:
    """The calls made while it is open, as `service.Operation`, with their parameters."""

    def __init__(self) -> None:
        self.calls: list[str] = []
        self.parameters: list[tuple[str, dict[str, Any]]] = []
        self._fault: tuple[int, bool, Callable[[str], BaseException]] | None = None
        self._writes_alone = False
        self._met = 0
        self._hooks: dict[str, Callable[..., None]] = {}
        self._refused: dict[str, BaseException] = {}

    def fail(
        self, index: int, *, after: bool, make: Callable[[str], BaseException], writes_alone: bool = False
    ) -> None:
        """Let the call of an index go wrong, before it does anything or after it took effect.

        With `writes_alone` calls that change nothing are not counted.
        """
        self.calls.clear()
        self._fault = (index, after, make)
        self._writes_alone, self._met = writes_alone, 0

    def on(self, call: str, do: Callable[..., None]) -> None:
        """Do something once, after the next call of a name."""
        self._hooks[call] = do

    def refuse(self, call: str, error: BaseException) -> None:
        """Let the next call of a name fail before it does anything."""
        self._refused[call] = error

    @property
    def went_wrong(self) -> bool:
        """Whether the call that was to go wrong has come."""
        return self._fault is None

    def count(self, call: str) -> int:
        return self.calls.count(call)

    def parameters_of(self, call: str) -> list[dict[str, Any]]:
        return [parameters for name, parameters in self.parameters if name == call]

    def before(self, model: Any, **_: Any) -> None:
        self.calls.append(f"{model.service_model.service_name}.{model.name}")
        self._met += self._counts(model.name)
        if error := self._refused.pop(self.calls[-1], None):
            raise error
        self._go_wrong(model.name, after=False)

    def after(self, model: Any, **_: Any) -> None:
        if hook := self._hooks.pop(f"{model.service_model.service_name}.{model.name}", None):
            hook()
        self._go_wrong(model.name, after=True)

    def built(self, params: dict[str, Any], model: Any, **_: Any) -> None:
        self.parameters.append((f"{model.service_model.service_name}.{model.name}", params))

    def _counts(self, operation: str) -> bool:
        return not (self._writes_alone and operation.startswith(_READS))

    def _go_wrong(self, operation: str, *, after: bool) -> None:
        if self._fault is not None and self._counts(operation) and self._fault[:2] == (self._met - 1, after):
            make = self._fault[2]
            self._fault = None
            raise make(operation)


class _Tap:
    """Hands the events of all clients to whoever watches."""

    wire: Wire | None = None

    def before_parameter_build(self, **event: Any) -> None:
        if self.wire is not None:
            self.wire.built(**event)

    def before_call(self, **event: Any) -> None:
        if self.wire is not None:
            self.wire.before(**event)

    def after_call(self, **event: Any) -> None:
        if self.wire is not None:
            self.wire.after(**event)


def _answer_alone(**event: Any) -> Any:
    """Have moto answer one request at a time: its DynamoDB is not made for threads."""
    with ONE_AT_A_TIME:
        return botocore_stubber(**event)


_TAP = _Tap()


@functools.cache
def _session(*, watched: bool) -> Session:
    session = Session()
    session.unregister("before-send", botocore_stubber)
    session.register("before-send", _answer_alone)
    if watched:
        session.register("before-parameter-build", _TAP.before_parameter_build)
        session.register("before-call", _TAP.before_call)
        session.register("after-call", _TAP.after_call)
    return session


@functools.cache
def _watched() -> boto3.Session:
    return boto3.Session(botocore_session=_session(watched=True))


def begin_with(session: Session) -> None:
    """Have the functions make their clients from a session from now on, as if it were the first of their container."""
    aws_session.cache_clear()
    with patch("botocore.session.get_session", return_value=session):
        aws_session()


def tap() -> None:
    """Make the clients made from now on watchable, those of tests too; each test begins without a session."""
    begin_with(_session(watched=True))
    boto3.DEFAULT_SESSION = _watched()


def client(service: str, *, watched: bool = False) -> Any:
    """Make a client from a session that all tests share."""
    return _session(watched=watched).create_client(service, region_name="eu-central-1")


shared_client = functools.cache(client)
"""`client`, made once for all tests that change none: making one takes longer than a call, and moto begins anew."""


@contextmanager
def watch() -> Iterator[Wire]:
    """Watch all calls in process."""
    _TAP.wire = Wire()
    try:
        yield _TAP.wire
    finally:
        _TAP.wire = None
