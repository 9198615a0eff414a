"""Imports take turns: a small one that comes behind a large one waits for a few of its agents, and each comes once."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from typing import Any

import pytest

from provision.container import Container
from provision.handler import run_batch
from provision.retrying.turn import Turn
from roster.clock import utc_now
from roster.requeue_failed_agents import RequeueFailedAgents
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.connect import ROUTING
from tests.functional.flow.files import Line, body
from tests.functional.flow.world import World, check_at_rest
from tests.functional.provision.wire import Death, server_error
from tests.functional.stores import KEY_ARN, Deployment

RATE = 2.0
BATCH = 25


class Queue:
    """Takes the messages of the retry queue."""

    def __init__(self) -> None:
        self.bodies: list[str] = []

    def send_message(self, *, MessageBody: str, **_: Any) -> None:  # noqa: N803
        self.bodies.append(MessageBody)

    def take(self) -> dict[str, Any]:
        bodies, self.bodies = self.bodies, []
        records = [
            {"messageId": str(number), "body": one, "eventSource": "aws:sqs"} for number, one in enumerate(bodies)
        ]
        return {"Records": records}


def upload(world: World, key: str, amount: int, *, evening: bool | None = False) -> list[str]:
    """Have a directory taken in, and return its agents in the stream's order."""
    name = key.removesuffix(".csv")
    lines = tuple(Line(f"{name}{number}", 10, evening=evening, active=True) for number in range(amount))
    world.deliver(world.upload(key, body(lines)))
    return stream_of(world)


def stream_of(world: World) -> list[str]:
    """Take the names that woke provision since it was last asked."""
    names = [message.about[0] for message in world.messages if message.function == "provision"]
    world.messages = [message for message in world.messages if message.function == "report"]
    return names


def event(names: list[str], source: str | None = "aws:dynamodb") -> dict[str, Any]:
    changes = [{"Keys": {"username": {"S": name}}, "SequenceNumber": f"of-{name}"} for name in names]
    return {"Records": [{"eventName": "MODIFY", "eventSource": source, "dynamodb": change} for change in changes]}


def retry(world: World, names: list[str]) -> list[str]:
    """Put failed agents back as `rollcall retry` does."""
    stores = Deployment(world.s3, world.dynamodb, world.secrets, KEY_ARN)
    requeue = RequeueFailedAgents(
        world.dynamodb,  # type: ignore[arg-type]
        agents=stores.stores.agents,
        outcomes=stores.outcomes,
        files=stores.stores.files,
        clock=utc_now,
    )
    assert sorted(requeue.requeue(names).agents) == sorted(names)
    return stream_of(world)


def created(world: World) -> list[str]:
    """Users in the order in which they were created."""
    return [user["Username"] for user in world.connect.users.values()]


def batches(names: list[str]) -> list[list[str]]:
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]


def check_counts(world: World, **expected: int) -> None:
    """Every import has ended, and as many agents of each were created."""
    world.drain()
    check_at_rest(world)
    assert {record["key"]: record.get("created", 0) for record in world.records()} == {
        f"{name}.csv": number for name, number in expected.items()
    }
    assert len(created(world)) == sum(expected.values())


def test_small_imports_and_a_retry_do_not_wait_for_a_large_one(monkeypatch: pytest.MonkeyPatch) -> None:
    world, faults = World(), Faults()
    container = world.container(Actor(faults, paced=False), rate=RATE, sqs=Queue())
    failed = upload(world, "old.csv", 4, evening=None)
    run_batch(container, event(failed), 900, workers=1)
    world.drain()
    stream = upload(world, "large.csv", 120) + upload(world, "left.csv", 6) + upload(world, "right.csv", 6)
    monkeypatch.setitem(ROUTING, "Missing", "routing-3")
    stream += retry(world, failed)
    world.now += 60  # from then on names are listed again
    began, calls = world.now, len(faults.calls)

    for batch in batches(stream):
        assert run_batch(container, event(batch), 900, workers=1) == {"batchItemFailures": []}

    order = created(world)
    small = [at for at, name in enumerate(order) if not name.startswith("large")]
    assert len(small) == 16
    # Four imports take turns until each of the small ones is done.
    assert max(small) <= 4 * 6 + 1
    assert faults.calls.count("connect.create_user") == len(order) == 136
    assert len(order) / (world.now - began) >= 0.95 * RATE
    # What is looked up is no more than some queries a second, beside presences.
    assert faults.calls[calls:].count("dynamodb.query") <= 3 * (world.now - began)
    check_counts(world, large=120, left=6, right=6, old=4)


def test_two_large_imports_have_as_many_turns_each() -> None:
    world = World()
    container = world.container(Actor(Faults(), paced=False), rate=RATE, sqs=Queue())
    stream = upload(world, "first.csv", 60) + upload(world, "second.csv", 60)

    for batch in batches(stream):
        assert run_batch(container, event(batch), 900, workers=1) == {"batchItemFailures": []}
        done = created(world)
        ahead = sum(name.startswith("first") for name in done) - sum(name.startswith("second") for name in done)
        assert abs(ahead) <= 1

    check_counts(world, first=60, second=60)


def test_an_import_alone_costs_a_query_every_other_second() -> None:
    world, faults = World(), Faults()
    container = world.container(Actor(faults, paced=False), rate=RATE, sqs=Queue())
    stream = upload(world, "alone.csv", 50)
    began = world.now
    asked: list[str] = []
    query = world.dynamodb.query
    world.dynamodb.query = lambda **request: asked.append(request.get("IndexName", "")) or query(**request)  # type: ignore[method-assign,func-returns-value]

    for batch in batches(stream):
        run_batch(container, event(batch), 900, workers=1)

    del world.dynamodb.query
    assert asked.count("in_line") == 0
    assert 1 <= asked.count("unfinished") <= (world.now - began) / 2 + 1
    check_counts(world, alone=50)


@pytest.mark.parametrize("seed", range(12))
def test_containers_at_once_make_each_user_once(seed: int) -> None:
    """Three shards, whose containers take steps in any order, and choose from the same small imports."""
    random.seed(seed)  # containers choose agents by chance
    choose = random.Random(seed)  # noqa: S311 (the same order every time)
    world, queue = World(), Queue()
    stream = upload(world, "large.csv", 21) + upload(world, "left.csv", 4) + upload(world, "right.csv", 4)
    shards = [stream[at::3] for at in range(3)]
    faults = [Faults() for _ in shards]
    actors = []
    for fault, names in zip(faults, shards, strict=True):
        actor = Actor(fault, paced=True)
        container = world.container(actor, sqs=queue)
        actors.append(actor.start(lambda _, container=container, names=names: run(container, names)))  # type: ignore[misc]

    while running := [actor for actor in actors if not actor.done]:
        choose.choice(running).steps(choose.choice([1, 1, 2, 5]))

    assert not any(actor.failed for actor in actors)
    again = world.container(Actor(Faults(), paced=False), sqs=queue)
    run_batch(again, queue.take(), 900)
    check_counts(world, large=21, left=4, right=4)


@pytest.mark.parametrize("both_read_first", [True, False])
def test_of_two_that_choose_the_same_agent_one_works_on_it(both_read_first: bool) -> None:
    world, faults = World(), [Faults(), Faults()]
    [name] = upload(world, "small.csv", 1)
    import_id = world.records()[0]["import_id"]

    def work(actor: Actor) -> None:
        world.container(actor).provisioner.provision(name, turn=Turn(name, ahead_for=import_id))

    actors = [Actor(fault, paced=True).start(work) for fault in faults]
    if both_read_first:
        for actor in actors:
            actor.steps(1)
    while "dynamodb.update_item" not in faults[0].calls:
        actors[0].steps(1)
    assert created(world) == []  # it has claimed the agent, and not made the user yet
    for actor in reversed(actors):
        actor.steps(-1)

    assert [fault.calls.count("connect.create_user") for fault in faults] == [1, 0]
    check_counts(world, small=1)


def run(container: Container, names: list[str]) -> None:
    assert run_batch(container, event(names), 900, workers=1) == {"batchItemFailures": []}


def broken() -> BaseException:
    return server_error("AnyOperation")


@pytest.mark.parametrize(
    ("make", "after"),
    [(Death, False), (Death, True), (broken, False), (broken, True)],
    ids=["dies before", "dies after", "refused", "answer lost"],
)
def test_one_call_that_goes_wrong_in_any_turn_costs_nothing(make: Callable[[], BaseException], after: bool) -> None:
    for at in itertools.count():
        world, queue, faults = World(), Queue(), Faults(at, after=after, make=make)
        large, small = upload(world, "large.csv", 3), upload(world, "small.csv", 2)

        Actor(faults, paced=False).run(lambda actor: run(world.container(actor, sqs=queue), large))  # noqa: B023

        # Whatever became of it: the records of all come once more, and the messages of the retry queue.
        container = world.container(Actor(Faults(), paced=False), sqs=queue)
        world.now += 60
        run_batch(container, queue.take(), 900)
        assert run_batch(container, event(large + small), 900, workers=1) == {"batchItemFailures": []}
        check_counts(world, large=3, small=2)
        if not faults.struck:
            break
    # Three of the batch, two ahead of their records.
    assert faults.calls.count("connect.create_user") == 5
    assert at > 20


def test_a_look_up_that_fails_leaves_the_order_of_the_stream(caplog: pytest.LogCaptureFixture) -> None:
    world = World()
    container = world.container(Actor(Faults(), paced=False), rate=RATE, sqs=Queue())
    stream = upload(world, "large.csv", 60) + upload(world, "small.csv", 3)
    query = world.dynamodb.query
    until = world.now + 40

    def refuse(**request: Any) -> Any:
        if request.get("IndexName") == "in_line" and world.now < until:
            raise server_error("Query")
        return query(**request)

    world.dynamodb.query = refuse  # type: ignore[method-assign]
    for batch in batches(stream):
        assert run_batch(container, event(batch), 900, workers=1) == {"batchItemFailures": []}
    del world.dynamodb.query

    order = created(world)
    assert order.index("small0") > 40
    assert len([entry for entry in caplog.records if "Can't look up agents in line" in entry.getMessage()]) == 1
    check_counts(world, large=60, small=3)


def test_an_agent_without_import_and_a_record_without_source_give_the_stream_alone() -> None:
    """Upkeep invokes the function for one agent, and waits for it."""
    world = World()
    container = world.container(Actor(Faults(), paced=False), sqs=Queue())
    large, small = upload(world, "large.csv", 3), upload(world, "small.csv", 2)

    run_batch(container, event(large[:1], source=None), 900, workers=1)

    assert created(world) == large[:1]
    run_batch(container, event(large + small), 900, workers=1)
    check_counts(world, large=3, small=2)
