"""How each of the examples ends."""

from __future__ import annotations

import pytest

from tests.end_to_end import by_hand
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.example import Example
from tests.end_to_end.examples.leaving import leave, shown_by_connect
from tests.end_to_end.examples.several import LONG_NAME, Found, at_once
from tests.end_to_end.people import take_policies_away

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

STATE_BUCKET = "acme-terraform-state"
"""It was there before the production example, whose file names it."""


def test_leaving_keeps_the_contact_centre_with_its_users(examples: dict[str, Example], deployer: Deployer) -> None:
    teams = examples["teams"]
    before = shown_by_connect(teams)
    assert len(before["users"]) == 6
    assert all(user["HierarchyGroupId"] for user in before["users"].values())
    assert {name for name, offered in before["offered"].items() if offered} == {"Sales", "Support"}
    assert len(before["numbers"]) == len(before["numbers lead to"]) == 1
    take_policies_away(teams)

    leave(teams)

    assert shown_by_connect(teams) == before
    assert teams.terraform("state", "list").stdout == ""
    named = {
        kind: left
        for kind, names in deployer.inventory().items()
        if (left := [name for name in names if "rollcall-teams" in name])
    }
    assert named == {}


def test_a_destroy_leaves_nothing_but_the_instances_of_others_with_all_their_users(
    examples: dict[str, Example], found: Found, deployer: Deployer
) -> None:
    users = by_hand.user_ids(found.connect, found.instance_id)
    assert set(users) == {"ada", "op.ida", "op.jon", "boss", LONG_NAME, "carl"}
    carl = found.describe("carl")
    production = examples["production"]

    production.apply(deletion_protection=False)
    take_policies_away(production)
    at_once(Example.destroy, [example for name, example in examples.items() if name != "teams"])

    assert by_hand.user_ids(found.connect, found.instance_id) == users
    assert found.describe("carl") == carl
    teams = shown_by_connect(examples["teams"])
    assert deployer.inventory() == {
        "connect_instances": sorted([found.instance_id, teams["instance"]["Id"]]),
        "connect_phone_numbers": [number["PhoneNumberId"] for number in teams["numbers"]],
        "connect_users": sorted([*users, *teams["users"]]),
        "s3_buckets": [STATE_BUCKET],
    }
