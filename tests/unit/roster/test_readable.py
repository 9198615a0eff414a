"""What others wrote into a store is told by its place, and what Rollcall wrote is read."""

from __future__ import annotations

import pytest

from roster.errors import UnreadableError
from roster.plan_check import is_plan
from roster.readable import check_item, is_text, is_whole
from roster.refusals import is_refusal

LINE = {"line": 2, "username": "ada", "outcome": "provision", "cells": ["ada"]}


def plan(**members: object) -> dict[str, object]:
    return {"columns": ["username"], "lines": [LINE | members]}


def test_plans_of_each_kind_are_ours() -> None:
    assert is_plan({"columns": [], "lines": []})
    assert is_plan(plan(before={"state": "absent"}, changes=[{"column": "c", "old": "", "new": "x"}], listed=False))
    assert is_plan(plan(before={"state": "present", "identity": 5}))  # as others wrote it into the agents table
    assert is_plan(plan(problems=[{"column": "", "message": "m"}]) | {"name_columns": {"name": 0}, "ignored": ["x"]})


@pytest.mark.parametrize(
    "other",
    [
        [],
        {"lines": []},
        {"columns": "username", "lines": []},
        plan(line="2"),
        plan(line=True),
        plan(outcome="created"),
        plan(outcome=["provision"]),
        plan(cells=[1]),
        plan(problems=[{"column": "c"}]),
        plan(problems={}),
        plan(before={"state": ["present"]}),
        plan(before=3),
        plan(changes=[{"column": "c", "old": None, "new": ""}]),
        plan() | {"name_columns": {"name": -1}},
    ],
)
def test_anything_else_is_not(other: object) -> None:
    assert not is_plan(other)


def test_an_item_is_told_with_all_that_is_wrong_and_nobody_tries_it_again() -> None:
    check_item({"a": "x", "b": 1, "more": None}, "The item", {"a": is_text}, {"b": is_whole, "c": is_text})

    with pytest.raises(
        UnreadableError, match=r"^The item can't be read.*: a is missing, b is of another kind$"
    ) as caught:
        check_item({"b": 1.5}, "The item", {"a": is_text}, {"b": is_whole})
    assert not is_refusal(caught.value)
