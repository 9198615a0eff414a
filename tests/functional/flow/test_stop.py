"""Stopping an import at any moment: each agent is as the file wants it or as it was, and the counts say which."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable

import pytest

from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.files import NEW, OLD, Line, body, is_as_said
from tests.functional.flow.world import OPERATOR, World, check_at_rest
from tests.functional.provision.wire import Death, server_error

KEY = "agents.csv"
FILE = (*NEW, Line("gus", 30, evening=None, active=True))
"""And one that fails: Connect lacks the profile that it names."""

MESSAGES = 6
"""Deliveries after which the import of `FILE` is over: ingest, one for each agent that changes, and report."""


@functools.cache
def _saved() -> Callable[[], World]:
    world = World()
    world.upload(KEY, body(OLD))
    world.drain()
    return world.saved()


def under_way(deliveries: int) -> World:
    """Make a world that has imported the first file, and delivered some messages of the second."""
    world = _saved()()
    world.upload(KEY, body(FILE))
    for _ in range(deliveries):
        world.deliver(world.messages.pop(0))
    return world


def check_stopped(world: World) -> None:
    """Each line is done or given up, and nothing lies between."""
    check_at_rest(world)
    record = world.records()[-1]
    outcomes = {item["username"]: item["outcome"] for item in world.outcomes(record["import_id"])}
    users, agents = world.users(), world.agents()
    before = {line.name: line for line in OLD}
    for number, line in enumerate(FILE, start=2):
        if line.acw is None:
            continue
        taken_in = number < record["position"]
        outcome = outcomes.get(line.name, "unchanged") if taken_in else "superseded"
        if outcome != "superseded":
            assert is_as_said(line, users.get(line.name), agents.get(line.name)), (line, outcome)
        elif line.name in before:
            assert is_as_said(before[line.name], users.get(line.name), agents.get(line.name)), (line, agents)
        else:
            assert line.name not in users
            assert agents.get(line.name, {"status": "REMOVED"})["status"] == "REMOVED"
    given_up = [name for name, outcome in outcomes.items() if outcome == "superseded"]
    assert record.get("superseded", 0) == len(given_up)


def stop_now(world: World, faults: Faults | None = None) -> None:
    """Run `rollcall stop`, again if it dies."""
    work = world.stop(world.records()[-1]).work
    if Actor(faults or Faults(), paced=False).run(work).failed:
        assert not Actor(Faults(), paced=False).run(work).failed


@pytest.mark.parametrize("deliveries", range(1, MESSAGES))
def test_what_is_done_stays_and_nothing_more_is_begun(deliveries: int) -> None:
    world = under_way(deliveries)
    users = world.users()

    stop_now(world)
    world.drain()

    check_stopped(world)
    assert world.users() == users
    record = world.records()[-1]
    assert record["stopped_by"] == OPERATOR
    assert record.get("created", 0) + record.get("updated", 0) + record.get("removed", 0) == min(deliveries - 1, 3)
    [page] = [
        versions[-1].body
        for (_, key), versions in world.s3.objects.items()
        if key.endswith("report.html") and record["import_id"] in key
    ]
    assert OPERATOR.encode() in page


@pytest.mark.parametrize(
    ("make", "after"),
    [(Death, False), (functools.partial(server_error, "AnyOperation"), True)],
    ids=["dies", "answer lost"],
)
@pytest.mark.parametrize("deliveries", [1, 3])
def test_a_death_at_any_call(deliveries: int, make: Callable[[], BaseException], after: bool) -> None:
    """Of stop itself, or of whatever runs after it."""
    for at in itertools.count():
        world, faults = under_way(deliveries), Faults(at, after=after, make=make)

        stop_now(world, faults)
        world.drain(faults)

        check_stopped(world)
        if not faults.struck:
            break
    assert at > 15


def test_stopped_but_for_the_sweep_it_ends_all_the_same() -> None:
    """Whoever dies after the mark has stopped the import: provision gives each agent up that it is woken for."""
    world = under_way(1)
    users = world.users()
    assert Actor(Faults(2), paced=False).run(world.stop(world.records()[-1]).work).failed

    world.drain()

    check_stopped(world)
    assert world.users() == users
    assert world.records()[-1]["superseded"] == 4


@pytest.mark.parametrize("function", ["ingest", "provision"])
@pytest.mark.parametrize("stop_waits", [False, True], ids=["function waits", "stop waits"])
def test_stop_while_a_function_runs(function: str, stop_waits: bool) -> None:
    """One of the two waits behind each of its calls while the other runs to its end."""
    for calls in itertools.count():
        world = under_way(0)
        if function == "provision":
            world.deliver(world.messages.pop(0))
        else:  # its record is there already
            world.deliver(world.messages[0], Faults(8))
            world.messages.pop(0)
        message = world.messages.pop(0)
        stop = world.stop(world.records()[-1])
        first, second = (stop, message) if stop_waits else (message, stop)
        waiting = Actor(Faults(), paced=True).start(first.work)
        waiting.steps(calls)
        more = not waiting.done
        overtaking = Actor(Faults(), paced=False).run(second.work)
        if more:
            waiting.steps(-1)
        if message_failed := (overtaking if stop_waits else waiting).failed:
            world.messages.insert(0, message)
        assert not message_failed or function == "provision"

        world.drain()

        check_stopped(world)
        if not more:
            break
    assert calls > 4


def test_a_newer_upload_whose_rows_are_rejected_stops_the_older_one() -> None:
    world = World()
    world.upload(KEY, body(OLD))
    world.deliver(world.messages.pop(0))
    world.deliver(world.messages.pop(0))
    assert list(world.users()) == ["ada"]

    world.upload(KEY, body(tuple(Line(line.name, None, evening=False, active=True) for line in OLD)))
    world.messages.insert(0, world.messages.pop())
    world.drain()

    check_at_rest(world)
    older, newer = world.records()
    assert list(world.users()) == ["ada"]
    assert (older["created"], older["superseded"], older["superseded_by"]) == (1, 3, newer["sequencer"])
    assert newer["rejected"] == 4


def test_a_newer_upload_that_is_no_directory_stops_the_older_one() -> None:
    world = World()
    world.upload(KEY, body(OLD))
    world.deliver(world.messages.pop(0))

    world.upload(KEY, b"first name,last name,routing profile,security profile\nAda,King,Basic,Agent\n")
    world.messages.insert(0, world.messages.pop())
    world.drain()

    check_at_rest(world)
    assert not world.users()
    assert [record["status"] for record in world.records()] == ["FINISHED", "REJECTED"]


@pytest.mark.parametrize("first", ["directory", "plain file"])
def test_a_newer_plain_file_stops_the_older_import_whichever_is_taken_in_first(first: str) -> None:
    world = World()
    world.upload(KEY, body(OLD))
    if first == "directory":
        world.deliver(world.messages.pop(0))
        world.deliver(world.messages.pop(0))
    users = list(world.users())

    world.upload(KEY, b"minutes of the last meeting")
    world.messages.insert(0, world.messages.pop())
    world.drain()

    check_at_rest(world)
    assert list(world.users()) == users
    [record] = world.records()
    assert (record["status"], record.get("superseded")) == ("FINISHED", 3 if users else None)


def test_the_file_again_goes_on_where_the_stopped_import_was() -> None:
    world = under_way(2)
    stop_now(world)
    world.drain()

    world.upload(KEY, body(FILE))
    world.drain()

    check_at_rest(world)
    users, agents = world.users(), world.agents()
    assert all(is_as_said(line, users.get(line.name), agents.get(line.name)) for line in FILE if line.acw is not None)
