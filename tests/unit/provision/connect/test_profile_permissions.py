"""Permissions of security profiles are read whole, and once for all agents."""

from __future__ import annotations

from typing import Any, cast

import pytest

from provision.connect.calls import Calls
from provision.connect.errors import ForbiddenError, OutOfTimeError, RefusedError, UnavailableError
from provision.connect.profile_permissions import Managing, ProfilePermissions


class Instance:
    """Answers one permission a page."""

    def __init__(self, *permissions: str) -> None:
        self.permissions = permissions
        self.asked: list[str] = []
        self.error: Exception | None = None
        self.now = 1000.0
        self.reader = ProfilePermissions(cast("Any", self), Calls(), "instance", lambda: self.now)

    def list_security_profile_permissions(self, **request: Any) -> dict[str, Any]:
        assert request["InstanceId"] == "instance"
        self.asked.append(request["SecurityProfileId"])
        if self.error is not None:
            raise self.error
        place = int(request.get("NextToken", 0))
        more = {"NextToken": str(place + 1)} if place + 1 < len(self.permissions) else {}
        return {"Permissions": list(self.permissions[place : place + 1]), **more}


def test_the_last_page_counts_too() -> None:
    instance = Instance("BasicAgentAccess", "Users.View", "Users.Edit")

    assert instance.reader.managing("lead") == Managing(manages=True)
    assert instance.asked == ["lead"] * 3


def test_it_is_asked_once_for_each_profile_until_the_answer_is_old() -> None:
    instance = Instance("Users.View")
    for _ in range(5):
        assert instance.reader.managing("lead") == Managing(manages=False)
        instance.reader.managing("other")
    assert instance.asked == ["lead", "other"]

    instance.permissions = ("Users.Edit",)
    instance.now += 301

    assert instance.reader.managing("lead") == Managing(manages=True)


@pytest.mark.parametrize("kind", [ForbiddenError, RefusedError, UnavailableError])
def test_what_can_not_be_read_is_unknown_for_a_minute(kind: type[Exception]) -> None:
    instance = Instance("Users.Edit")
    instance.error = kind("Amazon Connect answered: no")
    for _ in range(5):
        assert instance.reader.managing("lead") == Managing(manages=False, unknown="Amazon Connect answered: no")
    assert instance.asked == ["lead"]

    instance.error = None
    instance.now += 61

    assert instance.reader.managing("lead") == Managing(manages=True)


def test_an_agent_whose_time_is_up_comes_with_the_next_invocation() -> None:
    instance = Instance("Users.Edit")
    instance.error = OutOfTimeError("no time left")
    with pytest.raises(OutOfTimeError):
        instance.reader.managing("lead")

    instance.error = None

    assert instance.reader.managing("lead") == Managing(manages=True)
