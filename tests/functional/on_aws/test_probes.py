"""Each probe answers what local AWS does, and otherwise when that does otherwise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.throttle import DEFAULT, Throttle
from tests.functional.on_aws.conftest import ALIAS, Probed
from tests.on_aws.probes.alias import alias_is_free
from tests.on_aws.probes.users import create_user_rate, logins_by_case, unseen
from tests.on_aws.report import LOCAL_ANSWERS
from tests.unit.provision.pacing.pace import FakeTime

LOCAL = json.loads(LOCAL_ANSWERS.read_text("utf-8"))


def users(probed: Probed) -> list[str]:
    listed = probed.connect.list_users(InstanceId=probed.instance_id)["UserSummaryList"]
    return [user["Username"] for user in listed]


@pytest.fixture
def unthrottled(probed: Probed) -> Iterator[Probed]:
    """The account while nothing is throttled by the time of day."""
    before = probed.controls.connect_settings()["quota_factor"]
    probed.controls.connect_settings(quota_factor=None)
    yield probed
    probed.controls.connect_settings(quota_factor=before)


class Throttled:
    """Amazon Connect, if it throttled CreateUser by another clock."""

    def __init__(self, connect: Any, clock: Callable[[], float]) -> None:
        self._connect, self._throttle = connect, Throttle(clock)

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._connect, operation)

    def create_user(self, **user: Any) -> Any:
        try:
            self._throttle.take("123456789012", "eu-central-1", "CreateUser", 1.0)
        except ConnectError as refusal:
            raise ClientError({"Error": {"Code": refusal.code, "Message": ""}}, "CreateUser") from refusal
        return self._connect.create_user(**user)


def test_the_pace_is_what_was_taken_after_the_first_refusal(unthrottled: Probed) -> None:
    time = FakeTime()
    connect = Throttled(unthrottled.connect, time.clock)

    answer = create_user_rate(connect, unthrottled.instance_id, amount=9, clock=time.clock, sleep=time.sleep)

    assert (answer.measured["made"], answer.measured["refused"]) == (9, len(time.slept))
    assert answer.measured["at once before the first refusal"] == DEFAULT.burst
    assert answer.measured["a second after it"] == DEFAULT.per_second
    assert answer.answer == "2 a second after 5 at once"
    assert users(unthrottled) == []


def test_without_a_refusal_no_pace_is_told(unthrottled: Probed) -> None:
    time = FakeTime()

    answer = create_user_rate(
        unthrottled.connect, unthrottled.instance_id, amount=9, clock=time.clock, sleep=time.sleep
    )

    assert (answer.answer, answer.measured["made"]) == ("as many as were asked for", 9)
    assert users(unthrottled) == []


class OneSpelling:
    """Amazon Connect, if it took logins for the same that differ in upper and lower case alone."""

    def __init__(self, connect: Any) -> None:
        self._connect, self._taken = connect, set[str]()

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._connect, operation)

    def create_user(self, **user: Any) -> Any:
        if user["Username"].lower() in self._taken:
            raise ClientError({"Error": {"Code": "DuplicateResourceException", "Message": "taken"}}, "CreateUser")
        self._taken.add(user["Username"].lower())
        return self._connect.create_user(**user)


def test_whether_logins_may_differ_by_case(probed: Probed) -> None:
    answer = logins_by_case(probed.connect, probed.instance_id)
    other = logins_by_case(OneSpelling(probed.connect), probed.instance_id)

    assert (answer.answer, answer.measured) == (LOCAL["case of logins"], {"refusal": ""})
    assert (other.answer, other.measured) == ("they may not", {"refusal": "DuplicateResourceException: taken"})
    assert users(probed) == []


class LateSearch:
    """Amazon Connect, if searches knew a new user some seconds later than all else."""

    def __init__(self, connect: Any, clock: Callable[[], float], seconds: float) -> None:
        self._connect, self._clock, self._from = connect, clock, clock() + seconds

    def __getattr__(self, operation: str) -> Any:
        return getattr(self._connect, operation)

    def search_users(self, **search: Any) -> Any:
        return {"Users": []} if self._clock() < self._from else self._connect.search_users(**search)


def test_how_long_a_new_user_is_unseen_by_each_way_to_look(unthrottled: Probed) -> None:
    connect, instance_id, time = unthrottled.connect, unthrottled.instance_id, FakeTime()

    prompt = unseen(connect, instance_id, clock=time.clock, sleep=time.sleep)
    late = unseen(LateSearch(connect, time.clock, 4), instance_id, clock=time.clock, sleep=time.sleep)

    assert prompt.answer == LOCAL["unseen users"] == "all showed it at once"
    assert late.answer == "SearchUsers showed it late"
    assert late.measured == {"seconds until it showed, at most": {"DescribeUser": 0, "ListUsers": 0, "SearchUsers": 4}}
    assert users(unthrottled) == []


def test_how_soon_an_alias_is_free(probed: Probed) -> None:
    probed.connect.delete_instance(InstanceId=probed.instance_id)

    time = FakeTime()

    answer = alias_is_free(probed.connect, ALIAS, clock=time.clock, sleep=time.sleep)

    assert answer.answer == LOCAL["alias"] == "at once"
    assert probed.connect.list_instances()["InstanceSummaryList"] == []
