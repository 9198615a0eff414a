"""What the stage of `make test` asks of a run on local AWS."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.on_local_aws import problems, read_problems

GOOD: dict[str, Any] = {"problems": [], "tests": {"failed": {}}, "left": {}, "differences": {}, "passed": True}


def test_a_run_in_which_all_is_as_it_should_be_has_no_problem() -> None:
    assert problems(0, GOOD, {"s3_buckets": []}) == []


@pytest.mark.parametrize(
    ("exit_status", "change", "inventory", "said"),
    [
        (1, {}, {}, "status 1"),
        (0, {"passed": False}, {}, "status 0"),
        (0, {"problems": ["alias could not be answered"]}, {}, "alias could not"),
        (0, {"tests": {"failed": {"test_x": "assert 1 == 2"}}}, {}, "test_x: assert 1 == 2"),
        (0, {"differences": {"alias": {"here": "after a while"}}}, {}, "after a while"),
        (0, {}, {"s3_buckets": ["overlooked"]}, "overlooked"),
    ],
)
def test_whatever_is_otherwise_is_told(
    exit_status: int, change: dict[str, Any], inventory: dict[str, list[str]], said: str
) -> None:
    assert said in " ".join(problems(exit_status, GOOD | change, inventory))


@pytest.mark.parametrize("exit_status", [0, 2])
def test_a_run_that_did_not_come_to_a_report_is_told(tmp_path: Path, exit_status: int) -> None:
    said = read_problems(exit_status, tmp_path / "reports", {}, tmp_path / "junit.xml")

    assert said == [f"it ended with status {exit_status} before a report"]
    assert not (tmp_path / "junit.xml").exists()


def test_a_run_that_did_not_come_to_its_tests_says_what_went_wrong(tmp_path: Path) -> None:
    report = GOOD | {"problems": ["first apply failed"], "passed": False}
    (tmp_path / "report.json").write_text(json.dumps(report))

    said = read_problems(1, tmp_path, {}, tmp_path / "junit.xml")

    assert said == ["first apply failed", "it ended with status 1"]
    assert not (tmp_path / "junit.xml").exists()


def test_the_results_of_its_tests_are_kept(tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text(json.dumps(GOOD))
    (tmp_path / "results.xml").write_text("<testsuites/>")

    assert read_problems(0, tmp_path, {}, tmp_path / "junit.xml") == []
    assert (tmp_path / "junit.xml").read_text() == "<testsuites/>"
