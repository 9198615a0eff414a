"""The files of a report are the same, whether unchanged lines share documents or have one each."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from report.csv_files import OutcomeCsv, RejectedCsv
from report.csv_form import CsvForm
from report.findings import Findings
from report.row_results import row_results
from report.summary_json import summary_json
from report.unread_columns import UnreadColumns
from roster.outcomes_table import Outcome
from roster.plan_documents import read_lines, write_lines
from roster.plans import Plan, PlanLine
from tests.unit.report.imports import import_result
from tests.unit.roster.test_plan_documents import plan_lines


def files(lines: list[PlanLine], position: int) -> tuple[bytes, ...]:
    plans: list[Plan] = [{"columns": ["user login", "first name", "last name"], "lines": lines}]
    outcomes = [
        cast("Outcome", {"line": line["line"], "outcome": "created", "user_id": f"id-{line['line']}"})
        for line in lines
        if line["outcome"] == "provision" and line["line"] % 3
    ]
    findings, columns = Findings(), UnreadColumns()
    with OutcomeCsv(CsvForm()) as outcome, RejectedCsv(CsvForm()) as rejected:
        for row in row_results(columns.collect(iter(plans)), outcomes, position=position):
            outcome.add(row)
            rejected.add(row)
            findings.add(row)
        return (*_contents(outcome, rejected), summary_json(import_result(), findings, columns))


def _contents(*written: OutcomeCsv | RejectedCsv) -> Iterator[bytes]:
    for file in written:
        content, _ = file.finish()
        yield content.read()


@given(plan_lines(), st.integers(1, 60))
def test_a_report_says_the_same_of_lines_that_share_documents(lines: list[PlanLine], position: int) -> None:
    shared = read_lines(json.loads(json.dumps(write_lines(lines))))

    assert files(shared, position) == files(lines, position)
