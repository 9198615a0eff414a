"""Quick connects are found by the person's name and unique by the login."""

from __future__ import annotations

import pytest

from provision.connect.quick_connect_name import quick_connect_name
from roster.agent import Identity


@pytest.mark.parametrize(
    ("username", "identity", "name"),
    [
        ("ada", {"first_name": "Ada", "last_name": "Lovelace"}, "Ada Lovelace (ada)"),
        ("ada", {"first_name": "", "last_name": "Lovelace"}, "Lovelace (ada)"),
        ("ada", {}, "(ada)"),
        ("a@b.example", {"first_name": "李"}, "李 (a@b.example)"),
    ],
)
def test_a_name_is_the_persons_with_the_login(username: str, identity: Identity, name: str) -> None:
    assert quick_connect_name(username, identity) == name


@pytest.mark.parametrize("login", ["ada", "a" * 100])
def test_a_long_name_is_cut_and_the_login_never(login: str) -> None:
    names = {quick_connect_name(login + end, {"first_name": "A" * 255, "last_name": "B" * 255}) for end in ("", "x")}

    assert len(names) == 2
    assert all(len(name) <= 127 for name in names)
    assert any(name.endswith(f" ({login})") for name in names)
