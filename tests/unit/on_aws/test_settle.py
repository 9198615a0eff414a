"""A deployment on an account is at rest when it was found so twice in a row, however long the looks take."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from tests.end_to_end import account
from tests.end_to_end.account import EnvironmentAccount

LOOK_SECONDS = 3.0


class Clock:
    """Time passes by looks and by sleeping."""

    def __init__(self, *looks: list[str]) -> None:
        self.now, self._looks = 0.0, iter(looks)

    def at_work(self, *_: object) -> list[str]:
        self.now += LOOK_SECONDS
        return next(self._looks)

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def settle(monkeypatch: pytest.MonkeyPatch, seconds: float, *looks: list[str]) -> float:
    """Return how long it waited."""
    clock = Clock(*looks)
    monkeypatch.setattr(account, "at_work", clock.at_work)
    monkeypatch.setattr(account, "time", SimpleNamespace(monotonic=lambda: clock.now, sleep=clock.sleep))
    EnvironmentAccount({}).settle(dict, seconds)
    return clock.now


def test_it_ends_with_the_second_look_that_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settle(monkeypatch, 60, [], []) == 2 * LOOK_SECONDS + 2
    assert settle(monkeypatch, 60, ["1 agents that wait"], [], ["1 unfinished imports"], [], []) > 5 * LOOK_SECONDS


def test_the_last_look_counts_though_it_came_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert settle(monkeypatch, 7, [], []) == 2 * LOOK_SECONDS + 2


@pytest.mark.parametrize(
    ("last", "said"), [(["2 agents that wait"], "2 agents that wait"), ([], "too few quiet looks")]
)
def test_what_is_still_at_work_is_told(monkeypatch: pytest.MonkeyPatch, last: list[str], said: str) -> None:
    with pytest.raises(TimeoutError, match=f"after 2 s there are still {said}"):
        settle(monkeypatch, 2, last)
