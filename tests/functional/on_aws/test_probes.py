"""Each probe answers what local AWS does, and otherwise when that does otherwise."""

from __future__ import annotations

import json
from typing import Any

from botocore.exceptions import ClientError

from tests.functional.on_aws.conftest import ALIAS, Probed
from tests.on_aws.probes.alias import alias_is_free
from tests.on_aws.probes.users import create_user_rate, logins_by_case, unseen
from tests.on_aws.report import LOCAL_ANSWERS

LOCAL = json.loads(LOCAL_ANSWERS.read_text("utf-8"))


def users(probed: Probed) -> list[str]:
    listed = probed.connect.list_users(InstanceId=probed.instance_id)["UserSummaryList"]
    return [user["Username"] for user in listed]


def test_the_pace_is_what_was_taken_after_the_first_refusal(probed: Probed) -> None:
    answer = create_user_rate(probed.connect, probed.instance_id, amount=9, seconds=20)

    assert answer.measured["made"] == 9
    assert answer.measured["refused"] > 0
    # 5 at once; a machine that is slow takes some more before it is refused.
    assert 5 <= answer.measured["at once before the first refusal"] <= 7
    assert 1.5 <= answer.measured["a second after it"] <= 3
    assert "a second after" in answer.answer
    assert users(probed) == []


def test_without_a_refusal_no_pace_is_told(probed: Probed) -> None:
    probed.controls.connect_settings(quota_factor=None)

    answer = create_user_rate(probed.connect, probed.instance_id, amount=9, seconds=20)

    assert (answer.answer, answer.measured["made"]) == ("as many as were asked for", 9)
    assert users(probed) == []


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


def test_how_long_a_new_user_is_unseen_by_each_way_to_look(probed: Probed) -> None:
    assert unseen(probed.connect, probed.instance_id).answer == LOCAL["unseen users"] == "all showed it at once"

    probed.controls.connect_settings(search_lag_seconds=4, user_lag_seconds=0)
    lagging = unseen(probed.connect, probed.instance_id)
    probed.controls.connect_settings(search_lag_seconds=0)

    seconds = lagging.measured["seconds until it showed, at most"]
    assert "SearchUsers" in lagging.answer
    assert "DescribeUser" not in lagging.answer
    assert seconds["DescribeUser"] < 2 < seconds["SearchUsers"]
    assert users(probed) == []


def test_how_soon_an_alias_is_free(probed: Probed) -> None:
    probed.connect.delete_instance(InstanceId=probed.instance_id)

    answer = alias_is_free(probed.connect, ALIAS, pause=0.1)

    assert answer.answer == LOCAL["alias"] == "at once"
    assert probed.connect.list_instances()["InstanceSummaryList"] == []
