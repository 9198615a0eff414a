"""Two runs of ingest at once, one waiting at each of its calls in turn while the other runs to its end."""

from __future__ import annotations

import itertools

import pytest

from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.files import Line, body, is_as_said
from tests.functional.flow.world import Message, World, check_at_rest

OLD = (
    Line("ada", 10, evening=False, active=True),
    Line("ben", 10, evening=False, active=True),
    Line("cyd", 10, evening=False, active=True),
    Line("dan", 10, evening=False, active=True),
)
NEW = (
    Line("ada", 10, evening=False, active=True),
    Line("ben", 20, evening=True, active=True),
    Line("cyd", 10, evening=False, active=False),
    Line("eve", 30, evening=False, active=True),
    Line("fay", None, evening=False, active=True),
)


def settled(*, mirror: bool) -> World:
    world = World(mirror=mirror)
    world.upload("agents.csv", body(OLD))
    world.drain()
    return world


def overlap(world: World, waiting: Message, overtaking: Message, calls: int) -> bool:
    """Let one invocation wait behind a number of calls while another runs to its end; whether it had so many."""
    world.messages.clear()
    first = Actor(Faults(), paced=True).start(waiting.work)
    first.steps(calls)
    had_more = not first.done
    second = Actor(Faults(), paced=False).run(overtaking.work)
    if had_more:
        first.steps(-1)
    for actor, message in ((first, waiting), (second, overtaking)):
        if actor.failed:
            world.messages.append(message)
    return had_more


def check_new_state(world: World, *, mirror: bool) -> None:
    check_at_rest(world)
    users, agents = world.users(), world.agents()
    assert all(is_as_said(line, users.get(line.name), agents.get(line.name)) for line in NEW if line.acw is not None)
    assert ("dan" in users) != mirror


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
def test_two_runs_of_one_version(mirror: bool) -> None:
    for calls in itertools.count():
        world = settled(mirror=mirror)
        message = world.upload("agents.csv", body(NEW))

        more = overlap(world, message, message, calls)
        world.drain()

        check_new_state(world, mirror=mirror)
        [_, record] = world.records()
        counts = {
            name: record.get(name, 0) for name in ("rows", "created", "updated", "removed", "unchanged", "rejected")
        }
        removed = 2 if mirror else 1
        expected = {"created": 1, "updated": 1, "removed": removed, "unchanged": 1, "rejected": 1}
        assert counts == {"rows": sum(expected.values()), **expected}, calls
        if not more:
            break
    assert calls > 15


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
@pytest.mark.parametrize("older_waits", [False, True], ids=["newer waits", "older waits"])
def test_an_older_and_a_newer_version(older_waits: bool, mirror: bool) -> None:
    for calls in itertools.count():
        world = settled(mirror=mirror)
        older = world.upload("agents.csv", body((*NEW[:2], Line("eve", 10, evening=False, active=True))))
        newer = world.upload("agents.csv", body(NEW))

        more = overlap(world, *((older, newer) if older_waits else (newer, older)), calls)
        world.drain()

        check_new_state(world, mirror=mirror)
        _, before, newest = world.records()
        assert before["superseded_by"] == newest["sequencer"]
        if not more:
            break
    assert calls > 5
