"""Each line of a directory stands in the report's CSV files with what became of it."""

from __future__ import annotations

import json

from tests.functional.report.one_import import (
    IMPORT_ID,
    KEY,
    PREFIX,
    SEQUENCER,
    planned,
    put_import,
    put_outcome,
    put_plan,
    read,
    table,
    wake,
)
from tests.functional.stores import Deployment


def test_every_line_gets_its_outcome(deployment: Deployment) -> None:
    put_plan(
        deployment,
        planned(2, "ada", warnings=[{"column": "user login", "message": "is long"}]),
        planned(3, "", "rejected", problems=[{"column": "user login", "message": "is empty"}]),
        planned(4, "cem", "unchanged"),
    )
    changes = [{"column": "acw_seconds", "old": "10", "new": "20"}, {"column": "tags", "old": "", "new": "team=ä"}]
    put_plan(deployment, planned(6, "dee", changes=changes), planned(7, "eve"), planned(8, "fay", changes=changes))
    put_outcome(deployment, 8, "fay", "updated", user_id="u-2")
    put_outcome(deployment, 2, "ada", "created", user_id="u-1")
    put_outcome(deployment, 6, "dee", "failed", reason="The instance has no routing profile 'X'")
    put_import(deployment, created=1, rejected=1, unchanged=1, failed=1, superseded=1, updated=1, rows=6)

    assert wake() == []

    assert [tuple(row.values()) for row in table(deployment, "outcome.csv")] == [
        ("2", "ada", "created", "user login: is long", "u-1", ""),
        ("3", "", "rejected", "user login: is empty", "", ""),
        ("4", "cem", "unchanged", "", "", ""),
        ("6", "dee", "failed", "The instance has no routing profile 'X'", "", ""),
        ("7", "eve", "superseded", "A newer upload took this agent over", "", ""),
        ("8", "fay", "updated", "", "u-2", "acw_seconds: 10 -> 20; tags:  -> team=ä"),
    ]
    assert table(deployment, "rejected.csv") == [
        {"user login": "", "phone number": "+4930123", "error": "user login: is empty"},
        {"user login": "dee", "phone number": "+4930123", "error": "The instance has no routing profile 'X'"},
    ]
    summary = json.loads(read(deployment, "summary.json"))
    assert summary["counts"] == {
        "rows": 6,
        "dropped": 0,
        "pending": 0,
        "created": 1,
        "updated": 1,
        "unchanged": 1,
        "removed": 0,
        "adopted": 0,
        "rejected": 1,
        "failed": 1,
        "superseded": 1,
    }
    assert (summary["status"], summary["key"], summary["import_id"]) == ("FINISHED", KEY, IMPORT_ID)
    record = deployment.stores.files.read(KEY, SEQUENCER)
    assert record is not None
    assert record["status"] == "FINISHED"
    assert record["report"] == summary["report"] == f"s3://rollcall-reports/{PREFIX}"
    assert record["finished_at"] == summary["finished_at"]
    assert "unfinished" not in record


def test_lines_behind_the_position_never_took_effect(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben", "unchanged"), planned(4, "cem", "rejected", problems=[]))
    put_outcome(deployment, 2, "ada", "created")
    put_import(deployment, position=3, superseded_by="2".ljust(40, "0"))

    assert wake() == []

    assert [row["outcome"] for row in table(deployment, "outcome.csv")] == ["created", "superseded", "superseded"]
    assert json.loads(read(deployment, "summary.json"))["superseded_by"] == "2".ljust(40, "0")


def test_agents_that_the_file_dropped_have_no_line_and_are_not_to_mend(deployment: Deployment) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben", listed=False, cells=[]), planned(4, "cem", listed=False))
    put_outcome(deployment, 2, "ada", "created")
    put_outcome(deployment, 3, "ben", "removed")
    put_outcome(deployment, 4, "cem", "failed", reason="holds a profile that is not allowed")
    put_import(deployment, created=1, removed=1, failed=1, rows=3)

    assert wake() == []

    assert [(row["line"], row["username"], row["outcome"]) for row in table(deployment, "outcome.csv")] == [
        ("2", "ada", "created"),
        ("", "ben", "removed"),
        ("", "cem", "failed"),
    ]
    assert table(deployment, "rejected.csv") == []
    assert "not in the file" in read(deployment, "report.html")
    [finding] = json.loads(read(deployment, "summary.json"))["findings"]
    assert finding["examples"] == [{"line": None, "username": "cem"}]


def test_mended_rows_bring_no_second_error_column(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "a", "message": "new"}])
    line["cells"] = ["ada", "old", "x"]
    put_plan(deployment, line, columns=["user login", "Error", "first name"])
    put_import(deployment)

    assert wake() == []

    assert table(deployment, "rejected.csv") == [{"user login": "ada", "first name": "x", "error": "a: new"}]


def test_formulas_are_disarmed_and_rows_of_any_length_keep_their_columns(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "", "message": "the row has 1 cell"}])
    line["cells"] = ['=HYPERLINK("https://evil.example")']
    put_plan(deployment, line)
    put_import(deployment)

    assert wake() == []

    assert table(deployment, "rejected.csv") == [
        {"user login": '\'=HYPERLINK("https://evil.example")', "phone number": "", "error": "the row has 1 cell"}
    ]


def test_a_cell_may_hold_any_line_end(deployment: Deployment) -> None:
    line = planned(2, "ada", "rejected", problems=[{"column": "user login", "message": "is bad"}])
    line["cells"] = ["a\u2028b\x85c\x0bd\r\ne", "x"]
    put_plan(deployment, line)
    put_import(deployment, rejected=1, rows=1)

    assert wake() == []

    assert table(deployment, "rejected.csv")[0]["user login"] == "a\u2028b\x85c\x0bd\r\ne"
