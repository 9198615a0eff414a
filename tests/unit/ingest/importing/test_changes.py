"""What a plan says of the agents that it changes: what they wanted before, and each value that differs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

import pytest

from ingest.importing.changes import changes_of, wanted_before
from ingest.importing.decide import decide
from ingest.reading.row import Row
from roster.agent import AgentItem
from tests.deployment_rules import BRITISH

ADA: dict[str, Any] = {
    "username": "ada",
    "state": "present",
    "status": "ACTIVE",
    "instance_id": BRITISH.instance_id,
    "identity": {"first_name": "Ada", "last_name": "King", "email": "ada@example.com"},
    "phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 10},
    "routing_profile": "Basic",
    "password_secret": "rollcall/passwords/1/2",
}


def decided(item: dict[str, Any] | None, **row: Any) -> Any:
    return decide(Row(2, "ada", **row), cast("AgentItem | None", item), BRITISH, key="agents.csv")


NEW: dict[str, Any] = {"identity": {"first_name": "Ada", "last_name": "King"}}


@pytest.mark.parametrize("item", [None, ADA | {"status": "REMOVED", "state": "absent"}], ids=["unknown", "removed"])
def test_a_new_agent_was_absent(item: dict[str, Any] | None) -> None:
    decision = decided(item, **NEW)

    assert wanted_before(decision) == {"state": "absent"}
    assert changes_of(decision) == []


def test_of_a_change_the_facets_that_differ_with_each_value() -> None:
    decision = decided(
        ADA,
        identity={"last_name": "Lovelace", "email": None},
        phone={"acw_seconds": 20, "auto_accept": True},
        others={"routing_profile": "Basic", "hierarchy": "Support/IT", "tags": {"team": "a"}},
    )

    assert wanted_before(decision) == {"state": "present", "identity": ADA["identity"], "phone": ADA["phone"]}
    assert [(change["column"], change["old"], change["new"]) for change in changes_of(decision)] == [
        ("last_name", "King", "Lovelace"),
        ("email", "ada@example.com", ""),
        ("user_hierarchy", "", "Support/IT"),
        ("auto_accept", "no", "yes"),
        ("acw_seconds", "10", "20"),
        ("tags", "", "team=a"),
    ]


def test_what_was_not_said_has_no_value_before() -> None:
    decision = decided(ADA, phone={"acw_seconds_chat": 30}, others={"quick_connect": False})

    assert [(change["column"], change["old"], change["new"]) for change in changes_of(decision)] == [
        ("acw_seconds_chat", "", "30"),
        ("quick_connect", "", "no"),
    ]


def test_of_a_removal_everything_but_the_password() -> None:
    before = wanted_before(decided(ADA, state="absent"))

    assert before == {"state": "present"} | {name: ADA[name] for name in ("identity", "phone", "routing_profile")}
    assert changes_of(decided(ADA, state="absent")) == []


def test_a_failed_agent_that_is_tried_again_changes_nothing() -> None:
    decision = decided(ADA | {"status": "FAILED"})

    assert (wanted_before(decision), changes_of(decision)) == ({"state": "present"}, [])


@pytest.mark.parametrize("row", [{"problems": [{"column": "a", "message": "b"}]}, {}], ids=["rejected", "unchanged"])
def test_other_lines_have_neither(row: dict[str, Any]) -> None:
    decision = decided(ADA | {"source_key": "agents.csv"}, **row)

    assert decision.outcome in {"rejected", "unchanged"}
    assert (wanted_before(decision), changes_of(decision)) == (None, [])


def test_what_others_put_into_the_table_is_no_obstacle() -> None:
    item = ADA | {"proficiencies": [1], "phone": "none", "tags": {"team": 3}}

    changes = changes_of(decided(item, phone={"acw_seconds": 5}, others={"proficiencies": [], "tags": {}}))

    assert [(change["column"], change["new"]) for change in changes] == [
        ("acw_seconds", "5"),
        ("tags", ""),
        ("proficiencies", ""),
    ]


def test_what_json_has_no_word_for_is_left_out() -> None:
    """A plan that could not be written would hold up the whole file."""
    item = ADA | {"hierarchy": b"x", "tags": {"sizes": {Decimal("1.5")}}, "proficiencies": [Decimal("1.5")]}

    before = wanted_before(decided(item, state="absent"))

    assert before == {"state": "present"} | {name: ADA[name] for name in ("identity", "phone", "routing_profile")}
