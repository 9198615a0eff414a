"""The inputs column_names and column_values take the columns that ingest knows."""

from __future__ import annotations

import re

from ingest.reading.directory_columns import COLUMNS
from scripts.terraform.initialise import PROJECT

VARIABLES = (PROJECT / "modules/staffing/variables.tf").read_text("utf-8")


def columns_of(attribute: str) -> set[str]:
    """Read the columns that the validation of an attribute lists."""
    found = re.search(rf"in var\.settings\.{attribute} :.*?contains\(\[(.*?)\], column\)", VARIABLES, re.DOTALL)
    assert found is not None
    return set(re.findall(r'"(\w+)"', found[1]))


def test_a_header_may_name_every_column() -> None:
    assert columns_of("column_names") == {column.name for column in COLUMNS}


def test_a_value_may_be_set_for_columns_that_agents_may_share() -> None:
    assert columns_of("column_values") == {column.name for column in COLUMNS if column.may_be_fixed}
