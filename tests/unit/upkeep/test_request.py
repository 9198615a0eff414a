"""What an invocation asks for."""

from __future__ import annotations

from typing import Any

import pytest

from roster.errors import PermanentError
from upkeep.request import UpkeepRequest, read_request


def test_the_schedule_asks_for_nothing_special() -> None:
    assert read_request({}) == UpkeepRequest(idle_seconds=3600, max_replays=5)


def test_an_operator_may_ask() -> None:
    assert read_request({"idle_seconds": 0}) == UpkeepRequest(idle_seconds=0)
    assert read_request({"max_replays": 99, "idle_seconds": 60}) == UpkeepRequest(60, 99)


@pytest.mark.parametrize("value", [-1, "60", 1.5, True, None, [1]])
def test_only_whole_numbers_count(value: Any) -> None:
    with pytest.raises(PermanentError, match=r"idle_seconds is .*; give a whole number from 0 on"):
        read_request({"idle_seconds": value})


def test_a_misspelt_member_is_refused() -> None:
    with pytest.raises(PermanentError, match="knows no 'idle'; it takes idle_seconds and max_replays"):
        read_request({"idle": 0})
