"""Which security profiles agents may hold."""

from __future__ import annotations

import pytest

from roster.agent import profile_allowed


@pytest.mark.parametrize(
    ("name", "allowed", "expected"),
    [
        ("Agent", None, True),
        ("Admin", None, False),
        ("Admin", ("Admin",), True),
        ("Agent", ("Admin",), False),
        ("Agent", (), False),
    ],
)
def test_profiles(name: str, allowed: tuple[str, ...] | None, expected: bool) -> None:
    assert profile_allowed(name, allowed) == expected
