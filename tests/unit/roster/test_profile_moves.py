"""Which security profiles count as managing others, and which of them an agent got or lost."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roster.profile_moves import (
    MANAGED,
    ProfileMove,
    manages_others,
    merged_moves,
    move_text,
    moved_profiles,
    moves_of,
    told_profiles,
)
from scripts.terraform.initialise import PROJECT

DOCUMENTED = json.loads((PROJECT / "modules" / "connect" / "permissions.json").read_text("utf-8"))["permissions"]

GETS: ProfileMove = {"profile": "Team leads", "move": "gets"}
LOSES: ProfileMove = {"profile": "Team leads", "move": "loses"}
OTHER: ProfileMove = {"profile": "Planners", "move": "gets", "unknown": "Amazon Connect did not say"}


def test_of_the_documented_permissions_those_count_that_change_people_or_routing() -> None:
    found: dict[str, list[str]] = {}
    for name in DOCUMENTED:
        if manages_others([name]):
            found.setdefault(name.partition(".")[0], []).append(name.partition(".")[2])

    assert {subject: sorted(actions) for subject, actions in found.items()} == {
        "AgentGrouping": ["Create", "Edit", "EnableAndDisable"],
        "ContactFlowModules": ["Create", "Delete", "Edit", "Publish"],
        "ContactFlows": ["Create", "Delete", "Edit", "Publish"],
        "HoursOfOperation": ["Create", "Delete", "Edit"],
        "PhoneNumbers": ["Claim", "Edit", "Release"],
        "PredefinedAttributes": ["Create", "Delete", "Edit"],
        "Queues": ["Create", "Delete", "Edit", "EditExpressions", "EnableAndDisable", "Purge"],
        "RoutingPolicies": ["Create", "Delete", "Edit"],
        "SecurityProfiles": ["Create", "Delete", "Edit"],
        "TransferDestinations": ["Create", "Delete", "Edit"],
        "Users": ["Create", "Delete", "Edit", "EditPermission", "EnableAndDisable"],
    }
    assert found.keys() == MANAGED


@pytest.mark.parametrize(
    ("permissions", "manages"),
    [
        ([], False),
        (["BasicAgentAccess", "OutboundCallAccess", "Users.View", "ContactFlowModules.Execute"], False),
        (["BasicAgentAccess", "Users.Edit"], True),
        (["Users.SomethingNew"], True),
        (["Users"], True),
        (["UsersOfOthers.Edit"], False),
    ],
)
def test_one_permission_is_enough(permissions: list[str], manages: bool) -> None:
    assert manages_others(permissions) is manages


@pytest.mark.parametrize(
    ("after", "before", "moves"),
    [
        ({"Agent"}, [], [("Agent", "gets")]),
        ({"Agent"}, [{"Agent"}], []),
        ({"Agent"}, [{"Lead"}], [("Agent", "gets"), ("Lead", "loses")]),
        ((), [{"Lead"}], [("Lead", "loses")]),
        # The user has it already, as a run died before it wrote so.
        ({"Lead"}, [{"Lead"}, {"Agent"}], [("Agent", "loses"), ("Lead", "gets")]),
        # Somebody gave it in the console.
        ({"Agent"}, [{"Agent", "Lead"}, {"Agent"}], [("Lead", "loses")]),
    ],
)
def test_what_a_change_gives_and_takes(after: Any, before: list[Any], moves: list[Any]) -> None:
    assert moved_profiles(after, *before) == moves


def test_of_a_profile_that_two_runs_moved_the_later_move_counts() -> None:
    assert merged_moves([GETS, OTHER], [LOSES]) == [OTHER, LOSES]
    assert merged_moves([GETS], []) == [GETS]


def test_what_an_item_tells() -> None:
    assert moves_of({"profile_moves": [GETS, OTHER]}) == [GETS, OTHER]


@pytest.mark.parametrize(
    "value",
    [
        *(None, "gets", {}, 7, [7], [{}]),
        *([{"profile": 7, "move": "gets"}], [{"profile": "a", "move": "eats"}]),
        *([GETS | {"unknown": 7}], [GETS | {"move": ["gets"]}]),
    ],
)
def test_what_others_left_there_is_passed_over(value: object) -> None:
    assert moves_of({"profile_moves": value}) == []


def test_an_item_without_it_tells_nothing() -> None:
    """Items and outcomes of earlier versions."""
    assert moves_of({}) == []


@pytest.mark.parametrize(
    ("applied", "told"),
    [
        ({"security_profiles": ["Agent"]}, ["Agent"]),
        ({"security_profiles": ["Agent", 7, ["Lead"]]}, ["Agent"]),
        ({"security_profiles": "Agent"}, None),
        ({}, None),
        (None, None),
        ("Agent", None),
    ],
)
def test_what_connect_was_told(applied: object, told: list[str] | None) -> None:
    assert told_profiles(applied) == told


def test_a_sentence_says_what_is_known() -> None:
    assert move_text(GETS) == "Gets the security profile Team leads, which can manage others"
    assert move_text(LOSES).startswith("Loses the security profile Team leads, ")
    assert move_text(OTHER) == (
        "Gets the security profile Planners; whether it can manage others is not known, as its permissions can't be "
        "read: Amazon Connect did not say"
    )
