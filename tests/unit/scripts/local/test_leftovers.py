"""What a destroy left, if anything, is told and is an error."""

import io
from pathlib import Path

import pytest
from rich.console import Console

from scripts.local.errors import LocalError
from scripts.local.leftovers import report_leftovers
from scripts.local.narrator import Narrator


def test_every_kind_has_a_line() -> None:
    output = io.StringIO()
    report_leftovers({"s3_buckets": [], "secrets": []}, Narrator(Console(file=output)), Path("log"))
    assert [line.split() for line in output.getvalue().splitlines()] == [
        ["s3", "buckets", "none", "left"],
        ["secrets", "none", "left"],
    ]


def test_leftovers_are_an_error_that_names_them() -> None:
    output = io.StringIO()
    with pytest.raises(LocalError, match="left kms keys behind") as failure:
        report_leftovers({"s3_buckets": [], "kms_keys": ["abc"]}, Narrator(Console(file=output)), Path("the.log"))
    assert "abc" in output.getvalue()
    assert failure.value.log == Path("the.log")
