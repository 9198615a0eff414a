"""Delays each call to Amazon Connect until the quota has room for it. `ConnectCalls` asks before every call.

Connect throttles by a token bucket for each API, account and Region, shared by every caller:
https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html. Each container keeps a bucket
for each API; its rate is the API's quota divided by the number of containers that call that API now. The console and
other programs may use the same quota, so a container that is throttled takes a fifth less, and a little more again with
each call that succeeds.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from provision.connect.errors import OutOfTimeError
from provision.pacing.active_containers import ActiveContainers
from provision.pacing.room_for_users import RoomForUsers
from provision.pacing.token_bucket import TokenBucket
from roster.api_quotas import CREATE_USER, api_quota

_BURST_SECONDS: Final = 2.0
"""A bucket keeps the tokens of so many seconds. Connect keeps those of 2.5 (5 requests at 2 a second); the difference
is slack for calls that take longer on their way than others."""

_FIRST_BURST_SECONDS: Final = 1.0
"""A container that calls alone begins with the tokens of so many seconds; the rest of Connect's burst is left for
containers that begin at the same moment."""

_MIN_SHARE: Final = 0.1
_SHARE_FACTOR_WHEN_THROTTLED: Final = 0.8
_SHARE_GAIN_PER_CALL: Final = 0.01
_MAX_WAIT_SECONDS: Final = 1.0
"""After so long a waiting call asks again how many containers there are."""


@dataclass(slots=True)
class _Api:
    """What the pacer knows of one API.

    Attributes:
        bucket: its tokens.
        quota: the account's requests a second.
        share: how much of its part of the quota the container uses, less than 1 after throttling.
        throttled_at: when throttling last reduced the share.
    """

    bucket: TokenBucket
    quota: float
    share: float = 1.0
    throttled_at: float = -math.inf


class Pacer:
    """Makes the calls of any number of threads wait for the container's share of the quota.

    Args:
        requests_per_second: the account's quota for Connect's write calls.
        containers: knows how many containers call an API.
        room: knows whether users can be created.
        clock: tells epoch seconds.
        sleep: waits a number of seconds.
    """

    def __init__(
        self,
        requests_per_second: float,
        containers: ActiveContainers,
        room: RoomForUsers,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._requests_per_second = requests_per_second
        self._containers = containers
        self._room = room
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._apis: dict[str, _Api] = {}
        self._began_at = math.inf
        self._deadline = math.inf
        self._half_time = math.inf

    def begin_invocation(self, seconds: float) -> None:
        """Set the deadline of an invocation, after which nothing waits and nothing new is begun."""
        self._began_at = self._clock()
        self._deadline = self._began_at + seconds
        self._half_time = self._began_at + seconds / 2

    def end_invocation(self) -> None:
        """Give the container's share to the others unless its next invocation follows at once."""
        self._containers.leave()

    @property
    def began_at(self) -> float:
        """When the invocation began, in epoch seconds; everything that woke it was written before. inf without one."""
        return self._began_at

    @property
    def out_of_time(self) -> bool:
        """Whether the invocation should begin nothing new."""
        return self._clock() >= self._deadline

    @property
    def has_ample_time(self) -> bool:
        """Whether more than half of the invocation's time is left, so that there is time for more than its batch."""
        return self._clock() < self._half_time

    def wait_for_turn(self, api: str) -> float:
        """Wait until a call may be made.

        Args:
            api: the method of a Connect client.

        Returns:
            The time at which its turn came, which `call_throttled` takes.

        Raises:
            OutOfTimeError: the invocation ends before its turn comes.
            InstanceFullError: it would create a user, and the instance had no room for one a moment ago.
        """
        while True:
            containers = self._containers.current(api).callers(api)
            wait = self._room.wait_seconds() if api == CREATE_USER else 0.0
            if not wait:
                with self._lock:
                    now = self._clock()
                    wait = self._take_token(api, containers, now)
                if not wait:
                    return now
            self.sleep(wait, at_most=_MAX_WAIT_SECONDS)

    def sleep(self, seconds: float, *, at_most: float = math.inf) -> None:
        """Wait a number of seconds, or `at_most` of them where the caller looks again then.

        Raises:
            OutOfTimeError: the invocation ends before all of it is over.
        """
        if self._clock() + seconds > self._deadline:
            raise OutOfTimeError("The invocation has too little time left; the agent's turn comes in the next")
        self._sleep(min(seconds, at_most))

    def call_succeeded(self, api: str) -> None:
        """Note that Connect did not throttle a call."""
        with self._lock:
            state = self._apis[api]
            state.share = min(1.0, state.share + _SHARE_GAIN_PER_CALL)

    def call_throttled(self, api: str, turn_at: float) -> None:
        """Note that Connect throttled a call.

        Calls that were under way together reduce the share once.

        Args:
            api: the method of a Connect client.
            turn_at: what `wait_for_turn` returned for the call.
        """
        with self._lock:
            state = self._apis[api]
            if turn_at > state.throttled_at:
                state.share = max(_MIN_SHARE, state.share * _SHARE_FACTOR_WHEN_THROTTLED)
                state.throttled_at = self._clock()
                state.bucket.drain()

    def _take_token(self, api: str, containers: int, now: float) -> float:
        state = self._api(api, containers)
        rate = state.quota / containers
        return state.bucket.take(now, rate=rate * state.share, size=max(1.0, rate * _BURST_SECONDS))

    def _api(self, api: str, containers: int) -> _Api:
        if api not in self._apis:
            quota = api_quota(api, self._requests_per_second)
            # A container that is alone finds Connect's bucket full; otherwise the others may have emptied it.
            tokens = max(1.0, quota * _FIRST_BURST_SECONDS) if containers == 1 else 1.0
            self._apis[api] = _Api(TokenBucket(self._clock(), tokens), quota)
        return self._apis[api]
