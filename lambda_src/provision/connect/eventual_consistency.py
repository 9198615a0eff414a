"""Tells a user that is gone from one that Amazon Connect does not show everywhere yet.

Connect's API is eventually consistent: after CreateUser, a call that names the user may answer that there is none, or
that the request is invalid; typically for less than a few seconds, in some cases for several minutes
(https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html). So while a user is that new, its
absence is not believed.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from provision.connect.errors import InvalidRequestError, NotFoundError
from provision.connect.users import ConnectUsers
from roster.clock import read_timestamp, timestamp
from roster.errors import RetryableError

T = TypeVar("T")

NEW_SECONDS: Final = 300.0
"""How long a user is new."""

_PAUSES_SECONDS: Final = (1.0, 2.0, 4.0)
"""Between the tries of one run; after the last the agent comes again."""

_LONG_PAUSE_SECONDS: Final = 8.0


class NewUserCalls:
    """The calls about users that may be new.

    Args:
        users: the users of the Connect instance.
        clock: tells epoch seconds.
        sleep: waits a number of seconds, or raises OutOfTimeError.
    """

    def __init__(self, users: ConnectUsers, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._users = users
        self._clock = clock
        self._sleep = sleep
        self._deleted: dict[str, float] = {}

    def met(self) -> str:
        """Return the timestamp of now, for a user that Connect has just told of."""
        return timestamp(datetime.fromtimestamp(self._clock(), UTC))

    def describe(self, user_id: str, since: str | None) -> dict[str, Any] | None:
        """Return a user as DescribeUser answers it; None if it is gone.

        Args:
            user_id: the user.
            since: when Connect told of it first, if that is known.

        Raises:
            RetryableError: it is new and does not show yet.
        """
        return self._insist(user_id, since, lambda: self._users.describe(user_id))

    def find(self, username: str) -> dict[str, Any] | None:
        """Find a user of whom Connect has just said that it exists; None if it does not show yet."""
        for pause in _PAUSES_SECONDS:
            if user := self._users.find(username):
                return user
            self._sleep(pause)
        return self._users.find(username)

    def tell(self, user_id: str, since: str | None, call: Callable[[], None], *, names_others: bool) -> None:
        """Run a call that changes a user.

        Args:
            user_id: the user.
            since: when Connect told of it first, if that is known.
            call: may run twice.
            names_others: whether it names something besides the user that may not exist: then it is believed as soon
                as DescribeUser shows the user.

        Raises:
            RetryableError: the user is new and does not show everywhere yet.
            RefusedError: Connect refused it for another reason.
        """
        try:
            return call()
        except (NotFoundError, InvalidRequestError):
            if not self._is_new(user_id, since):
                raise
        self.describe(user_id, since)
        self._sleep(_PAUSES_SECONDS[0])
        try:
            return call()
        except NotFoundError as error:
            if names_others:
                raise
            raise _not_shown(user_id) from error

    def delete(self, user_id: str, since: str | None, *, wait: bool = False) -> None:
        """Delete a user and the quick connects that lead to it; one that is gone is as good.

        Args:
            user_id: the user.
            since: when Connect told of it first, if that is known.
            wait: for as long as the user is new, for want of a next run.

        Raises:
            RetryableError: it is new and does not show yet.
        """
        pauses = itertools.chain(_PAUSES_SECONDS, itertools.repeat(_LONG_PAUSE_SECONDS)) if wait else _PAUSES_SECONDS
        if self._insist(user_id, since, lambda: self._users.delete(user_id) or None, pauses):
            now = self._clock()
            self._deleted = {one: at for one, at in self._deleted.items() if at > now - NEW_SECONDS} | {user_id: now}

    def _insist(
        self, user_id: str, since: str | None, ask: Callable[[], T | None], pauses: Iterable[float] = _PAUSES_SECONDS
    ) -> T | None:
        """Ask until there is an answer; None if there is none although the user is not new (any more)."""
        for pause in itertools.chain(pauses, (0.0,)):
            try:
                answer = ask()
            except InvalidRequestError:
                if not self._is_new(user_id, since):
                    raise
                answer = None
            if answer is not None or not self._is_new(user_id, since):
                return answer
            self._sleep(pause)
        raise _not_shown(user_id)

    def _is_new(self, user_id: str, since: str | None) -> bool:
        met = read_timestamp(since)
        # A batch comes again with what was done of it.
        return met is not None and self._clock() < met.timestamp() + NEW_SECONDS and user_id not in self._deleted


def _not_shown(user_id: str) -> RetryableError:
    return RetryableError(
        f"Amazon Connect told of the user {user_id} less than {NEW_SECONDS / 60:.0f} minutes ago, and does not show it "
        "to all calls yet"
    )
