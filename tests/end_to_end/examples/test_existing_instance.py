"""An instance that is there already."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.end_to_end.example import Example, run_every_command
from tests.end_to_end.examples.several import HEADER, LONG_NAME, Found
from tests.end_to_end.operator import Operator

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")


@pytest.fixture
def existing(examples: dict[str, Example]) -> Example:
    return examples["existing-instance"]


def test_a_plan_after_the_apply_is_empty(existing: Example) -> None:
    assert existing.pending_changes() == ""


def test_it_is_staffed(existing: Example, found: Found) -> None:
    rows = (
        "Ada,King,ada@example.com,Sesame4711,ada,Basic Routing Profile,soft\n"
        f"Maria,Angeles,maria@example.com,,{LONG_NAME},Basic Routing Profile,soft\n"
        "The,Boss,boss@example.com,,boss,Basic Routing Profile,soft\n"
    )
    before = found.connect.describe_instance(InstanceId=found.instance_id)["Instance"]
    boss = found.describe("boss")

    record = existing.upload("agents.csv", (HEADER + rows).encode())

    counts = {name: record.get(name, 0) for name in ("rows", "created", "adopted", "failed", "pending")}
    assert counts == {"rows": 3, "created": 1, "adopted": 1, "failed": 1, "pending": 0}
    assert found.describe(LONG_NAME)["IdentityInfo"]["FirstName"] == "Maria"
    assert found.describe("boss") == boss
    assert existing.outputs()["instance_id"] == found.instance_id
    assert found.connect.describe_instance(InstanceId=found.instance_id)["Instance"] == before


def test_every_command_of_the_operator_works(existing: Example, tmp_path: Path) -> None:
    operator = Operator(existing, tmp_path)

    run_every_command(existing, operator, others=True)

    operator.run("passwords", "operator.csv", "--output", "passwords.csv")
    with (tmp_path / "passwords.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert {row["username"] for row in csv.DictReader(stream)} == {"op.ida", "op.jon"}
