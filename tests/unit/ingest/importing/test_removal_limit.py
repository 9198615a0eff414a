"""How many agents one upload may remove."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.importing.removal_limit import Removals, refusal


def staff_of(amount: int) -> tuple[list[int], Callable[[int], int]]:
    asked: list[int] = []

    def count(enough: int) -> int:
        asked.append(enough)
        return amount

    return asked, count


@pytest.mark.parametrize(
    ("removals", "staff", "allowed"),
    [
        pytest.param(Removals(5, 5, 5), 500, True, id="a file of five leavers"),
        pytest.param(Removals(100, 100, 100), 500, True, id="a file of leavers up to the share"),
        pytest.param(Removals(101, 101, 101), 500, False, id="a file of leavers beyond the share"),
        pytest.param(Removals(300, 300, 300), 500, False, id="most of the staff leaves"),
        pytest.param(Removals(500, 300, 300), 500, False, id="most rows of a whole list are inactive"),
        pytest.param(Removals(50, 50, 50), 0, False, id="leavers of whom the table knows nobody"),
        pytest.param(Removals(3, 3, 3), 10, True, id="a few leavers of a small staff"),
        pytest.param(Removals(5, 5, 5), 10, True, id="a few leavers, half of the staff"),
        pytest.param(Removals(5, 5, 5), 9, False, id="a few leavers, more than half of the staff"),
        pytest.param(Removals(6, 6, 6), 12, False, id="leavers that are not few"),
        pytest.param(Removals(4, 1, 1), 4, False, id="an inactive row of a small whole list"),
        pytest.param(Removals(50, 0, 0, 50, 50), 5000, False, id="half a list, few of all agents"),
        pytest.param(Removals(80, 0, 0, 20, 20), 5000, True, id="a list that drops its share"),
        pytest.param(Removals(79, 0, 0, 21, 21), 5000, False, id="a list that drops one more"),
        pytest.param(Removals(90, 15, 15, 10, 10), 100, False, id="dropped and inactive together"),
        pytest.param(Removals(90, 15, 15, 10, 10), 125, True, id="dropped and inactive of a larger staff"),
        pytest.param(Removals(5, 0, 0, 95, 5), 100, True, id="dropped ones that never had a user"),
        pytest.param(Removals(0, 0, 0), 0, True, id="an empty file"),
    ],
)
def test_what_may_be_removed(removals: Removals, staff: int, allowed: bool) -> None:
    _, count = staff_of(staff)

    why = refusal(removals, 20, count)

    assert bool(why) is not allowed
    assert allowed or "--allow-removals" in why


@pytest.mark.parametrize(("percent", "allowed"), [(0, False), (1, True), (100, True)])
def test_nothing_is_allowed_by_0_and_everything_by_100(percent: int, allowed: bool) -> None:
    _, count = staff_of(10)

    assert bool(refusal(Removals(1, 1, 1), percent, count)) is not allowed
    assert bool(refusal(Removals(10, 10, 10), 100, count)) is False


def test_agents_are_counted_only_if_it_matters_and_no_further() -> None:
    asked, count = staff_of(500)

    assert not refusal(Removals(100, 3, 3), 20, count)
    assert not asked

    assert not refusal(Removals(7, 7, 7), 20, count)
    assert asked == [35]


def test_the_refusal_names_the_numbers() -> None:
    _, count = staff_of(500)

    assert "300 of 500 agents of the deployment" in refusal(Removals(300, 300, 300), 20, count)
    assert "5 of 10 agents that it lists or drops" in refusal(Removals(5, 0, 0, 5, 5), 20, count)
