"""Makes calls about users that may be new, and tells a user that is gone from one that is not visible yet.

Connect's API is eventually consistent: after CreateUser, a call that names the user may answer that there is none, or
that the request is invalid; typically for less than a few seconds, in some cases for several minutes
(https://docs.aws.amazon.com/connect/latest/APIReference/eventual-consistency.html). So for five minutes
after Connect first told of a user, an answer that there is none counts as an error that passes.
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
"""How long after Connect first told of a user an answer that there is none is not believed."""

_PAUSES_SECONDS: Final = (1.0, 2.0, 4.0)
"""Between the tries of one run; after the last the agent is tried again in another run."""

_VERY_NEW_SECONDS: Final = 10.0
"""How long after Connect first told of a user a run waits for it. Later the next run comes soon enough, and a run that
waits keeps its share of the quota from the others."""

_LONG_PAUSE_SECONDS: Final = 8.0
"""Between the tries after those, where no other run would come."""


class NewUserCalls:
    """The calls about users that may be so new that Connect does not show them everywhere.

    Args:
        users: the users of the Connect instance.
        clock: tells epoch seconds.
        sleep: waits a number of seconds, or raises OutOfTimeError.
    """

    def __init__(self, users: ConnectUsers, *, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._users = users
        self._clock = clock
        self._sleep = sleep
        self._deleted_at: dict[str, float] = {}

    def seen_now(self) -> str:
        """Return the time, to be stored as `user_since` of a user that Connect has just told of."""
        return timestamp(datetime.fromtimestamp(self._clock(), UTC))

    def describe(self, user_id: str, user_since: str | None) -> dict[str, Any] | None:
        """Return a user as DescribeUser answers it; None if it is gone.

        Args:
            user_id: the user.
            user_since: when Connect first told of it, if that is known.

        Raises:
            RetryableError: it is new and not visible yet.
        """
        return self._call_while_new(user_id, user_since, lambda: self._users.describe(user_id))

    def find_existing(self, username: str, *, wait: bool) -> dict[str, Any] | None:
        """Find a user whose name Connect has just refused as taken; None if no search shows it yet.

        Args:
            username: the name.
            wait: whether to wait some seconds for it.
        """
        for pause in _PAUSES_SECONDS if wait else ():
            if user := self._users.find(username):
                return user
            self._sleep(pause)
        return self._users.find(username)

    def change(
        self, user_id: str, user_since: str | None, call: Callable[[], None], *, names_other_resources: bool
    ) -> None:
        """Run a call that changes a user.

        Args:
            user_id: the user.
            user_since: when Connect first told of it, if that is known.
            call: the call, which may be made twice.
            names_other_resources: whether it names something besides the user that may not exist, such as a profile. If
                so, Connect's answer that something does not exist is believed once DescribeUser shows the user.

        Raises:
            RetryableError: the user is new and not visible everywhere yet.
            RefusedError: Connect refused it for another reason.
        """
        try:
            return call()
        except (NotFoundError, InvalidRequestError):
            if not self._is_new(user_id, user_since):
                raise
        self.describe(user_id, user_since)
        self._sleep(_PAUSES_SECONDS[0])
        try:
            return call()
        except NotFoundError as error:
            if names_other_resources:
                raise
            raise _not_visible_error(user_id) from error

    def delete(self, user_id: str, user_since: str | None, *, wait: bool = False) -> None:
        """Delete a user and the quick connects that lead to it; if the user is gone already, that is no error.

        Args:
            user_id: the user.
            user_since: when Connect first told of it, if that is known.
            wait: whether to wait until it is visible, because no other run would delete it.

        Raises:
            RetryableError: it is new and not visible yet.
        """
        pauses = itertools.chain(_PAUSES_SECONDS, itertools.repeat(_LONG_PAUSE_SECONDS)) if wait else None
        if self._call_while_new(user_id, user_since, lambda: self._users.delete(user_id) or None, pauses):
            now = self._clock()
            recent = {deleted: at for deleted, at in self._deleted_at.items() if at > now - NEW_SECONDS}
            self._deleted_at = recent | {user_id: now}

    def _call_while_new(
        self,
        user_id: str,
        user_since: str | None,
        call: Callable[[], T | None],
        pauses: Iterable[float] | None = None,
    ) -> T | None:
        """Call until there is an answer; None once there is none although the user is not new (any more)."""
        if pauses is None:
            pauses = _PAUSES_SECONDS if self._is_new(user_id, user_since, _VERY_NEW_SECONDS) else ()
        for pause in itertools.chain(pauses, (0.0,)):
            try:
                answer = call()
            except InvalidRequestError:
                if not self._is_new(user_id, user_since):
                    raise
                answer = None
            if answer is not None or not self._is_new(user_id, user_since):
                return answer
            self._sleep(pause)
        raise _not_visible_error(user_id)

    def _is_new(self, user_id: str, user_since: str | None, seconds: float = NEW_SECONDS) -> bool:
        since = read_timestamp(user_since)
        if since is None or self._clock() >= since.timestamp() + seconds:
            return False
        # Lambda may deliver a batch again, with a removal that this container made in it: then absence is a fact.
        return user_id not in self._deleted_at


def _not_visible_error(user_id: str) -> RetryableError:
    return RetryableError(
        f"Amazon Connect told of the user {user_id} less than {NEW_SECONDS / 60:.0f} minutes ago, and does not show it "
        "to all calls yet"
    )
