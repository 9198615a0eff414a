"""A row says what its cells say, or everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.deployment_rules import DeploymentRules
from ingest.reading.columns import read_header
from ingest.reading.row import Row
from ingest.reading.row_reader import RowReader
from tests.deployment_rules import BRITISH, RULES, SAML


def read(rules: DeploymentRules = RULES, **cells: str) -> Row:
    row = RowReader(read_header(list(cells)), rules).read(2, list(cells.values()))
    assert row is not None
    return row


def problems(row: Row) -> list[tuple[str, str]]:
    return [(problem["column"], problem["message"]) for problem in row.problems]


def test_a_column_that_is_there_is_said_and_an_empty_cell_is_none() -> None:
    row = read(login="ada", first_name="Ada", email="", phone_type="", acw_seconds="5", tags="", user_hierarchy=" ")

    assert row.identity == {"first_name": "Ada", "email": None}
    assert row.phone == {"type": None, "acw_seconds": 5}
    assert row.others == {"tags": None, "hierarchy": None}
    assert row.state == "present"


def test_settings_by_channel_are_members_of_the_phone() -> None:
    row = read(
        login="ada",
        persistent_connection="ja",
        audio_enhancement="Suppress Background Noise",
        chat_auto_accept="yes",
        auto_accept_task="",
        email_ACW_timeout="45",
        quick_connect="no",
    )

    assert row.problems == ()
    assert row.phone == {
        "persistent_connection": True,
        "voice_enhancement": "NOISE_SUPPRESSION",
        "auto_accept_chat": True,
        "auto_accept_task": None,
        "acw_seconds_email": 45,
    }
    assert row.others == {"quick_connect": False}


def test_a_setting_by_channel_that_can_not_be_read_is_told_in_its_column() -> None:
    row = read(login="ada", voice_enhancement="loud", acw_seconds_chat="soon", quick_connect="maybe")

    assert [column for column, _ in problems(row)] == ["voice_enhancement", "acw_seconds_chat", "quick_connect"]


def test_the_address_is_the_login_where_there_is_no_column_for_it() -> None:
    row = read(email="ada@example.com", first_name="Ada", phone_type="soft")

    assert row.username == "ada@example.com"
    assert row.identity["email"] == "ada@example.com"


def test_an_empty_login_is_not_replaced_by_the_address() -> None:
    row = read(login="", email="ada@example.com", first_name="Ada")

    assert problems(row) == [("login", "is empty; every agent needs a login")]


def test_rows_with_the_same_cells_are_told_the_same_and_others_nothing_of_it() -> None:
    """What a row's cells say is remembered for others; what is wrong with them is each row's own."""
    reader = RowReader(read_header(["login", "routing_profile", "user_hierarchy", "first_name"]), RULES)
    wrong, right = ["Sales", "A//B", "Zo&euml;"], ["Sales", "A/B", "Ada"]

    rows = [reader.read(2, ["ada", *cells]) for cells in (wrong, wrong, right, wrong)]

    first, again, plain, last = filter(None, rows)
    assert problems(first) == problems(again) == problems(last)
    assert [column for column, _ in problems(first)] == ["user_hierarchy"]
    assert first.warnings == again.warnings == last.warnings
    assert plain.problems == plain.warnings == ()
    assert (first.others, plain.others) == (
        {"routing_profile": "Sales"},
        {"routing_profile": "Sales", "hierarchy": "A/B"},
    )


def test_a_blank_row_leaves_nothing_to_the_next_one() -> None:
    reader = RowReader(read_header(["login", "first_name"]), RULES)

    assert reader.read(2, ["", " "]) is None
    row = reader.read(3, ["ada", "Ada"])
    assert row is not None
    assert row.problems == ()


@pytest.mark.parametrize("filler", ["N/A", "null", "-", ".", "\\N", "None", "(null)", "\u2013"])
def test_what_stands_for_an_empty_cell_is_one(filler: str) -> None:
    row = read(login="ada", email=filler, phone_number=filler, tags=filler, user_hierarchy=filler, status=filler)

    assert row.problems == row.warnings == ()
    assert (row.identity, row.phone) == ({"email": None}, {"desk_phone_number": None})
    assert (row.others, row.state) == ({"hierarchy": None, "tags": None}, "present")
    assert problems(read(login=filler, email="", tags="")) == [("login", "is empty; every agent needs a login")]


def test_what_there_is_to_know_about_a_cell_is_a_warning_of_its_column() -> None:
    row = read(login="ada", first_name="Zo&euml;", routing_profile="R&amp;D", phone_number="+447700900123")

    assert row.problems == ()
    assert row.identity["first_name"] == "Zoë"
    assert row.others["routing_profile"] == "R&D"
    assert [warning["column"] for warning in row.warnings] == ["first_name", "phone_number", "routing_profile"]


def test_every_broken_rule_is_said() -> None:
    row = read(login="a b", email="x", phone_type="y", acw_seconds="z", password="w", security_profiles="Admin|Agent")

    assert [column for column, _ in problems(row)] == [
        "login",
        "email",
        "phone_type",
        "acw_seconds",
        "security_profiles",
        "password",
    ]


def test_profiles_that_may_not_be_given_are_named() -> None:
    allowed = replace(RULES, allowed_security_profiles=("Agent",))

    assert (
        "QualityAnalyst may not be given"
        in problems(read(allowed, login="a", security_profiles="QualityAnalyst|Agent"))[0][1]
    )
    assert read(allowed, login="a", security_profiles="Agent").others == {"security_profiles": ["Agent"]}


def test_a_long_login_is_warned_of() -> None:
    row = read(login="x" * 21, first_name="Ada")

    assert row.problems == ()
    assert "has 21 characters" in row.warnings[0]["message"]
    assert read(SAML, login="x" * 21, first_name="Ada").warnings == ()


def test_saml_takes_neither_password_nor_address() -> None:
    row = read(SAML, login="ada", email="no address", password="Secret123")

    assert (row.identity, row.password, row.problems) == ({}, None, ())
    assert "ignored" in row.warnings[0]["message"]


def test_the_first_password_that_is_filled_in_counts() -> None:
    cells = {"login": "ada", "password": " ", "Password expired": "no", "Initial password": " Secret123 ", "pwd": "x"}

    password = read(RULES, **cells).password
    assert password is not None
    assert password.reveal() == "Secret123"


def test_a_password_that_breaks_the_rule_is_not_shown() -> None:
    row = read(login="ada", password="hunter2", first_name="Ada")

    assert problems(row)[0][0] == "password"
    assert "hunter2" not in repr(row)


def test_a_missing_plus_is_warned_of() -> None:
    row = read(BRITISH, login="ada", mobile="442079460000", desk_phone_number="020 7946 0000")

    assert row.identity["mobile"] == row.phone["desk_phone_number"] == "+442079460000"
    assert [warning["column"] for warning in row.warnings] == ["mobile"]


def test_a_garbled_name_is_warned_of() -> None:
    row = read(login="ada", first_name="J\u00c3\u00bcrgen", last_name="M\u00fcller")

    assert [(warning["column"], "CSV UTF-8" in warning["message"]) for warning in row.warnings] == [
        ("first_name", True)
    ]
    assert row.identity["first_name"] == "Jürgen"
    assert row.problems == ()


def test_a_name_with_a_letter_of_another_encoding_is_warned_of() -> None:
    row = read(login="ada", first_name="J\u201eger", last_name="M\u00fcller")

    assert [(warning["column"], "CSV UTF-8" in warning["message"]) for warning in row.warnings] == [
        ("first_name", True)
    ]
    assert row.identity["first_name"] == "J\u201eger"
    assert row.problems == ()


def test_a_name_that_has_lost_a_letter_is_rejected() -> None:
    assert problems(read(login="ada", first_name="M?ller", last_name="?ucja")) == [
        ("first_name", "has a ? in place of a letter that was lost; export the file anew as CSV UTF-8"),
        ("last_name", "has a ? in place of a letter that was lost; export the file anew as CSV UTF-8"),
    ]
    assert problems(read(login="ada", first_name="Anna (?)", last_name="Who?")) == []


def test_a_password_may_be_written_as_a_formula() -> None:
    row = read(login="ada", first_name="Ada", password='="Secret123"')

    assert row.password is not None
    assert row.password.reveal() == "Secret123"


def test_a_message_that_quotes_a_long_cell_is_cut() -> None:
    [(_, message)] = problems(read(login="ada", acw_seconds="9" * 10_000))

    assert len(message) < 600
    assert message.endswith("write it in digits alone")


def test_removed_agents_need_no_more_than_their_login() -> None:
    assert read(login="ada", status="Terminated").state == "absent"
    assert read(login="ada", status=" ").state == "present"


BOTH_HIERARCHIES = ("agent hierarchy", "user_hierarchy_1|user_hierarchy_2")


@pytest.mark.parametrize(
    ("older", "newer", "hierarchy"),
    [
        ("Support/IT", "", "Support/IT"),
        ("", "Support|IT", "Support/IT"),
        ("Support", "Support|", "Support"),
        ("", "|", None),
    ],
)
def test_of_the_consoles_two_columns_for_the_hierarchy_the_one_that_is_filled_counts(
    older: str, newer: str, hierarchy: str | None
) -> None:
    row = read(RULES, **{"login": "ada", BOTH_HIERARCHIES[0]: older, BOTH_HIERARCHIES[1]: newer})

    assert row.others == {"hierarchy": hierarchy}
    assert row.problems == ()
    assert row.cells == ["ada", older, newer]


def test_two_hierarchies_are_one_too_many() -> None:
    row = read(RULES, **{"login": "ada", BOTH_HIERARCHIES[0]: "Support", BOTH_HIERARCHIES[1]: "Sales|EMEA"})

    assert problems(row)[0][0] == "agent hierarchy"


def test_a_column_that_the_file_lacks_has_the_deployments_value() -> None:
    rules = replace(RULES, column_values={"routing_profile": "Sales", "acw_seconds": "30", "phone_type": "desk"})

    row = read(rules, login="ada", phone_type="")

    assert row.others == {"routing_profile": "Sales"}
    assert row.phone == {"type": None, "acw_seconds": 30}
    assert row.cells == ["ada", ""]


def test_a_value_of_the_deployment_that_breaks_a_rule_rejects_each_row() -> None:
    row = read(replace(RULES, column_values={"acw_seconds": "soon"}), login="ada")

    [(column, message)] = problems(row)
    assert column == "acw_seconds"
    assert "column_values" in message
