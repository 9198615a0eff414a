"""What a run says at its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.on_aws.credentials import Caller
from tests.on_aws.probes.answer import Answer
from tests.on_aws.report import LOCAL_ANSWERS, Report
from tests.on_aws.run_tests import Ended, read_results


@pytest.fixture
def report() -> Report:
    """One of a run in which all went well."""
    report = Report(
        "rollcall-test-1a2b3c", Caller("111122223333", "arn:aws:iam::111122223333:user/me", "eu-west-1", "")
    )
    report.tests = Ended(seconds={"test_files.py::test_a": 1.0}, left_out={"test_upkeep.py::test_b": "faults"})
    report.left = {"S3 buckets": []}
    return report


def test_all_went_well_only_if_tests_ran_and_passed_and_nothing_is_left(report: Report) -> None:
    assert report.passed

    report.left = {"S3 buckets": ["rollcall-test-1a2b3c-reports"]}
    assert not report.passed
    report.left = {}
    report.problems = ["alias could not be answered"]
    assert not report.passed
    report.problems, report.tests = [], Ended()
    assert not report.passed
    report.tests = Ended(seconds={"a": 1.0}, failed={"a": "no"})
    assert not report.passed


def test_what_local_aws_does_otherwise_is_a_file_to_hand_in(report: Report, tmp_path: Path) -> None:
    local = json.loads(LOCAL_ANSWERS.read_text("utf-8"))
    report.answers = {
        "alias": Answer("How soon?", "after a while", {"seconds": 312.5}),
        "decrypt": Answer("Does it suffice?", local["decrypt"]),
        "pace of CreateUser": Answer("How many?", "2.1 a second after 5 at once"),
    }
    report.tests = Ended(seconds={"t": 1.0}, failed={"t": "assert 1 == 2"})

    report.write(tmp_path)

    differences = json.loads((tmp_path / "differences.json").read_text("utf-8"))
    assert differences == {
        "alias": {"question": "How soon?", "here": "after a while", "local AWS": local["alias"]},
        "test t": {"here": "assert 1 == 2", "local AWS": "passes"},
    }
    page = (tmp_path / "report.md").read_text("utf-8")
    assert "312.5" in page
    assert "2.1 a second" in page


def test_the_page_names_what_ran_what_did_not_and_what_is_left(report: Report, tmp_path: Path) -> None:
    report.left = {"S3 buckets": [], "IAM roles": ["rollcall-test-1a2b3c|x"]}

    report.write(tmp_path)

    page = (tmp_path / "report.md").read_text("utf-8")
    assert "| test_files.py::test_a | 1.0 | passed |" in page
    assert "| test_upkeep.py::test_b | faults |" in page
    assert "| S3 buckets | nothing |" in page
    assert "| IAM roles | rollcall-test-1a2b3c\\|x |" in page
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["passed"] is False


def test_results_are_read_as_pytest_wrote_them(tmp_path: Path) -> None:
    (tmp_path / "results.xml").write_text(
        '<testsuites><testsuite><testcase classname="tests.end_to_end.test_a" name="test_x" time="1.5"/>'
        '<testcase classname="tests.end_to_end.test_a" name="test_y" time="2">'
        '<failure message="no &lt;b&gt;"/></testcase>'
        '<testcase classname="tests.end_to_end.test_a" name="test_z" time="0"><skipped message="no number"/></testcase>'
        "</testsuite></testsuites>",
        "utf-8",
    )
    (tmp_path / "left_out.json").write_text('{"tests/end_to_end/test_b.py::test_w": "faults"}', "utf-8")

    ended = read_results(1, tmp_path / "results.xml", tmp_path / "left_out.json")

    prefix = "tests/end_to_end/test_a.py::"
    assert ended.seconds == {f"{prefix}test_x": 1.5, f"{prefix}test_y": 2.0}
    assert ended.failed == {f"{prefix}test_y": "no <b>"}
    assert ended.left_out == {f"{prefix}test_z": "no number", "tests/end_to_end/test_b.py::test_w": "faults"}


def test_a_run_that_was_broken_off_has_no_results(tmp_path: Path) -> None:
    assert read_results(2, tmp_path / "none.xml", tmp_path / "none.json") == Ended(2)
