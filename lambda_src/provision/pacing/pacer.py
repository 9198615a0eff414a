"""Spaces the calls to Amazon Connect, so that its quota is used and not run into.

Connect throttles by a token bucket for each API, account and Region, shared by every caller. Each container keeps a
bucket for each API, at the rate of the API over the number of containers that call Connect now. Others may share the
quota too (the console, other programs), so a throttled container slows down by a fifth and speeds up again
with every call that passes.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from provision.connect.errors import CreatesPausedError, OutOfTimeError
from provision.pacing.active_containers import ActiveContainers
from provision.pacing.presence_table import Company
from provision.pacing.token_bucket import TokenBucket

FAST_APIS: Final = frozenset(
    {
        "describe_quick_connect",
        "describe_user",
        "describe_user_hierarchy_group",
        "list_quick_connects",
        "list_routing_profiles",
        "list_user_hierarchy_groups",
        "list_users",
    }
)
"""Methods of a Connect client whose documented default quota is 10 requests a second, not 2."""

CREATE: Final = "create_user"
PAUSE_SECONDS: Final = 60.0

_FAST_FACTOR: Final = 5.0
_BURST_SECONDS: Final = 2.0
"""The rate's worth of tokens that are kept. Connect keeps 2.5 (5 requests at 2 a second); the rest is slack for calls
that take longer on their way than others."""

_FIRST_BURST_SECONDS: Final = 1.0
"""What a container begins with that calls alone; the rest is for those that come at the same moment."""

_SLOWEST: Final = 0.1
_SLOWER: Final = 0.8
_FASTER: Final = 0.01
_LONGEST_WAIT_SECONDS: Final = 1.0
"""After which a waiting call looks again whether others came or went."""


@dataclass(slots=True)
class _Api:
    bucket: TokenBucket
    base: float
    share: float = 1.0
    """Of the container's rate, after throttling."""
    slowed_at: float = -math.inf


class Pacer:
    """Lets calls of any number of threads pass at the container's share of the quota.

    Args:
        requests_per_second: the account's quota for Connect's write calls.
        containers: the other containers.
        clock: tells epoch seconds.
        sleep: waits a number of seconds.
    """

    def __init__(
        self,
        requests_per_second: float,
        containers: ActiveContainers,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._requests_per_second = requests_per_second
        self._containers = containers
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._apis: dict[str, _Api] = {}
        self._deadline = math.inf
        self._paused_until = 0.0

    def begin(self, seconds: float) -> None:
        """Begin an invocation that may wait for a number of seconds in all."""
        self._deadline = self._clock() + seconds

    def end(self) -> None:
        """End the invocation: the others may have this one's share unless the next follows at once."""
        self._containers.leave()

    @property
    def out_of_time(self) -> bool:
        """Whether the invocation should begin nothing new."""
        return self._clock() >= self._deadline

    def take(self, api: str) -> float:
        """Wait until a call may be made.

        Args:
            api: the method of a Connect client.

        Returns:
            The time that `throttled` wants back, should Connect throttle the call.

        Raises:
            OutOfTimeError: the invocation ends before.
            CreatesPausedError: no user is to be created for now.
        """
        while True:
            company = self._containers.company()
            with self._lock:
                now = self._clock()
                self._check_pause(api, company, now)
                wait = self._try(api, company.size, now)
            if not wait:
                return now
            self.sleep(wait, at_most=_LONGEST_WAIT_SECONDS)

    def sleep(self, seconds: float, *, at_most: float = math.inf) -> None:
        """Wait, or only some of the time.

        Raises:
            OutOfTimeError: the invocation ends before all of it is over.
        """
        if self._clock() + seconds > self._deadline:
            raise OutOfTimeError("The invocation has too little time left; the agent's turn comes in the next")
        self._sleep(min(seconds, at_most))

    def passed(self, api: str) -> None:
        """Note that Connect took a call."""
        with self._lock:
            state = self._apis[api]
            state.share = min(1.0, state.share + _FASTER)

    def throttled(self, api: str, taken_at: float) -> None:
        """Note that Connect throttled a call; calls that were under way together slow the container down once."""
        with self._lock:
            state = self._apis[api]
            if taken_at > state.slowed_at:
                state.share = max(_SLOWEST, state.share * _SLOWER)
                state.slowed_at = self._clock()
                state.bucket.drain()

    def pause_creates(self) -> None:
        """Let no container create users for a minute."""
        until = self._clock() + PAUSE_SECONDS
        with self._lock:
            self._close(until, company=1)
        self._containers.pause(until)

    def await_creates(self) -> None:
        """Wait until users may be created again.

        Raises:
            OutOfTimeError: the invocation ends before.
        """
        while (left := self._paused_until - self._clock()) > 0:
            self.sleep(left)

    def _check_pause(self, api: str, company: Company, now: float) -> None:
        if api != CREATE:
            return
        if company.paused_until > self._paused_until:
            self._close(company.paused_until, company.size)
        if now < self._paused_until:
            raise CreatesPausedError("The Connect instance can't take any more users; creates wait for a minute")

    def _close(self, until: float, company: int) -> None:
        self._paused_until = max(self._paused_until, until)
        # One create goes first, to see whether there is room.
        self._of(CREATE, company).bucket.close(self._paused_until)

    def _try(self, api: str, company: int, now: float) -> float:
        state = self._of(api, company)
        rate = state.base / company
        return state.bucket.take(now, rate=rate * state.share, size=max(1.0, rate * _BURST_SECONDS))

    def _of(self, api: str, company: int) -> _Api:
        if api not in self._apis:
            base = self._requests_per_second * (_FAST_FACTOR if api in FAST_APIS else 1.0)
            # Who comes alone finds Connect's bucket full; others may have used up what it keeps for a burst.
            tokens = max(1.0, base * _FIRST_BURST_SECONDS) if company == 1 else 1.0
            self._apis[api] = _Api(TokenBucket(self._clock(), tokens), base)
        return self._apis[api]
