"""Takes all users out of what Terraform made and is about to delete: Connect deletes nothing that users are in.

The hook `release_users`, on destroy: docs/decisions/0009-users-leave-groups-before-destroy.md.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from lifecycle.repeated_listing import list_until_stable
from lifecycle.retries import ignore_missing
from roster.errors import RetryableError

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE_SIZE: Final = 500

_MIN_SECONDS_LEFT: Final = 60.0
"""The calls for one more user, with all their retries, may take so long. Lambda would end the invocation without a
message."""


@dataclass(frozen=True, slots=True)
class Profiles:
    """Profiles of one kind that go.

    Attributes:
        ids: those that go.
        fallback: the one that users get who would be left without.
    """

    ids: frozenset[str]
    fallback: str


@dataclass(frozen=True, slots=True)
class Release:
    """What users leave.

    Attributes:
        groups: whether they leave their hierarchy groups.
        routing_profiles: the routing profiles that they leave; None for none.
        security_profiles: the security profiles that they leave; None for none.
    """

    groups: bool
    routing_profiles: Profiles | None
    security_profiles: Profiles | None


@dataclass(frozen=True, slots=True)
class _Held:
    """A user who is in something that goes.

    Attributes:
        user_id: the user.
        in_group: whether the user leaves a hierarchy group.
        routing_profile: the routing profile that the user gets; None to keep what there is.
        security_profiles: the security profiles that the user gets; empty to keep what there is.
    """

    user_id: str
    in_group: bool
    routing_profile: str | None
    security_profiles: tuple[str, ...]


class Pace:
    """Spaces the calls of each operation, as Connect counts each by itself.

    Args:
        per_second: how many calls of an operation there may be in a second.
        sleep: waits a number of seconds.
        clock: tells seconds that only grow.
    """

    def __init__(self, per_second: float, sleep: Callable[[float], None], clock: Callable[[], float]) -> None:
        self._seconds = 1 / per_second
        self._sleep = sleep
        self._clock = clock
        self._due: dict[str, float] = {}

    def wait(self, operation: str) -> None:
        """Wait until an operation may be called again."""
        now = self._clock()
        due = max(self._due.get(operation, now), now)
        if due > now:
            self._sleep(due - now)
        self._due[operation] = due + self._seconds


def release_users(
    client: ConnectClient,
    instance_id: str,
    release: Release,
    *,
    per_second: float,
    seconds_left: Callable[[], float],
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
) -> int:
    """Take every user of an instance out of what goes, until searches show no more. Users that are gone are no error.

    Args:
        client: a Connect client.
        instance_id: the Connect instance; if it is gone, that is no error either.
        release: what they leave.
        per_second: the account's quota of requests for each operation.
        seconds_left: returns how many seconds the invocation still has.
        sleep: waits a number of seconds between searches and calls.
        clock: tells seconds that only grow.

    Returns:
        How many users were released.

    Raises:
        RetryableError: the time is up. Users that were released stay so, and the next destroy goes on from there.
        botocore.exceptions.ClientError: Connect refused.
    """
    released = 0
    pace = Pace(per_second, sleep, clock)
    for found in list_until_stable(lambda: _held_users(client, instance_id, release), sleep):
        for done, held in enumerate(found):
            if seconds_left() < _MIN_SECONDS_LEFT:
                raise RetryableError(
                    f"{len(found) - done} users of the Amazon Connect instance are still in hierarchy groups or "
                    f"profiles of this deployment, and the time is up after {released} left theirs. Run terraform "
                    "destroy again: it goes on from there."
                )
            for operation, parameters in _updates(held):
                pace.wait(operation)
                _update(client, operation, {"InstanceId": instance_id, "UserId": held.user_id, **parameters})
            released += 1
    return released


def _updates(held: _Held) -> Iterator[tuple[str, dict[str, Any]]]:
    if held.in_group:
        yield "update_user_hierarchy", {}
    if held.routing_profile is not None:
        yield "update_user_routing_profile", {"RoutingProfileId": held.routing_profile}
    if held.security_profiles:
        yield "update_user_security_profiles", {"SecurityProfileIds": list(held.security_profiles)}


def _update(client: ConnectClient, operation: str, parameters: dict[str, Any]) -> None:
    try:
        getattr(client, operation)(**parameters)
    except ClientError as error:
        ignore_missing(error)


def _held_users(client: ConnectClient, instance_id: str, release: Release) -> list[_Held]:
    # All pages are read before anything changes, so that no change moves a user to a page that was read.
    pages = client.get_paginator("search_users").paginate(
        InstanceId=instance_id, PaginationConfig={"PageSize": _PAGE_SIZE}
    )
    try:
        found = [_held(dict(user), release) for page in pages for user in page["Users"]]
    except ClientError as error:
        ignore_missing(error)
        return []
    return [held for held in found if held.in_group or held.routing_profile or held.security_profiles]


def _held(user: dict[str, Any], release: Release) -> _Held:
    routing, security = release.routing_profiles, release.security_profiles
    held_security = user.get("SecurityProfileIds", [])
    leaves_security = security is not None and not security.ids.isdisjoint(held_security)
    kept = [profile for profile in held_security if security is None or profile not in security.ids]
    return _Held(
        user_id=user["Id"],
        in_group=release.groups and bool(user.get("HierarchyGroupId")),
        routing_profile=routing.fallback if routing and user.get("RoutingProfileId") in routing.ids else None,
        security_profiles=tuple(kept or [security.fallback]) if security and leaves_security else (),
    )
