"""A column that is declared is known everywhere; what is missing is named, with the file that it belongs to."""

from __future__ import annotations

import re
from typing import Any, Final

import botocore.session
import pytest

from ingest.reading.cell_readers import READ_OTHERWISE, cell_readers, readers_by_form
from ingest.reading.cell_writers import WRITERS, cell_of
from provision.connect.facet_parameters import UPDATES
from provision.connect.phone_settings import made_settings, phone_parameters
from provision.wanted_state import wanted_facets
from rollcall_cli.agent_description import describe_agent
from roster.agent import FACETS, NEW_AGENT, Facets
from roster.columns.declaration import Column
from roster.columns.table import COLUMNS, members_of
from roster.connect_users import phone_of
from roster.errors import PermanentError
from scripts.terraform.initialise import PROJECT
from tests.deployment_rules import RULES

MODULE = PROJECT / "modules" / "staffing"
OF_FACETS = [column for column in COLUMNS if column.facet]
MEMBERS = [*members_of("identity"), *members_of("phone")]

SAMPLES: Final[dict[str, tuple[Any, str]]] = {
    "first_name": ("Ada", "Ada"),
    "last_name": ("King", "King"),
    "address": ("ada@example.com", "ada@example.com"),
    "phone_number": ("+442079460001", "+442079460001"),
    "routing_profile": ("Billing", "Billing"),
    "security_profiles": (["Agent", "Lead"], "Agent|Lead"),
    "path": ("Support/IT", "Support/IT"),
    "phone_type": ("DESK_PHONE", "desk"),
    "yes_no": (True, "yes"),
    "seconds": (45, "45"),
    "voice_enhancement": ("NOISE_SUPPRESSION", "noise suppression"),
    "tags": ({"site": "x", "team": "y"}, "site=x;team=y"),
    "proficiencies": ([{"attribute": "Language", "value": "German", "level": 4}], "Language:German:4"),
}
"""Form of a column that agents have → a value, and its cell."""

SENT_BY_CALLS_OF_THEIR_OWN = {"tags", "proficiencies", "quick_connect"}
"""Facets that `provision/update_user.py` sends otherwise than by one update that replaces them."""


def named(columns: list[Column]) -> list[str]:
    return [column.name for column in columns]


def refusal(item: dict[str, Any]) -> str:
    try:
        wanted_facets(item)
    except PermanentError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
def test_its_form_has_a_reader(column: Column) -> None:
    if column.form.name not in READ_OTHERWISE:
        missing = f"add the form '{column.form.name}' to readers_by_form in lambda_src/ingest/reading/cell_readers.py"
        assert column.form.name in readers_by_form(RULES), missing


@pytest.mark.parametrize("column", OF_FACETS, ids=named(OF_FACETS))
def test_its_form_has_a_writer_whose_cell_is_read_as_the_same_value(column: Column) -> None:
    form = column.form.name
    assert form in WRITERS, f"add the form '{form}' to WRITERS in lambda_src/ingest/reading/cell_writers.py"
    assert form in SAMPLES, f"add a value of the form '{form}' to SAMPLES in tests/contract/test_columns.py"
    value, cell = SAMPLES[form]
    facets: Any = {column.facet: {column.member: value} if column.member else value}

    assert cell_of(column, "ada", facets) == cell
    assert cell_readers(RULES)[column.name](cell) == value


@pytest.mark.parametrize("column", OF_FACETS, ids=named(OF_FACETS))
def test_its_facet_is_one_that_agents_have_and_provision_sends(column: Column) -> None:
    facet = column.facet
    assert facet in FACETS, f"add '{facet}' to FACETS in lambda_src/roster/agent.py"
    assert facet in Facets.__annotations__, f"add '{facet}' to Facets in lambda_src/roster/agent.py"
    assert facet in UPDATES or facet in SENT_BY_CALLS_OF_THEIR_OWN, (
        f"add the call that sends '{facet}' to UPDATES in lambda_src/provision/connect/facet_parameters.py"
    )
    assert bool(column.member) == (facet in {"identity", "phone"}), "an identity and a phone have members, no others"


@pytest.mark.parametrize("column", OF_FACETS, ids=named(OF_FACETS))
def test_an_item_that_holds_another_value_is_refused_with_what_it_must_be(column: Column) -> None:
    wrong: dict[str, Any] = {column.facet: {column.member: 1.5} if column.member else 1.5}

    missing = f"add what '{column.facet}' must be to _FORMS in lambda_src/provision/wanted_state.py"
    assert f"`{column.facet}` must be " in refusal(wrong), missing
    value, _ = SAMPLES[column.form.name]
    right = {column.facet: {column.member: value} if column.member else value}
    assert not refusal(right)
    assert dict(wanted_facets(right)) == right


OTHER_CALLS = {"IdentityInfo": "UpdateUserIdentityInfo", "PhoneConfig": "UpdateUserPhoneConfig"}
"""Parameter → the call that sends it of a user that exists; UpdateUserConfig sends the others."""


@pytest.mark.parametrize("column", MEMBERS, ids=named(MEMBERS))
def test_connect_has_its_place_in_each_call_that_carries_it(column: Column) -> None:
    connect: Any = botocore.session.get_session().get_service_model("connect")
    place, whole = column.connect, {"identity": "IdentityInfo", "phone": "PhoneConfig"}[column.facet]
    paths = {whole: (place.whole,) if place.whole else (), place.by_channel: place.path}
    assert any(paths.values()), f"'{column.name}' needs connect=Place(...) in its declaration"

    for name, path in paths.items():
        update = OTHER_CALLS.get(name, "UpdateUserConfig")
        carriers = {call: connect.operation_model(call).input_shape.members for call in ("CreateUser", update)}
        carriers["DescribeUser"] = connect.operation_model("DescribeUser").output_shape.members["User"].members
        for call, members in carriers.items() if path else ():
            known = members
            for step in (name, *path):
                assert step in known, f"{call} has no {step}: mend connect= in the declaration of '{column.name}'"
                shape = getattr(known[step], "member", known[step])
                known = getattr(shape, "members", {})


SETTINGS = [column for column in members_of("phone") if column.optional]


@pytest.mark.parametrize("column", SETTINGS, ids=named(SETTINGS))
def test_a_setting_reaches_connect_and_is_read_back(column: Column) -> None:
    value, _ = SAMPLES[column.form.name]
    wanted: Any = {**NEW_AGENT["phone"], column.member: value}

    sent = phone_parameters(wanted)

    assert phone_of(sent)[column.member] == value
    assert column.member in made_settings(sent), "an export would lack it"
    assert {member: phone_of(sent)[member] for member in NEW_AGENT["phone"]} == NEW_AGENT["phone"]


TOLD_WITH_ANOTHER = {"desk_phone_number"}


@pytest.mark.parametrize("column", OF_FACETS, ids=named(OF_FACETS))
def test_people_are_told_of_it(column: Column) -> None:
    value, _ = SAMPLES[column.form.name]
    item = {column.facet: {column.member: value} if column.member else value}

    assert column.label or column.name in TOLD_WITH_ANOTHER, f"'{column.name}' needs a label in its declaration"
    if column.label:
        assert dict(describe_agent(item))[column.label]


def test_what_an_emptied_cell_does_is_documented() -> None:
    text = (PROJECT / "docs" / "directories.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \|", text.partition("what an empty cell does")[2].partition("\n\n")[0], re.MULTILINE)
    documented = {name for row in rows for name in re.findall(r"`(\w+)`", row)}

    lacking = {column.name for column in COLUMNS if column.facet} - documented
    assert not lacking, f"say in docs/directories.md what an empty cell of {', '.join(sorted(lacking))} does"


@pytest.mark.parametrize(
    ("attribute", "checked_by", "columns"),
    [
        ("column_names", "directory_columns", {column.name for column in COLUMNS}),
        ("column_values", "shared_columns", {column.name for column in COLUMNS if column.may_be_fixed}),
    ],
)
def test_an_input_takes_the_columns_that_it_is_for(attribute: str, checked_by: str, columns: set[str]) -> None:
    validation = re.search(
        rf"in var\.settings\.{attribute} :.*?contains\(local\.(\w+), column\)",
        (MODULE / "variables.tf").read_text("utf-8"),
        re.DOTALL,
    )
    names = re.search(rf"  {checked_by} = \[(.*?)\]", (MODULE / "columns.tf").read_text("utf-8"), re.DOTALL)

    assert validation is not None
    assert validation[1] == checked_by
    assert names is not None
    assert set(re.findall(r'"(\w+)"', names[1])) == columns
