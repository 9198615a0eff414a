"""Lines of a plan, as documents and back."""

from __future__ import annotations

import gzip
import json
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.plan_documents import read_lines, write_lines
from roster.plans import Plan, PlanLine, Problem
from roster.reports_bucket import ReportsBucket
from tests.functional.flow.stores import FakeS3

TEXTS = st.text(max_size=8)
REMARKS: st.SearchStrategy[list[Problem]] = st.lists(
    cast("Any", st.builds(dict, column=st.sampled_from(["", "login"]), message=st.sampled_from(["a", "b", "\u2028"]))),
    min_size=1,
    max_size=2,
)


@st.composite
def plan_lines(draw: st.DrawFn) -> list[PlanLine]:
    """Draw the lines of a block, most of them unchanged, as `ingest` and its earlier versions write them."""
    lines: list[PlanLine] = []
    number = 1
    for _ in range(draw(st.integers(0, 12))):
        number += draw(st.sampled_from([1, 1, 1, 2, 5]))
        outcome = draw(st.sampled_from(["unchanged", "unchanged", "unchanged", "provision", "rejected"]))
        line: dict[str, Any] = {"line": number, "username": draw(TEXTS), "outcome": outcome, "cells": []}
        if outcome != "unchanged":
            line["cells"] = draw(st.lists(TEXTS, max_size=3))
        if outcome == "rejected":
            line["problems"] = draw(REMARKS)
        if outcome == "provision":
            line["before"] = {"state": "absent"}
        if draw(st.booleans()):
            line["warnings"] = draw(REMARKS)
        if draw(st.integers(0, 9)) == 0:
            line["listed"] = False
        lines.append(cast("PlanLine", line))
    return lines


@given(plan_lines())
def test_lines_are_read_as_they_were_written(lines: list[PlanLine]) -> None:
    documents = json.loads(json.dumps(write_lines(lines)))

    assert read_lines(documents) == lines


@given(plan_lines())
def test_plans_of_earlier_versions_have_a_document_for_each_line(lines: list[PlanLine]) -> None:
    assert read_lines(lines) == lines


@given(plan_lines())
def test_the_lines_of_a_rewritten_plan_are_the_same_documents(lines: list[PlanLine]) -> None:
    """A run that takes up in the middle of a block keeps the lines of the earlier plan."""
    documents = write_lines(lines)

    assert write_lines(read_lines(documents)) == documents


def test_unchanged_lines_with_the_same_warnings_share_a_document() -> None:
    warning: Problem = {"column": "password", "message": "is ignored"}
    lines: list[PlanLine] = [
        {"line": line, "username": f"a{line}", "outcome": "unchanged", "cells": []} for line in (2, 3, 4, 7, 9, 10)
    ]
    for line in lines[1::2]:
        line["warnings"] = [warning]

    assert write_lines(lines) == [
        {"unchanged": ["a2", "a4", "a9"], "lines": [[2, 2], [4, 4], [9, 9]]},
        {"unchanged": ["a3", "a7", "a10"], "lines": [[3, 3], [7, 7], [10, 10]], "warnings": [warning]},
    ]
    assert write_lines(lines[:1] + lines[2:3]) == [{"unchanged": ["a2", "a4"], "lines": [[2, 2], [4, 4]]}]


def test_a_block_of_nothing_but_unchanged_lines_is_one_short_document() -> None:
    lines: list[PlanLine] = [
        {"line": line, "username": f"a{line}", "outcome": "unchanged", "cells": []} for line in range(2, 502)
    ]

    [document] = write_lines(lines)

    assert document["lines"] == [[2, 501]]
    assert len(document["unchanged"]) == 500


@pytest.mark.parametrize(
    "document",
    [
        {"unchanged": ["ada"], "lines": [[2, 3]]},
        {"unchanged": ["ada", "bob"], "lines": [[2, 2]]},
        {"unchanged": ["ada"], "lines": [[1, 10**15]]},
    ],
)
def test_a_document_with_another_number_of_agents_than_lines_is_refused(document: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="zip"):
        read_lines([document])


@given(plan_lines())
def test_an_object_of_an_earlier_version_is_the_same_plan(lines: list[PlanLine]) -> None:
    header = {"columns": ["user login"], "ignored": ["x"], "withheld": []}
    client: Any = FakeS3()
    reports = ReportsBucket(client, "reports")
    reports.put_plan("now/", 2, cast("Plan", {**header, "lines": lines}))
    text = "".join(json.dumps(document, ensure_ascii=False) + "\n" for document in [header, *lines])
    client.put_object(Bucket="reports", Key="then/plan/0000000002.jsonl.gz", Body=gzip.compress(text.encode()))

    assert reports.read_plan("now/", 2) == {
        **header,
        "name_columns": {},
        "lines": lines,
    }
    assert reports.read_plan("then/", 2) == {**header, "lines": lines}
