"""Reads the permissions of security profiles, each once in a while for all agents of a container."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, NamedTuple

from botocore.exceptions import ClientError

from provision.connect.calls import Calls
from provision.connect.errors import ForbiddenError, RefusedError, UnavailableError
from roster.profile_moves import manages_others

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_FRESH_SECONDS: Final = 300.0
"""How long an answer is used: administrators give a profile other permissions, and a container may live for hours."""

_SECONDS_UNKNOWN: Final = 60.0
"""How long it is not asked again after there was none."""

_PAGE: Final = 1000

_UNREADABLE: Final = (ClientError, ForbiddenError, RefusedError, UnavailableError)
"""Errors with which permissions stay unknown, as agents shall not wait for what is only told about them.
The operator's commands make their calls by `Calls`, which leaves a `ClientError` as it is."""


class Managing(NamedTuple):
    """What is known of a security profile.

    Attributes:
        manages: whether its users can manage others.
        unknown: why that is not known; empty if it is.
    """

    manages: bool
    unknown: str = ""


class ProfilePermissions:
    """The permissions of an instance's security profiles. Threads that need the same wait for the one that reads.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        clock: tells epoch seconds.
    """

    def __init__(
        self, client: ConnectClient, calls: Calls, instance_id: str, clock: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._clock = clock
        self._lock = threading.Lock()
        self._read: dict[str, tuple[Managing, float]] = {}

    def managing(self, profile_id: str) -> Managing:
        """Tell whether users with a security profile can manage others, by its permissions.

        DescribeSecurityProfile does not answer them:
        https://docs.aws.amazon.com/connect/latest/APIReference/API_ListSecurityProfilePermissions.html

        Raises:
            OutOfTimeError: the invocation ends before the call's turn comes.
        """
        with self._lock:
            known, fresh_until = self._read.get(profile_id, (None, 0.0))
            if known is None or self._clock() >= fresh_until:
                known = self._ask(profile_id)
                seconds = _SECONDS_UNKNOWN if known.unknown else _FRESH_SECONDS
                self._read[profile_id] = (known, self._clock() + seconds)
            return known

    def _ask(self, profile_id: str) -> Managing:
        try:
            found = self._calls.list_all(
                self._client.list_security_profile_permissions,
                "Permissions",
                InstanceId=self._instance_id,
                SecurityProfileId=profile_id,
                MaxResults=_PAGE,
            )
            return Managing(manages_others(map(str, found)))
        except _UNREADABLE as error:
            return Managing(manages=False, unknown=str(error))
