"""Whoever misspells a name is told which one may be meant."""

from __future__ import annotations

import pytest

from provision.connect.name_hints import close_names, hint

KNOWN = ["Basic Routing Profile", "Berlin", "Berlin/Billing", "Agent"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("BASIC ROUTING PROFILE", "Basic Routing Profile"),
        ("basic  ruting profile", "Basic Routing Profile"),
        ("Bérlin", "Berlin"),
        ("BÉRLIN/BILLING", "Berlin/Billing"),
        ("Agents", "Agent"),
    ],
)
def test_capitals_accents_and_a_wrong_letter_do_not_hide_what_is_meant(name: str, meant: str) -> None:
    assert hint(name, KNOWN) == f" (is {meant!r} meant?)"


def test_nothing_is_proposed_that_is_not_like_it() -> None:
    assert hint("Supervisors", KNOWN) == hint("Agent", []) == ""


def test_the_nearest_stands_first() -> None:
    assert close_names("Berlin/Biling", KNOWN, most=3) == ["Berlin/Billing"]
