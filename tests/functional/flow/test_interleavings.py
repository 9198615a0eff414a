"""Whatever the order in which everything happens, it ends as if only the newest version of each file had been."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.files import Version, body, is_as_said, versions
from tests.functional.flow.world import Message, World, check_at_rest, check_no_password_left

FILES = {"north.csv": ("ada", "ben", "cyd"), "south.csv": ("dan", "eve")}
AT_ONCE = 4

Uploads = list[tuple[str, Version]]
UPLOADS: st.SearchStrategy[Uploads] = st.lists(
    st.sampled_from(sorted(FILES)).flatmap(lambda key: st.tuples(st.just(key), versions(FILES[key]))),
    min_size=1,
    max_size=5,
)
SEEDS = st.integers(0, 2**32)
"""Of the order in which everything happens. Choices drawn one by one would end long before an import does."""


def run(world: World, seed: int) -> None:
    """Run a world to its end, every few calls another invocation, and some messages twice."""
    choose = random.Random(seed)  # noqa: S311 (the same order every time)
    running: list[tuple[Message, Actor]] = []
    twice = 12
    while running or world.messages:
        begin = world.messages and (not running or (len(running) < AT_ONCE and choose.random() < 0.4))
        if begin:
            message = world.messages.pop(choose.randrange(len(world.messages)))
            if twice and choose.random() < 0.4:
                twice -= 1
                world.messages.append(message)
            if choose.random() < 0.3:
                world.deliver(message)  # overtakes the others
                continue
            running.append((message, Actor(Faults(), paced=True).start(message.work)))
        message, actor = choose.choice(running)
        actor.steps(choose.choice([1, 1, 1, 2, 5, -1]))
        if actor.done:
            running.remove((message, actor))
            if actor.failed:
                world.messages.append(message)


def check_newest(world: World, uploads: Uploads, *, mirror: bool) -> None:
    """Every row of the newest version of each file is in effect, and in mirror mode nobody else."""
    agents, users = world.agents(), world.users()
    for key, names in FILES.items():
        mine = [version for other, version in uploads if other == key]
        if not mine:
            continue
        listed = {line.name for line in mine[-1]}
        for line in mine[-1]:
            if line.acw is not None:
                assert is_as_said(line, users.get(line.name), agents.get(line.name)), (line, agents.get(line.name))
        if mirror:
            assert not [name for name in names if name in users and name not in listed]


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
@settings(max_examples=150)
@given(uploads=UPLOADS, seed=SEEDS)
def test_any_interleaving_ends_in_the_newest_versions(mirror: bool, uploads: Uploads, seed: int) -> None:
    world = World(mirror=mirror)
    for key, version in uploads:
        world.upload(key, body(version))

    run(world, seed)

    check_at_rest(world)
    check_newest(world, uploads, mirror=mirror)
    check_no_password_left(world, (line.password for _, version in uploads for line in version))
