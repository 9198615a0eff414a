"""What a row changes depends on what the agents table holds."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import Decision, decide
from ingest.reading.row import Row
from roster.agent import FACETS, AgentItem
from tests.deployment_rules import RULES, SAML

KEY = "agents.csv"
NAMES = {"first_name": "Ada", "last_name": "Lovelace"}
SETTLED: dict[str, Any] = {
    "username": "ada",
    "state": "present",
    "status": "ACTIVE",
    "revision": 3,
    "instance_id": RULES.instance_id,
    "user_id": "user-1",
    "source_key": KEY,
    "identity": {**NAMES, "email": "ada@example.com"},
    "phone": {"type": "DESK_PHONE", "desk_phone_number": "+442079460000", "auto_accept": True, "acw_seconds": 30},
    "routing_profile": "Sales",
    "security_profiles": ["Agent", "QualityAnalyst"],
    "hierarchy": "A/B",
    "tags": {"team": "it"},
    "proficiencies": [{"attribute": "language", "value": "de", "level": 5}],
}


def take(row: Row, rules: DeploymentRules = RULES, **changes: Any) -> Decision:
    item = {name: value for name, value in (SETTLED | changes).items() if value is not None}
    return decide(row, cast("AgentItem", item), rules, key=KEY)


def row(**said: Any) -> Row:
    return Row(2, "ada", **said)


def test_a_new_agent_wants_what_its_row_says_and_no_more() -> None:
    """Its user gets the defaults when it is created; one that is there already keeps what it has."""
    decision = decide(row(identity=NAMES), None, RULES, key=KEY)

    assert (decision.outcome, decision.needs_password) == ("provision", True)
    assert decision.wanted == {"state": "present", "identity": NAMES}


@pytest.mark.parametrize("stored", [{"hierarchy": ...}, {"phone": {**SETTLED["phone"], "desk_phone_number": None}}])
def test_what_others_have_emptied_is_no_empty_cell(stored: dict[str, Any]) -> None:
    """The table says by an empty text that there is no value; None is none that Rollcall has written."""
    said = row(identity=NAMES, phone={"desk_phone_number": None, "type": "SOFT_PHONE"}, others={"hierarchy": None})
    item = {**SETTLED, "hierarchy": "", "phone": {**SETTLED["phone"], "type": "SOFT_PHONE", "desk_phone_number": ""}}
    assert decide(said, cast("AgentItem", item), RULES, key=KEY).outcome == "unchanged"

    item |= {facet: None if value is ... else value for facet, value in stored.items()}

    assert decide(said, cast("AgentItem", item), RULES, key=KEY).outcome == "provision"


def test_an_emptied_setting_by_channel_has_what_connect_has_without_it() -> None:
    """One that no file has ever stated stays unstated."""
    phone = {"acw_seconds_chat": None, "voice_enhancement": None, "persistent_connection": None}
    stored = SETTLED["phone"] | {"acw_seconds_chat": 9, "auto_accept_task": True}

    decision = take(row(phone=phone, others={"quick_connect": None}), phone=stored, quick_connect=True)

    assert decision.wanted["phone"] == stored | {
        "acw_seconds_chat": 0,
        "voice_enhancement": "NONE",
        "persistent_connection": False,
    }
    assert decision.wanted["quick_connect"] is False


def test_settings_by_channel_that_a_file_has_no_columns_for_stay_as_they_were() -> None:
    phone = SETTLED["phone"] | {"acw_seconds_chat": 9}

    unchanged = take(row(identity=NAMES, phone={"acw_seconds": 30}), phone=phone, quick_connect=True)

    assert unchanged.outcome == "unchanged"


def test_an_empty_cell_of_a_new_agent_takes_the_default() -> None:
    phone = {"type": None, "desk_phone_number": None, "acw_seconds": 30}
    others = dict.fromkeys(("routing_profile", "security_profiles", "hierarchy", "tags", "proficiencies"))

    decision = decide(row(identity={**NAMES, "email": None}, phone=phone, others=others), None, RULES, key=KEY)

    assert decision.wanted == {
        "state": "present",
        "identity": {**NAMES, "email": ""},
        "phone": {"type": "SOFT_PHONE", "desk_phone_number": "", "acw_seconds": 30},
        "routing_profile": "Basic Routing Profile",
        "security_profiles": ["Agent"],
        "hierarchy": "",
        "tags": {},
        "proficiencies": [],
    }


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"identity": NAMES},
        {"phone": {"acw_seconds": 30}},
        {"others": {"tags": {"team": "it"}, "routing_profile": "Sales"}},
    ],
)
def test_what_is_as_it_was_is_unchanged(said: dict[str, Any]) -> None:
    decision = take(row(**said))

    assert (decision.outcome, decision.wanted) == ("unchanged", {})


def test_what_was_empty_and_is_empty_again_is_unchanged() -> None:
    emptied = {**NAMES, "email": ""}

    decision = take(row(identity={**NAMES, "email": None}), identity=emptied)

    assert (decision.outcome, decision.wanted) == ("unchanged", {})


@pytest.mark.parametrize(
    ("said", "facet", "value"),
    [
        ({"identity": {"first_name": "Augusta"}}, "identity", {**SETTLED["identity"], "first_name": "Augusta"}),
        ({"identity": {"email": None}}, "identity", {**NAMES, "email": ""}),
        ({"identity": {"mobile": None}}, "identity", {**SETTLED["identity"], "mobile": ""}),
        ({"phone": {"type": None, "desk_phone_number": None, "auto_accept": None, "acw_seconds": None}}, "phone",
         {"type": "SOFT_PHONE", "desk_phone_number": "", "auto_accept": False, "acw_seconds": 0}),
        ({"others": {"routing_profile": None}}, "routing_profile", "Basic Routing Profile"),
        ({"others": {"security_profiles": None}}, "security_profiles", ["Agent"]),
        ({"others": {"hierarchy": None}}, "hierarchy", ""),
        ({"others": {"tags": None}}, "tags", {}),
        ({"others": {"proficiencies": None}}, "proficiencies", []),
    ],
)  # fmt: skip
def test_what_a_row_says_is_wanted_and_the_rest_stays(said: dict[str, Any], facet: str, value: Any) -> None:
    decision = take(row(**said))

    others = {name: SETTLED[name] for name in decision.wanted if name not in {facet, "state"}}
    assert decision.outcome == "provision"
    assert decision.wanted == {"state": "present", facet: value, **others}
    assert not decision.needs_password


@pytest.mark.parametrize(
    "changes", [{"status": "FAILED"}, {"status": "PENDING"}, {"instance_id": "another"}, {"status": None}]
)
def test_an_agent_that_is_not_settled_is_tried_again(changes: dict[str, Any]) -> None:
    assert take(row(), **changes).outcome == "provision"


def test_a_user_of_another_instance_gets_a_new_password() -> None:
    assert take(row(), instance_id="another").needs_password
    assert not take(row(), instance_id="another", password_secret="rollcall/passwords/x/2").needs_password
    assert not take(row(), SAML, instance_id="another").needs_password


def test_what_is_decided_does_not_change_what_was_read() -> None:
    before = repr(SETTLED)

    take(row(identity={"email": None}, phone={"desk_phone_number": None}), SAML)
    assert repr(SETTLED) == before


def test_saml_sends_no_address() -> None:
    decision = take(row(), SAML)

    assert decision.outcome == "provision"
    assert decision.wanted["identity"] == NAMES


@pytest.mark.parametrize(
    ("said", "column"),
    [
        ({"identity": {"first_name": None}}, "first_name"),
        ({"identity": {"last_name": None}}, "last_name"),
        ({"phone": {"desk_phone_number": None}}, "desk_phone_number"),
    ],
)
def test_what_an_agent_must_have_is_missed(said: dict[str, Any], column: str) -> None:
    decision = take(row(**said))

    assert decision.outcome == "rejected"
    assert [problem["column"] for problem in decision.problems] == [column]


@pytest.mark.parametrize(
    ("said", "stale"),
    [
        ({"phone": {"acw_seconds": 60}}, {"identity": {"first_name": "Ada"}}),
        ({"phone": {"type": "DESK_PHONE"}}, {"phone": {"type": "SOFT_PHONE"}}),
    ],
    ids=["no last name", "no desk phone number"],
)
def test_a_row_that_a_stale_agent_speaks_against_is_taken_with_the_agent_of_now(
    said: dict[str, Any], stale: dict[str, Any]
) -> None:
    """Ingest decides anew about the same row, once it has read the agent again."""
    read_once = row(**said)
    before = repr(read_once)

    first = take(read_once, **stale)
    second = take(read_once, status="PENDING")

    assert (first.outcome, len(first.problems)) == ("rejected", 1)
    assert (second.outcome, second.problems) == ("provision", ())
    assert repr(read_once) == before


def test_an_inactive_agent_is_removed_once() -> None:
    gone = row(state="absent")

    assert take(gone).wanted == {"state": "absent"}
    assert take(gone, state="absent", status="REMOVED").outcome == "unchanged"
    assert take(gone, state="absent", status="FAILED").outcome == "provision"


def test_a_removed_agent_comes_back_as_a_new_one_with_a_password() -> None:
    said = {"identity": NAMES, "others": {"hierarchy": "A"}}

    decision = take(row(**said), state="absent", status="REMOVED")

    assert decision.needs_password
    assert decision.wanted == {
        "state": "present",
        "identity": NAMES,
        "hierarchy": "A",
        "phone": None,
        "routing_profile": None,
        "security_profiles": None,
        "tags": None,
        "proficiencies": None,
    }


@pytest.mark.parametrize("changes", [{"state": None}, {"tags": None, "proficiencies": None}])
def test_items_of_others_may_lack_what_ingest_writes(changes: dict[str, Any]) -> None:
    assert take(row(), **changes).outcome == "unchanged"
    assert take(row(state="absent"), **changes).wanted == {"state": "absent"}


@pytest.mark.parametrize("changes", [{"identity": "Ada"}, {"phone": ["desk"]}, {"tags": 7}])
def test_a_malformed_item_of_others_stops_nobody(changes: dict[str, Any]) -> None:
    said = {"identity": NAMES, "phone": {"acw_seconds": 1}, "others": {"tags": {}}}

    decision = take(row(**said), **changes)

    assert decision.outcome == "provision"
    assert decision.wanted["identity"]["first_name"] == "Ada"
    assert decision.wanted["phone"]["acw_seconds"] == 1
    assert decision.wanted["tags"] == {}


_NAMES = st.sampled_from(["Ada", "Lovelace", "", None])
_SAID = st.builds(
    row,
    identity=st.dictionaries(st.sampled_from(["first_name", "last_name", "email"]), _NAMES),
    phone=st.fixed_dictionaries(
        {},
        optional={
            "type": st.sampled_from(["SOFT_PHONE", "DESK_PHONE", None]),
            "desk_phone_number": st.sampled_from(["+442079460000", None]),
            "acw_seconds": st.sampled_from([0, 30, None]),
            "voice_enhancement": st.sampled_from(["NONE", None]),
        },
    ),
    others=st.fixed_dictionaries(
        {},
        optional={
            "routing_profile": st.sampled_from(["Sales", RULES.default_routing_profile, None]),
            "security_profiles": st.sampled_from([["Agent"], ["Agent", "QualityAnalyst"], None]),
            "hierarchy": st.sampled_from(["A/B", "", None]),
            "tags": st.sampled_from([{"team": "it"}, None]),
            "quick_connect": st.sampled_from([True, None]),
        },
    ),
)
_STORED = st.fixed_dictionaries(
    {"identity": st.just(NAMES) | st.just({**NAMES, "email": ""}) | st.dictionaries(st.just("first_name"), _NAMES)},
    optional={
        "phone": st.just(SETTLED["phone"])
        | st.just({"type": "SOFT_PHONE", "desk_phone_number": "", "acw_seconds": 0, "voice_enhancement": "NONE"})
        | st.just({"type": "DESK_PHONE", "desk_phone_number": None}),
        "routing_profile": st.sampled_from(["Sales", RULES.default_routing_profile]),
        "security_profiles": st.sampled_from([["Agent"], ["Agent", "QualityAnalyst"]]),
        "hierarchy": st.sampled_from(["A/B", "", None]),
        "tags": st.sampled_from([{"team": "it"}, {}]),
        "quick_connect": st.booleans(),
    },
)


@given(_SAID, _STORED, st.sampled_from([RULES, SAML]))
def test_unchanged_is_what_would_be_written_as_it_is_stored(
    said: Row, stored: dict[str, Any], rules: DeploymentRules
) -> None:
    """What is to be written is known of an agent that has failed, for which nothing is compared."""
    settled = {name: SETTLED[name] for name in SETTLED if name not in FACETS} | stored
    if rules.saml:  # no column of a directory says so then
        said = said._replace(identity={name: value for name, value in said.identity.items() if name != "email"})

    decision = decide(said, cast("AgentItem", settled), rules, key=KEY)

    laid_over = decide(said, cast("AgentItem", settled | {"status": "FAILED"}), rules, key=KEY)
    wanted = {name: value for name, value in laid_over.wanted.items() if name in FACETS and value is not None}
    as_stored = {name: value for name, value in stored.items() if value is not None}
    if laid_over.outcome == "rejected":
        assert decision.outcome == "rejected"
    elif wanted == as_stored and None not in stored.get("phone", {}).values():
        assert decision.outcome == "unchanged"
    elif decision.outcome == "unchanged":
        assert wanted == as_stored
