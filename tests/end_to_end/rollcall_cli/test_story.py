"""An administrator's day: plan, upload, stop half-way, plan again, upload, undo, and mend what hands have changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.end_to_end.directories import counts, directory
from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in
from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack

if TYPE_CHECKING:
    from local_aws.client import Controls

KEY = "story/agents.csv"
STAYERS, CHANGED, LEAVERS, NEW = 4, 6, 2, 60
SETTINGS = ("IdentityInfo", "PhoneConfig", "RoutingProfileId", "SecurityProfileIds", "HierarchyGroupId")

Seen = dict[str, list[Any]]


def row(number: int, *, acw: int = 10, status: str = "active", kind: str = "old") -> dict[str, object]:
    return {
        "username": f"story.{kind}{number:02}",
        "first_name": "Sam",
        "last_name": f"Story {number}",
        "routing_profile": "Basic Routing Profile",
        "security_profile": "Agent",
        "acw_seconds": acw,
        "status": status,
    }


def before() -> list[dict[str, object]]:
    return [row(number) for number in range(STAYERS + CHANGED + LEAVERS)]


def after() -> list[dict[str, object]]:
    """First the new ones, whose making takes long."""
    rows = [row(number, kind="new") for number in range(NEW)]
    rows += [row(number) for number in range(STAYERS)]
    rows += [row(number, acw=20) for number in range(STAYERS, STAYERS + CHANGED)]
    return rows + [row(STAYERS + CHANGED + number, status="inactive") for number in range(LEAVERS)]


class Story:
    """The deployment, and what it comes to after each step."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.stack = stack
        self.operator = Operator(stack, folder, sign_in(stack, "operator"))
        (folder / "before.csv").write_bytes(directory(before()))
        (folder / "after.csv").write_bytes(directory(after()))

    def users(self) -> Seen:
        """The users, as far as a directory says what they are like."""
        users = self.stack.users()
        return {name: [users[name].get(part) for part in SETTINGS] for name in users if name.startswith("story.")}

    def plan(self, file: str) -> dict[str, int]:
        """Plan an upload and return how many agents of each kind it is about."""
        planned = self.operator.json("plan", file, "--key", KEY, "--allow-removals")
        return {name: count for name, count in planned["counts"].items() if count}

    def upload(self, file: str) -> dict[str, Any]:
        """Upload a file and wait for what becomes of it."""
        done: dict[str, Any] = self.operator.json("upload", file, "--key", KEY, "--allow-removals", "--watch")
        return done

    def let_days_pass(self, username: str) -> None:
        """Let an agent's user be old enough to be believed gone."""
        self.stack.client("dynamodb").update_item(
            TableName=self.stack.outputs()["agents_table"],
            Key={"username": {"S": username}},
            UpdateExpression="SET user_since = :then",
            ExpressionAttributeValues={":then": {"S": "2026-01-01T00:00:00.000Z"}},
        )


@pytest.fixture
def story(stack: Stack, controls: Controls, tmp_path: Path) -> Iterator[Story]:
    """With one shard, so that agents come in the order of their file."""
    shards = controls.streams()["shards"]
    controls.set_shards(1)
    yield Story(stack, tmp_path)
    controls.clear_faults()
    controls.set_shards(shards)


@pytest.mark.needs_local_aws("one shard and late answers")
def test_what_is_begun_can_be_stopped_gone_on_with_undone_and_mended(story: Story, controls: Controls) -> None:
    operator = story.operator
    story.upload("before.csv")
    old = story.users()
    assert len(old) == len(before())

    assert story.plan("after.csv") == {"create": NEW, "change": CHANGED, "remove": LEAVERS, "unchanged": STAYERS}
    assert story.users() == old

    controls.connect_delay_next("CreateUser", 0.8, times=NEW)
    operator.json("upload", "after.csv", "--key", KEY, "--allow-removals")
    wait_until(lambda: len(story.users()) > len(old), "the first new user")
    stopped = operator.json("stop", KEY)
    half = story.stack.finished_import(KEY)
    controls.clear_faults()
    made = [name for name in story.users() if name not in old]
    assert stopped["import_id"] == half["import_id"]
    assert 0 < len(made) < NEW
    assert counts(half) == {
        "rows": len(after()),
        "created": len(made),
        "unchanged": STAYERS,
        "superseded": NEW + CHANGED + LEAVERS - len(made),
    }
    assert {name: seen for name, seen in story.users().items() if name in old} == old
    [given_up] = {
        line["reason"] for line in story.stack.report_rows(half, "outcome.csv") if line["outcome"] == "superseded"
    }
    assert half["stopped_by"] in given_up

    left = NEW - len(made)
    rest = {"create": left, "change": CHANGED, "remove": LEAVERS, "unchanged": STAYERS + len(made)}
    assert story.plan("after.csv") == rest

    done = story.upload("after.csv")
    assert counts(done["counts"])["created"] == left
    new = story.users()
    wanted = {str(line["username"]): line["acw_seconds"] for line in after() if line["status"] == "active"}
    assert {name: seen[1]["AfterContactWorkTimeLimit"] for name, seen in new.items()} == wanted

    assert story.plan("after.csv") == {"unchanged": len(after())}

    undone = operator.json("undo", done["import_id"], "--allow-removals", "--yes", "--watch")
    assert undone["counts"]["removed"] == left
    assert story.users() == old | {name: new[name] for name in made}
    operator.json("undo", half["import_id"], "--allow-removals", "--yes", "--watch")
    assert story.users() == old

    connect, instance = story.stack.client("connect"), story.stack.outputs()["instance_id"]
    deleted, changed = (str(line["username"]) for line in before()[:2])
    ids = {name: user["Id"] for name, user in story.stack.users().items()}
    connect.delete_user(InstanceId=instance, UserId=ids[deleted])
    by_hand = old[changed][1] | {"AfterContactWorkTimeLimit": 99}
    connect.update_user_phone_config(InstanceId=instance, UserId=ids[changed], PhoneConfig=by_hand)
    assert story.plan("before.csv") == {"unchanged": len(before())}
    story.let_days_pass(deleted)
    drift = operator.json("drift", deleted, changed, "--mend", "--yes")
    assert drift["missing"] == [deleted]
    assert [(one["username"], one["facet"]) for one in drift["different"]] == [(changed, "phone")]
    story.stack.settle()
    assert story.users() == old
    assert operator.json("drift", deleted, changed)["drift"] is False
