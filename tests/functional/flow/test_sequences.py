"""Uploads that do not overlap, against a model of what an administrator expects."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.functional.flow.actors import Faults
from tests.functional.flow.connect import ROUTING
from tests.functional.flow.files import Version, body, versions
from tests.functional.flow.world import World, check_at_rest

NAMES = ("ada", "ben", "cyd", "dan")


@dataclass(frozen=True)
class Upload:
    """One version of a file."""

    key: str
    version: Version
    with_acw: bool

    @property
    def body(self) -> bytes:
        return body(self.version, with_acw=self.with_acw)


@dataclass(frozen=True)
class Expected:
    """What is expected of one agent.

    Attributes:
        owner: the file that listed it last.
        acw: its after-call work in seconds, as wanted.
        evening: its routing profile, as wanted; None names one that is not there.
        user: what its user has; None without one.
    """

    owner: str
    acw: int
    evening: bool | None
    user: tuple[int, bool] | None = None

    def settled(self) -> Expected:
        """Tell Connect what is wanted, all or nothing."""
        return self if self.evening is None else replace(self, user=(self.acw, self.evening))


def expect(agents: dict[str, Expected], upload: Upload, *, mirror: bool) -> dict[str, Expected]:
    """Return what is expected after an upload that counts."""
    after = dict(agents)
    for line in upload.version:
        if upload.with_acw and line.acw is None:
            continue
        before = after.pop(line.name, None)
        if line.active:
            kept = before.acw if before else 0
            wanted = line.acw if upload.with_acw and line.acw is not None else kept
            user = before.user if before else None
            after[line.name] = Expected(upload.key, wanted, line.evening, user).settled()
    listed = {line.name for line in upload.version}
    if mirror:
        after = {name: one for name, one in after.items() if one.owner != upload.key or name in listed}
    return after


def users_of(world: World) -> dict[str, tuple[int, bool]]:
    return {
        name: (user["PhoneConfig"]["AfterContactWorkTimeLimit"], user["RoutingProfileId"] == ROUTING["Evening"])
        for name, user in world.users().items()
    }


UPLOADS = st.lists(
    st.builds(Upload, st.sampled_from(["north.csv", "south.csv"]), versions(NAMES), st.booleans()),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("mirror", [False, True], ids=["merge", "mirror"])
@settings(max_examples=150)
@given(uploads=UPLOADS, order=st.randoms(use_true_random=False), lag_seconds=st.sampled_from([0.0, 5.0, 200.0]))
def test_any_order_of_versions_and_duplicates(
    mirror: bool, uploads: list[Upload], order: object, lag_seconds: float
) -> None:
    """However late Connect shows who is made."""
    world, agents = World(mirror=mirror), dict[str, Expected]()
    world.connect.lag_seconds = lag_seconds
    messages = [world.upload(upload.key, upload.body) for upload in uploads]
    world.messages.clear()
    shuffled = list(range(len(uploads))) + list(range(0, len(uploads), 2))
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    newest: dict[str, int] = {}

    for number in shuffled:
        upload = uploads[number]
        if newest.get(upload.key, -1) < number:
            newest[upload.key] = number
            agents = expect(agents, upload, mirror=mirror)
        world.deliver(messages[number])
        world.drain()
        check_at_rest(world)
        assert users_of(world) == {name: one.user for name, one in agents.items() if one.user}


@settings(max_examples=60)
@given(version=versions(NAMES), with_acw=st.booleans())
def test_the_same_file_again_changes_nothing_and_calls_nobody(version: Version, with_acw: bool) -> None:
    world = World()
    good = tuple(replace(line, evening=bool(line.evening)) for line in version)
    world.upload("agents.csv", body(good, with_acw=with_acw))
    world.drain()
    before, faults = world.agents(), Faults()

    world.upload("agents.csv", body(good, with_acw=with_acw))
    world.drain(faults)

    check_at_rest(world)
    assert world.agents() == before
    assert not [call for call in faults.calls if call.startswith("connect.")]
    record = world.records()[-1]
    assert record.get("unchanged", 0) + record.get("rejected", 0) == record.get("rows", 0) == len(good)
