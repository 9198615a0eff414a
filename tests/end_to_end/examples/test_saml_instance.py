"""An instance whose users sign in by SAML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.example import Example, run_every_command
from tests.end_to_end.examples.several import HEADER
from tests.end_to_end.operator import Operator

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")


@pytest.fixture
def saml(examples: dict[str, Example]) -> Example:
    return examples["saml-instance"]


def test_a_plan_after_the_apply_is_empty(saml: Example) -> None:
    assert saml.pending_changes() == ""


def test_there_are_no_passwords_and_no_addresses(saml: Example) -> None:
    rows = (
        "Ada,King,ada@example.com,Sesame4711,ada.king@example.com,Basic Routing Profile,soft\n"
        "Ben,King,ben@example.com,,ben.king,Basic Routing Profile,soft\n"
    )

    record = saml.upload("agents.csv", (HEADER + rows).encode())

    assert (record["rows"], record["created"], record["pending"]) == (2, 2, 0)
    users = saml.users()
    assert {name: user["IdentityInfo"] for name, user in users.items()} == {
        "ada.king@example.com": {"FirstName": "Ada", "LastName": "King"},
        "ben.king": {"FirstName": "Ben", "LastName": "King"},
    }
    assert not [name for name in saml.passwords() if name.startswith("rollcall-saml/")]
    [warned] = [row for row in saml.report_rows(record, "outcome.csv") if row["reason"]]
    assert (warned["username"], "SAML" in warned["reason"]) == ("ada.king@example.com", True)


def test_every_command_of_the_operator_works(saml: Example, tmp_path: Path) -> None:
    operator = Operator(saml, tmp_path)

    run_every_command(saml, operator, others=False)

    refused = operator.run("passwords", "operator.csv", "--output", "passwords.csv", exit_code=3)
    assert "No initial passwords are kept for the import of operator.csv" in refused.stderr
