"""Calls use Connect's quota, and are not thrown away by it."""

from __future__ import annotations

import heapq
import itertools
import random

import pytest

from provision.connect.errors import OutOfTimeError
from roster.errors import RetryableError
from tests.unit.provision.pacing.pace import Board, FakeTime, Quota, pacer_of


class Lane:
    """One container that calls as fast as it may; its sleeps end when the simulation comes to it again."""

    def __init__(self, board: Board, number: int, rate: float, calls: int, start: float) -> None:
        self.time = FakeTime(now=start)
        self.pacer = pacer_of(self.time, rate=rate, board=board, number=number)
        self.left = calls
        self.begun = False


def simulate(lanes: list[Lane], quota: Quota) -> float:
    """Run lanes side by side, always the one whose time is behind, and return when the last call passed."""
    shake = random.Random(3)  # noqa: S311 (a fixed order)
    order = itertools.count()
    queue = [(lane.time.now, next(order), lane) for lane in lanes]
    heapq.heapify(queue)
    last = 0.0
    while queue:
        now, _, lane = heapq.heappop(queue)
        lane.time.now = now
        turn_at = lane.pacer.wait_for_turn("create_user")
        # A call takes a while to get to Connect; the next begins meanwhile, in another thread.
        if quota.allows(max(quota.at, turn_at + shake.uniform(0, 0.05))):
            lane.pacer.call_succeeded("create_user")
            lane.left -= 1
            last = lane.time.now
        else:
            lane.pacer.call_throttled("create_user", turn_at)
        if lane.left:
            heapq.heappush(queue, (lane.time.now, next(order), lane))
        else:
            lane.pacer.end_invocation()
    return last


@pytest.mark.parametrize("rate", [2.0, 20.0, 50.0])
@pytest.mark.parametrize(("shards", "least"), [(1, 0.95), (4, 0.90)])
def test_the_quota_is_used_and_few_calls_are_throttled(shards: int, least: float, rate: float) -> None:
    start = 1_000_000.0
    board, quota = Board(), Quota(rate, start)
    # Shards are never of one size.
    sizes = {1: [500], 4: [110, 120, 130, 140]}[shards]
    lanes = [Lane(board, number + 1, rate, size, start) for number, size in enumerate(sizes)]

    seconds = simulate(lanes, quota) - start

    assert quota.passed == 500
    assert quota.passed / seconds >= least * rate
    assert quota.refused <= 0.05 * 500


def test_it_gives_way_to_others_and_comes_back() -> None:
    """Another program takes half of the quota, then ends."""
    start = 1_000_000.0
    quota = Quota(10.0, start)
    lane = Lane(Board(), 1, 10.0, 400, start)
    taken = 0
    while lane.left:
        turn_at = lane.pacer.wait_for_turn("create_user")
        while start + taken / 5 < lane.time.now < start + 60:
            taken += 1
            quota.allows(max(quota.at, start + taken / 5))
        own = quota.allows(max(quota.at, turn_at))
        if own:
            lane.pacer.call_succeeded("create_user")
            lane.left -= 1
        else:
            lane.pacer.call_throttled("create_user", turn_at)

    assert quota.refused / (quota.passed + quota.refused) < 0.15
    assert lane.pacer.wait_for_turn("create_user") - lane.time.now <= 0


def test_each_api_has_its_own_bucket_and_reads_are_faster() -> None:
    """Who calls alone begins with a second's worth."""
    time = FakeTime()
    pacer = pacer_of(time)

    def seconds(api: str, calls: int) -> float:
        before = time.now
        for _ in range(calls):
            pacer.wait_for_turn(api)
        return time.now - before

    assert seconds("create_user", 22) == pytest.approx(10, rel=0.05)
    assert seconds("update_user_hierarchy", 1) == 0
    assert seconds("describe_user", 110) == pytest.approx(10, rel=0.05)


def test_it_slows_down_once_for_calls_that_were_throttled_together() -> None:
    time = FakeTime()
    pacer = pacer_of(time, rate=10)
    together = [pacer.wait_for_turn("create_user") for _ in range(5)]
    for turn_at in together:
        pacer.call_throttled("create_user", turn_at)
    before = time.now
    for _ in range(8):
        pacer.wait_for_turn("create_user")

    assert time.now - before == pytest.approx(1.0, rel=0.1)


def test_it_never_slows_down_to_nothing() -> None:
    time = FakeTime()
    pacer = pacer_of(time, rate=10)
    for _ in range(100):
        pacer.call_throttled("create_user", pacer.wait_for_turn("create_user"))
    before = time.now
    pacer.wait_for_turn("create_user")

    assert time.now - before <= 1.01


def test_it_never_sleeps_into_the_end_of_the_invocation() -> None:
    time = FakeTime()
    pacer = pacer_of(time, rate=0.1)
    pacer.begin_invocation(25)
    assert [pacer.wait_for_turn("create_user") - 1_000_000 for _ in range(3)] == pytest.approx([0, 10, 20], abs=0.1)

    with pytest.raises(OutOfTimeError):
        pacer.wait_for_turn("create_user")
    with pytest.raises(OutOfTimeError):
        pacer.sleep(6)

    assert time.now - 1_000_000 == pytest.approx(20, abs=0.1)
    assert not pacer.out_of_time
    pacer.sleep(4.9)
    time.now += 0.2
    assert pacer.out_of_time
    pacer.begin_invocation(60)
    pacer.wait_for_turn("create_user")
    assert issubclass(OutOfTimeError, RetryableError)


def test_a_longer_wait_looks_whether_others_left() -> None:
    time, board = FakeTime(), Board({9: 1_000_005.0})
    pacer = pacer_of(time, rate=0.1, board=board)
    pacer.wait_for_turn("create_user")

    pacer.wait_for_turn("create_user")

    assert max(time.slept) <= 1
    assert time.now - 1_000_000 < 15
