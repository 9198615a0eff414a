"""Two runs of ingest at once, one waiting at each of its calls in turn while the other runs to its end."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

import pytest

from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.files import NEW, OLD, Line, Version, body, is_as_said
from tests.functional.flow.world import Message, World, check_at_rest


@functools.cache
def _saved(version: Version, *, mirror: bool) -> Callable[[], World]:
    world = World(mirror=mirror)
    world.upload("agents.csv", body(version))
    world.drain()
    return world.saved()


PAIRS = 50
"""Of calls at which two runs of provision wait, at least."""


def settled(*, mirror: bool) -> World:
    """Make a world that has imported the first file."""
    return _saved(OLD, mirror=mirror)()


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
            name: record.get(name, 0)
            for name in ("rows", "dropped", "created", "updated", "removed", "unchanged", "rejected")
        }
        removed = 2 if mirror else 1
        expected = {"created": 1, "updated": 1, "removed": removed, "unchanged": 1, "rejected": 1}
        assert counts == {"rows": len(NEW), "dropped": int(mirror), **expected}, calls
        if not more:
            break
    assert calls > 15


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
def test_two_runs_of_one_version_that_take_turns(mirror: bool) -> None:
    """Neither comes to its end while the other waits, so the line that the import stands at has to keep them apart."""
    longest = 0
    for calls, more_calls in itertools.product(range(6, 26, 2), range(6, 26)):
        world = settled(mirror=mirror)
        message = world.upload("agents.csv", body(NEW))
        world.messages.clear()
        runs = [Actor(Faults(), paced=True).start(message.work) for _ in range(2)]
        for run, steps in zip(runs, (calls, more_calls), strict=True):
            run.steps(steps)
        longest += not any(run.done for run in runs)
        for run in runs:
            if not run.done:
                run.steps(-1)
            if run.failed:
                world.messages.append(message)
        world.drain()

        check_new_state(world, mirror=mirror)
        record = world.records()[-1]
        assert (record["rows"], record.get("dropped", 0)) == (len(NEW), mirror), (calls, more_calls)
    assert longest > 50


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


def wake_up(world: World, acw: int) -> Message:
    """Ingest a version in which Ada has another after-call work limit; return what wakes provision."""
    world.deliver(world.upload("agents.csv", body((Line("ada", acw, evening=False, active=acw > 0),))))
    [woken] = [message for message in world.messages if message.function == "provision"]
    world.messages = [message for message in world.messages if message.function == "report"]
    return woken


@pytest.mark.parametrize("limits", [(10, 20, 10), (10, 0, 10), (0, 10, 0)], ids=str)
@pytest.mark.parametrize("first_ends_first", [True, False])
def test_two_runs_of_provision_for_one_agent(limits: tuple[int, int, int], first_ends_first: bool) -> None:
    """Neither may have the last word: a third version came meanwhile, which is as the first.

    Each run waits behind each of its calls, up to the one behind which it has ended.
    """
    pairs = 0
    for calls in itertools.count():
        for more_calls in itertools.count():
            world = _saved((Line("ada", 5, evening=False, active=True),), mirror=False)()
            runs = []
            for acw, steps in zip(limits[:2], (calls, more_calls), strict=True):
                run = Actor(Faults(), paced=True).start(wake_up(world, acw).work)
                run.steps(steps)
                runs.append(run)
            first_ended, second_ended = (run.done for run in runs)
            last = wake_up(world, limits[2])
            world.messages.append(last)

            for run in runs if first_ends_first else reversed(runs):
                if not run.done:
                    run.steps(-1)
            world.drain()

            check_at_rest(world)
            line = Line("ada", limits[2], evening=False, active=limits[2] > 0)
            assert is_as_said(line, world.users().get("ada"), world.agents()["ada"]), (calls, more_calls)
            pairs += 1
            if second_ended:
                break
        if first_ended:
            break
    assert pairs > PAIRS
