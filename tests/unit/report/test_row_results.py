"""Plans and outcomes, line by line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from report.row_results import row_results
from roster.outcomes_table import Outcome
from roster.plans import Plan, PlanLine


def plan(*lines: int) -> Plan:
    planned: list[PlanLine] = [
        {"line": line, "username": f"a{line}", "outcome": "provision", "cells": [str(line)]} for line in lines
    ]
    return {"columns": ["user login"], "lines": planned}


def outcome(line: int, name: str = "created") -> Outcome:
    return {"import_id": "i", "line": line, "username": f"a{line}", "outcome": name, "at": "", "expires_at": 0}


def test_each_line_finds_its_outcome() -> None:
    joined = row_results(
        [plan(2, 3, 7), plan(8, 9)], [outcome(3), outcome(7, "failed"), outcome(9, "adopted")], position=10
    )

    assert [(line.line, line.outcome, line.to_mend) for line in joined] == [
        (2, "superseded", False),
        (3, "created", False),
        (7, "failed", True),
        (8, "superseded", False),
        (9, "adopted", False),
    ]


def test_names_come_from_the_columns_that_hold_them_or_from_the_agent_that_is_dropped() -> None:
    columns = ["user login", "Nachname", "Vorname", "Name"]
    lines: list[PlanLine] = [
        {"line": 2, "username": "a", "outcome": "provision", "cells": ["a", " Lovelace", "Ada ", "x"]},
        {"line": 3, "username": "b", "outcome": "rejected", "cells": ["b", "", "", "King, Ada"]},
        {"line": 4, "username": "c", "outcome": "rejected", "cells": ["c", "Only"]},
        {"line": 5, "username": "d", "outcome": "unchanged", "cells": []},
        {
            "line": 6,
            "username": "e",
            "outcome": "provision",
            "cells": [],
            "listed": False,
            "before": {"state": "present"},
        },
    ]
    lines[4]["before"]["identity"] = {"first_name": "Eve", "last_name": "Moreau"}
    # Cells that may not be shown are no reason to take the name that the row may just have changed.
    lines.append({"line": 7, "username": "f", "outcome": "provision", "cells": [], "before": lines[4]["before"]})
    names = {"first_name": 2, "last_name": 1, "name": 3}

    joined = row_results([{"columns": columns, "name_columns": names, "lines": lines}, plan(9)], [], position=10)

    assert [line.name for line in joined] == ["Ada Lovelace", "King, Ada", "Only", "", "Eve Moreau", "", ""]


@pytest.mark.parametrize("identity", [5, "Eve", None, ["first_name"]])
def test_an_agent_that_others_wrote_has_no_name(identity: object) -> None:
    """The plan says of it what stood in the agents table."""
    before: Any = {"state": "present", "identity": identity}
    dropped: PlanLine = {"line": 2, "username": "a", "outcome": "provision", "cells": [], "listed": False}

    [line] = row_results([{"columns": [], "lines": [dropped | {"before": before}]}], [], position=3)

    assert line.name == ""


def test_outcomes_without_a_line_are_passed_by() -> None:
    joined = list(row_results([plan(5)], [outcome(2), outcome(5), outcome(9)], position=10))

    assert [(line.line, line.outcome) for line in joined] == [(5, "created")]


def test_only_one_block_is_held_at_a_time() -> None:
    read: list[int] = []

    def plans() -> Iterator[Plan]:
        for first in (2, 4, 6):
            read.append(first)
            yield plan(first, first + 1)

    joined = row_results(plans(), iter([]), position=100)

    next(joined)
    assert read == [2]
    assert len(list(joined)) == 5
