"""What the stage of `make test` asks of a run on local AWS."""

from __future__ import annotations

from typing import Any

import pytest

from tests.on_local_aws import problems

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
