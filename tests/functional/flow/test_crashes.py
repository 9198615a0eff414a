"""Any call of the whole flow may go wrong once: the outcome is the one of a run in which nothing did."""

from __future__ import annotations

import functools
import gzip
import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.functional.flow.actors import Faults
from tests.functional.flow.files import NEW, OLD, Line, body
from tests.functional.flow.world import UPLOADS, World, check_at_rest, check_no_password_left
from tests.functional.provision.wire import Death, server_error

FILE = (
    *NEW,
    Line("gus", 30, evening=None, active=True),
    Line("hal", 30, evening=False, active=True),
)
"""And one that fails, and one that is adopted."""

FIRST_FILE = 30
"""Calls that importing the first file takes at least."""


broken = functools.partial(server_error, "AnyOperation")


@functools.cache
def _saved() -> Callable[[], World]:
    world = _with_user_made_by_hand()
    world.upload("agents.csv", body(OLD))
    world.drain()
    return world.saved()


def prepared(*, settled: bool) -> World:
    """A mirror that has imported the first file, or has it uploaded, and a user made by hand."""
    if settled:
        return _saved()()
    world = _with_user_made_by_hand()
    world.upload("agents.csv", body(OLD))
    return world


def _with_user_made_by_hand() -> World:
    world = World(mirror=True)
    world.connect.create_user(
        InstanceId="i",
        Username="hal",
        IdentityInfo={"FirstName": "By", "LastName": "Hand"},
        PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": True, "AfterContactWorkTimeLimit": 1},
        RoutingProfileId="routing-2",
        SecurityProfileIds=["security-1"],
    )
    return world


def seen(world: World) -> dict[str, str]:
    """Everything that there is, but for times, and for ids that are drawn."""
    outcomes = [item for item in world.items("outcomes") if item["import_id"][0] != "#"]
    files = {key: versions[-1].body for (bucket, key), versions in world.s3.objects.items() if bucket != UPLOADS}
    # Page and summary say what the tables of the report say, beside times and the remarks that a second try makes.
    files = {key: body for key, body in files.items() if not key.endswith((".html", ".json"))}
    state: dict[str, Any] = {
        "users": sorted(world.users().items()),
        "agents": [without(item, "attempts", "revision") for _, item in sorted(world.agents().items())],
        "imports": [without(record, "version_id", "redacted_version") for record in world.records()],
        "outcomes": sorted(repr(without(item)) for item in outcomes),
        "secrets": {name: sorted(json.loads(value)) for name, value in sorted(world.secrets.values.items())},
        "uploads": [version.body for version in world.s3.objects[(UPLOADS, "agents.csv")]],
        "notifications": sorted(set(map(plain, world.topic.messages))),
    }
    state |= {key: gzip.decompress(body) if key.endswith(".gz") else body for key, body in files.items()}
    ids = {user["Id"]: f"id-of-{user['Username']}" for user in world.connect.users.values()}
    return {
        name: re.sub(r"user-\d+", lambda found: ids.get(found[0], "nobody"), plain(repr(part)))
        for name, part in state.items()
    }


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    times = ("expires_at", "at", "created_at", "updated_at", "started_at", "progress_at", "finished_at")
    return {name: item[name] for name in sorted(item) if name not in {*names, *times}}


def plain(text: str) -> str:
    """Take the times out, how long something took, and that a user was gone: a second try finds its work done."""
    text = re.sub(r"('(status_)?reason': ')?Amazon Connect had no such user \(any more\)(', )?", "", text)
    text = re.sub(r"done [\w ]+ later", "LATER", text)
    text = re.sub(r"\d{4}-\d\d-\d\d[T ][0-9:.]+(Z| UTC)?", "TIME", text)
    return re.sub(r"\d+(\.\d+)? (s|seconds?|a second)\b|\"(seconds|per_second)\": [0-9.]+", "DURATION", text)


@pytest.mark.parametrize(
    ("make", "after"),
    [(Death, False), (broken, False), (broken, True)],
    ids=["dies", "refused", "answer lost"],
)
@pytest.mark.parametrize("settled", [True, False], ids=["settled", "first file under way"])
def test_one_call_that_goes_wrong_changes_nothing_in_the_end(
    settled: bool, make: Callable[[], BaseException], after: bool
) -> None:
    clean = prepared(settled=settled)
    clean.upload("agents.csv", body(FILE))
    clean.drain()
    check_at_rest(clean)
    expected = seen(clean)

    for at in itertools.count():
        world, faults = prepared(settled=settled), Faults(at, after=after, make=make)
        world.upload("agents.csv", body(FILE))

        world.drain(faults)

        check_at_rest(world)
        now = seen(world)
        assert {
            name: now.get(name) for name in now.keys() | expected.keys() if now.get(name) != expected.get(name)
        } == {}
        check_no_password_left(world, (line.password for line in (*OLD, *FILE)))
        if not faults.struck:
            break
    assert at > FIRST_FILE
