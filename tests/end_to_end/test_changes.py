"""The same file again costs nothing, a changed one costs its changes, and what others do is honoured."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from roster.items import to_wire
from tests.end_to_end import by_hand
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

BASIC = "Basic Routing Profile"
LISTS = {
    "DescribeUserHierarchyGroup",
    "ListRoutingProfiles",
    "ListSecurityProfilePermissions",
    "ListSecurityProfiles",
    "ListUserHierarchyGroups",
}
"""Look-ups that all agents of a container share."""


def row(name: str, **changes: object) -> dict[str, object]:
    return {
        "user login": name,
        "first name": "Ada",
        "last name": name,
        "email address": f"{name}@example.com",
        "routing profile name": BASIC,
        "security profile name_1": "Agent",
        "ACW timeout (seconds)": 30,
    } | changes


class Site:
    """The stack as these tests see it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.outputs = stack.outputs()
        self.connect = stack.client("connect")
        self.dynamodb = stack.client("dynamodb")
        self.instance = self.outputs["instance_id"]

    def agents(self, prefix: str) -> dict[str, dict[str, Any]]:
        """Items of the agents table by name."""
        found = self.stack.items(self.outputs["agents_table"])
        return {item["username"]: item for item in found if item["username"].startswith(prefix)}

    def agent(self, name: str) -> dict[str, Any] | None:
        return self.agents(name).get(name)

    def put(self, item: dict[str, Any]) -> None:
        """Put an item as others do."""
        self.dynamodb.put_item(TableName=self.outputs["agents_table"], Item=to_wire(item))

    def users(self, prefix: str) -> dict[str, str]:
        """Ids of users by name."""
        found = by_hand.user_ids(self.connect, self.instance)
        return {name: user_id for name, user_id in found.items() if name.startswith(prefix)}

    def user(self, name: str) -> dict[str, Any]:
        return by_hand.describe(self.connect, self.instance, self.users(name)[name])

    def calls_of(self, controls: Controls, do: Callable[[], object]) -> dict[str, int]:
        """What Connect is asked for meanwhile, but for shared look-ups."""
        before = controls.connect_calls()
        do()
        self.stack.settle()
        calls = controls.connect_calls()
        more = {name: amount - before.get(name, 0) for name, amount in calls.items() if name not in LISTS}
        return {name: amount for name, amount in more.items() if amount}

    def wake_ups(self) -> int:
        """How often provision has run so far, by its log."""
        group = f"/aws/lambda/{self.outputs['function_names']['provision']}"
        pages = self.stack.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group)
        return sum("START RequestId" in event["message"] for page in pages for event in page["events"])


@pytest.fixture(scope="module")
def site(stack: Stack) -> Site:
    return Site(stack)


@pytest.fixture(scope="module")
def thousand(site: Site) -> list[dict[str, object]]:
    """The rows of 1,000 agents that are in Connect."""
    rows = [row(f"many{number:04d}") for number in range(1000)]
    record = site.stack.upload("many.csv", directory(rows))
    assert counts(record) == {"rows": 1000, "created": 1000}
    site.stack.settle()
    return rows


@pytest.mark.needs_local_aws("counts of calls")
def test_the_same_file_again_writes_no_agent_and_calls_nobody(
    site: Site, controls: Controls, thousand: list[dict[str, object]]
) -> None:
    before, runs = site.agents("many"), site.wake_ups()
    assert len(before) == 1000
    assert runs > 0
    controls.reset_calls()

    calls = site.calls_of(controls, lambda: site.stack.upload("many.csv", directory(thousand)))

    record = site.stack.records("many.csv")[-1]
    stores = controls.calls()
    assert counts(record) == {"rows": 1000, "unchanged": 1000}
    assert calls == {}
    assert site.agents("many") == before
    assert site.wake_ups() == runs
    # A transaction takes 95 agents at most: so few hold nothing but the import's own record.
    assert stores["dynamodb"]["TransactWriteItems"] < 11


@pytest.mark.needs_local_aws("counts of calls")
def test_seven_changed_rows_cost_their_changes(
    site: Site, controls: Controls, thousand: list[dict[str, object]]
) -> None:
    by_hand.make_routing_profile(site.connect, site.instance, "Evening")
    changes: dict[int, dict[str, object]] = {
        3: {"ACW timeout (seconds)": 31},
        140: {"ACW timeout (seconds)": 0},
        500: {"ACW timeout (seconds)": 60, "routing profile name": "Evening"},
        501: {"routing profile name": "Evening"},
        777: {"security profile name_1": "QualityAnalyst"},
        778: {"security profile name_1": "QualityAnalyst"},
        999: {"security profile name_1": "QualityAnalyst"},
    }
    before = site.agents("many")
    changed = [line | changes.get(number, {}) for number, line in enumerate(thousand)]

    calls = site.calls_of(controls, lambda: site.stack.upload("many.csv", directory(changed)))

    record = site.stack.records("many.csv")[-1]
    assert counts(record) == {"rows": 1000, "unchanged": 993, "updated": 7}
    assert calls == {
        "DescribeUser": 7,
        "UpdateUserPhoneConfig": 3,
        "UpdateUserRoutingProfile": 2,
        "UpdateUserSecurityProfiles": 3,
    }
    after = site.agents("many")
    assert {name for name in after if after[name] != before[name]} == {f"many{number:04d}" for number in changes}
    assert site.user("many0500")["PhoneConfig"]["AfterContactWorkTimeLimit"] == 60


def test_agents_that_failed_are_created_by_the_same_file_once_their_profile_is_there(site: Site) -> None:
    lost = [row(f"night{number}", **{"routing profile name": "Night"}) for number in range(3)]
    body = directory([*lost, row("night-watch")])
    first = site.stack.upload("night.csv", body)
    assert counts(first) == {"rows": 4, "created": 1, "failed": 3}
    by_hand.make_routing_profile(site.connect, site.instance, "Night")

    second = site.stack.upload("night.csv", body)

    assert counts(second) == {"rows": 4, "created": 3, "unchanged": 1}
    night = by_hand.routing_profiles(site.connect, site.instance)["Night"]
    assert {site.user(str(agent["user login"]))["RoutingProfileId"] for agent in lost} == {night}


def test_the_instances_own_administrator_is_never_touched(site: Site) -> None:
    for name in ("root-one", "root-two"):
        by_hand.create_user(site.connect, site.instance, name, "Admin")
    before = [site.user(name) for name in ("root-one", "root-two")]
    others = [row(f"staff{number}", status="active") for number in range(8)]
    rows = [row("root-one", status="active"), *others, row("root-two", status="inactive")]

    record = site.stack.upload("admins.csv", directory(rows))

    assert counts(record) == {"rows": 10, "created": 8, "failed": 2}
    assert [site.user(name) for name in ("root-one", "root-two")] == before
    outcomes = {line["username"]: line for line in site.stack.report_rows(record, "outcome.csv")}
    for name in ("root-one", "root-two"):
        assert outcomes[name]["outcome"] == "failed"
        assert "'Admin'" in outcomes[name]["reason"]


def test_users_that_exist_are_adopted_and_keep_what_the_file_has_no_column_for(site: Site) -> None:
    names = ["adopt", "adopt.a.very.long.name@of-a-company.example.com"]
    ids = {name: by_hand.create_user(site.connect, site.instance, name) for name in names}
    before = {name: site.user(name) for name in names}
    rows = [{"username": name, "first_name": "Own", "last_name": "Name", "routing_profile": BASIC} for name in names]

    record = site.stack.upload("adopted.csv", directory([*rows, {**rows[0], "username": "adopted-new"}]))

    assert counts(record) == {"rows": 3, "created": 1, "adopted": 2}
    after = {name: site.user(name) for name in names}
    for name in names:
        assert after[name]["Id"] == ids[name]
        assert after[name]["IdentityInfo"] == {
            "FirstName": "Own",
            "LastName": "Name",
            "Email": "by.hand@example.com",
        }
        kept = ("PhoneConfig", "SecurityProfileIds", "RoutingProfileId")
        assert {facet: after[name][facet] for facet in kept} == {facet: before[name][facet] for facet in kept}
    held = {name for secret in site.stack.passwords().values() for name in secret}
    assert not [name for name in names if "password_secret" in site.agents("adopt")[name]]
    assert "adopted-new" in held


@pytest.mark.needs_local_aws("a lag of the length that the test wants")
def test_agents_whose_users_connect_shows_late_change_and_leave_all_the_same(site: Site, controls: Controls) -> None:
    """It documents that calls may not find a user who was made a moment ago."""
    names = [f"late{number}" for number in range(6)]
    first = [{"username": name, "first_name": "Ada", "last_name": "King", "status": "active"} for name in names]
    then = [{**row, "last_name": "Byron"} for row in first[:5]] + [{**first[5], "status": "inactive"}]
    controls.connect_settings(user_lag_seconds=6)
    try:
        made = site.stack.upload("late.csv", directory(first))
        ids = site.users("late")
        changed = site.stack.upload("late.csv", directory(then))
    finally:
        controls.connect_settings(user_lag_seconds=0)

    assert counts(made) == {"rows": 6, "created": 6}
    assert counts(changed) == {"rows": 6, "updated": 5, "removed": 1}
    assert site.users("late") == {name: ids[name] for name in names[:5]}
    assert {site.user(name)["IdentityInfo"]["LastName"] for name in names[:5]} == {"Byron"}


def test_items_of_others_are_provisioned_changed_and_removed(site: Site) -> None:
    def settled(name: str) -> dict[str, Any]:
        site.stack.settle()
        item = site.agent(name)
        assert item is not None
        return item

    site.put({"username": "other", "identity": {"first_name": "Ada", "last_name": "King"}})
    item = settled("other")
    assert (item["status"], item["user_id"]) == ("ACTIVE", site.users("other")["other"])

    site.put(item | {"status": "PENDING", "identity": {"first_name": "Ada", "last_name": "Byron"}})
    assert settled("other")["status"] == "ACTIVE"
    assert site.user("other")["IdentityInfo"]["LastName"] == "Byron"

    # Over the item, without a status: as a new one is.
    site.put({"username": "other", "identity": {"first_name": "Ada", "last_name": "Lovelace"}})
    assert settled("other")["status"] == "ACTIVE"
    assert site.user("other")["IdentityInfo"]["LastName"] == "Lovelace"

    site.dynamodb.delete_item(TableName=site.outputs["agents_table"], Key={"username": {"S": "other"}})
    wait_until(lambda: site.users("other") == {}, "removing the user")


def test_a_malformed_item_of_others_fails_alone_with_the_reason(site: Site) -> None:
    site.put({"username": "bad-item", "identity": "Ada King", "state": "maybe"})
    site.put({"username": "bad-not", "identity": {"first_name": "Ada", "last_name": "King"}})
    site.stack.settle()

    bad, good = site.agent("bad-item"), site.agent("bad-not")

    assert bad is not None
    assert good is not None
    assert (bad["status"], good["status"]) == ("FAILED", "ACTIVE")
    assert "`identity` must be a map" in bad["status_reason"]
    assert "`state` must be" in bad["status_reason"]


@pytest.mark.needs_local_aws("items that expire within seconds; AWS takes up to days")
def test_an_item_that_expires_leaves_its_user(site: Site) -> None:
    site.put({"username": "expiring", "identity": {"first_name": "Ada", "last_name": "King"}})
    site.stack.settle()
    users = site.users("expiring")

    site.dynamodb.update_item(
        TableName=site.outputs["agents_table"],
        Key={"username": {"S": "expiring"}},
        UpdateExpression="SET expires_at = :past",
        ExpressionAttributeValues={":past": {"N": str(int(time.time()) - 60)}},
    )
    wait_until(lambda: site.agent("expiring") is None, "the end of the item")
    site.stack.settle()

    assert site.users("expiring") == users != {}
