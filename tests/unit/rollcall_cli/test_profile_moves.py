"""Where not all are named who get or lose a profile, it is said where they are."""

from __future__ import annotations

import pytest

from rollcall_cli.profile_moves import print_moves
from roster.profile_moves import ProfileMove

MOST = 10
"""Profiles, and agents of each, that are named."""


def moves(profiles: int, agents: int) -> dict[str, list[ProfileMove]]:
    gets: list[ProfileMove] = [{"profile": f"Leads {number}", "move": "gets"} for number in range(profiles)]
    return {f"agent{number}": gets for number in range(agents)}


@pytest.mark.parametrize(
    ("profiles", "agents", "told"),
    [(0, 0, False), (1, MOST, False), (1, MOST + 1, True), (MOST, 1, False), (MOST + 1, 1, True), (600, 1, True)],
)
def test_where_all_are_named_is_said_if_some_are_not(
    profiles: int, agents: int, told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    print_moves(moves(profiles, agents), more="--json has them all")

    said = capsys.readouterr().err
    assert ("--json has them all" in said) is told
    assert (" more" in said) is told
