"""The wanted state as others may have written it."""

from __future__ import annotations

from typing import Any

import pytest

from provision.wanted_state import require_allowed_profiles, wanted_facets, with_defaults
from roster.errors import PermanentError


def test_facets_that_the_item_lacks_stay_away() -> None:
    item = {"username": "ada", "status": "PENDING", "hierarchy": "", "tags": {"a": "b"}}

    assert wanted_facets(item) == {"hierarchy": "", "tags": {"a": "b"}}


def test_a_partly_stated_phone_stays_so_until_its_agent_is_created() -> None:
    wanted = wanted_facets({"phone": {"acw_seconds": 9}})

    assert dict(wanted) == {"phone": {"acw_seconds": 9}}
    full = with_defaults(wanted, routing_profile="Day", security_profiles=("Agent",))
    assert full["phone"] == {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 9}


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("identity", {"first": "Ada"}),
        ("identity", None),
        ("phone", {"type": "MOBILE"}),
        ("phone", {"auto_accept": "yes"}),
        ("phone", {"acw_seconds": 1.5}),
        ("phone", {"desk_phone_number": 49}),
        ("phone", {"persistent_connection": "yes"}),
        ("phone", {"voice_enhancement": "LOUD"}),
        ("phone", {"voice_enhancement": None}),
        ("phone", {"acw_seconds_chat": True}),
        ("phone", {"auto_accept_email": 1}),
        ("quick_connect", "yes"),
        ("routing_profile", ""),
        ("security_profiles", []),
        ("security_profiles", "Agent"),
        ("hierarchy", ["Support"]),
        ("tags", {"a": 1}),
        ("proficiencies", [{"attribute": "a", "value": "b"}]),
        ("proficiencies", [{"attribute": "a", "value": "b", "level": True}]),
        ("source", {"key": "a", "sequencer": "1", "line": "2"}),
        ("applied", []),
        ("begun", "deleted"),
        ("state", ["present"]),
        ("phone", {"type": ["SOFT_PHONE"]}),
    ],
)
def test_what_is_malformed_is_named(attribute: str, value: Any) -> None:
    with pytest.raises(PermanentError, match=f"`{attribute}` must be "):
        wanted_facets({attribute: value})


def test_all_that_is_malformed_is_named_together() -> None:
    with pytest.raises(PermanentError, match=r"`hierarchy` must be .*`tags` must be "):
        wanted_facets({"tags": 1, "hierarchy": 2})


def test_defaults_give_way_to_what_is_stated() -> None:
    full = with_defaults({"routing_profile": "Night"}, routing_profile="Day", security_profiles=("Agent",))

    assert full["routing_profile"] == "Night"
    assert full["security_profiles"] == ["Agent"]
    assert full["identity"] == {}


@pytest.mark.parametrize(
    ("names", "allowed", "refused"),
    [
        (["Agent", "Anything"], None, ""),
        (["Admin"], None, "'Admin'"),
        (["Admin"], ("Admin",), ""),
        (["Agent", "QA", "Boss"], ("Agent",), "'QA' and 'Boss'"),
    ],
)
def test_only_allowed_profiles_pass(names: list[str], allowed: tuple[str, ...] | None, refused: str) -> None:
    if not refused:
        require_allowed_profiles(names, allowed, "The agent shall hold")
        return
    with pytest.raises(PermanentError, match=f"The agent shall hold the security profile {refused}, which"):
        require_allowed_profiles(names, allowed, "The agent shall hold")
