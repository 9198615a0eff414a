"""Who leaves Amazon Connect with a file, and who does not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.end_to_end import by_hand
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.stack import Stack

KEY = "mirror.csv"


def rows(*numbers: int, **changes: str) -> list[dict[str, object]]:
    same: dict[str, object] = {
        "first_name": "Ada",
        "last_name": "King",
        "email": "ada@example.com",
        "routing_profile": "Basic Routing Profile",
        "status": "active",
    }
    return [{"username": f"leaver{number:03d}"} | same | changes for number in numbers]


@pytest.fixture(scope="module")
def mirror(stack: Stack) -> Stack:
    """The stack in mirror mode, in which it stays, with 100 agents of one file; its tests run in their order."""
    stack.apply(directory_mode="mirror")
    assert counts(stack.upload(KEY, directory(rows(*range(100))))) == {"rows": 100, "created": 100}
    return stack


def leavers(stack: Stack) -> dict[str, str]:
    """Ids of the users of these tests by name."""
    users = by_hand.user_ids(stack.client("connect"), stack.outputs()["instance_id"])
    return {name: user_id for name, user_id in users.items() if name.startswith("leaver")}


def test_three_of_a_hundred_that_the_file_drops_are_gone_and_the_others_untouched(mirror: Stack) -> None:
    before, agents = leavers(mirror), agents_of(mirror)

    record = mirror.upload(KEY, directory(rows(*range(3, 100))))

    assert counts(record) == {"rows": 97, "dropped": 3, "unchanged": 97, "removed": 3}
    gone = {"leaver000", "leaver001", "leaver002"}
    assert leavers(mirror) == {name: user_id for name, user_id in before.items() if name not in gone}
    after = agents_of(mirror)
    assert {name for name in after if after[name] != agents[name]} == gone
    dropped = [line["username"] for line in mirror.report_rows(record, "outcome.csv") if line["outcome"] == "removed"]
    assert set(dropped) == gone


def agents_of(stack: Stack) -> dict[str, dict[str, Any]]:
    found = stack.items(stack.outputs()["agents_table"])
    return {item["username"]: item for item in found if item["username"].startswith("leaver")}


def test_a_file_that_drops_half_removes_nobody_and_says_how_to_go_on(mirror: Stack) -> None:
    before = leavers(mirror)

    record = mirror.upload(KEY, directory(rows(*range(50, 100))))

    assert counts(record) == {"rows": 50, "unchanged": 50}
    assert leavers(mirror) == before
    assert "47 of 97" in record["notice"]
    assert "allow-removals: yes" in record["notice"]
    assert "allow-removals: yes" in mirror.report(record, "report.html")
    assert "allow-removals: yes" in mirror.report(record, "summary.json")


def test_a_rejected_row_keeps_its_user(mirror: Stack) -> None:
    before = leavers(mirror)

    record = mirror.upload(KEY, directory([*rows(*range(3, 99)), *rows(99, status="perhaps")]))

    assert counts(record) == {"rows": 97, "unchanged": 96, "rejected": 1}
    assert leavers(mirror) == before


def test_the_uploader_lifts_the_guard(mirror: Stack) -> None:
    record = mirror.upload(KEY, directory(rows(*range(50, 100))), {"allow-removals": "yes"})

    assert counts(record) == {"rows": 50, "dropped": 47, "unchanged": 50, "removed": 47}
    assert "notice" not in record
    assert set(leavers(mirror)) == {f"leaver{number:03d}" for number in range(50, 100)}


def test_an_agent_leaves_with_its_quick_connects_and_comes_back_with_a_new_password(mirror: Stack) -> None:
    connect, instance = mirror.client("connect"), mirror.outputs()["instance_id"]
    before, secret = leavers(mirror), agents_of(mirror)["leaver050"]["password_secret"]
    for name in ("leaver050", "leaver051"):
        by_hand.make_quick_connect(connect, instance, f"call {name}", before[name])

    left = mirror.upload(KEY, directory([*rows(50, status="inactive"), *rows(*range(51, 100))]))

    assert counts(left) == {"rows": 50, "unchanged": 49, "removed": 1}
    assert "leaver050" not in leavers(mirror)
    listed = connect.list_quick_connects(InstanceId=instance)["QuickConnectSummaryList"]
    names = {entry["Name"] for entry in listed}
    assert "call leaver051" in names
    assert "call leaver050" not in names

    back = mirror.upload(KEY, directory(rows(*range(50, 100))))

    assert counts(back) == {"rows": 50, "unchanged": 49, "created": 1}
    assert leavers(mirror)["leaver050"] != before["leaver050"]
    agent, passwords = agents_of(mirror)["leaver050"], mirror.passwords()
    assert agent["password_secret"].split("/")[-2] == back["import_id"]
    assert passwords[agent["password_secret"]]["leaver050"] != passwords[secret]["leaver050"]
