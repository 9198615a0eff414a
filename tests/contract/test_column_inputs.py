"""The inputs column_names and column_values take the columns that ingest knows."""

from __future__ import annotations

import re

import pytest

from ingest.reading.directory_columns import COLUMNS
from scripts.terraform.initialise import PROJECT

MODULE = PROJECT / "modules" / "staffing"


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
