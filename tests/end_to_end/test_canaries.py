"""Passwords of every origin come to Secrets Manager and to nowhere else that a deployment keeps anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.canaries import look_everywhere
from tests.end_to_end.local_account import LocalStack

RESULTS = PROJECT / "build" / "test-results"

pytestmark = pytest.mark.needs_local_aws("faults, processes to kill, and stores that can be looked through whole")


def test_no_password_stands_anywhere_but_in_the_secret_of_its_agent(stack: LocalStack, tmp_path: Path) -> None:
    """It lists where it looked, and how much, in build/test-results/canaries.md."""
    stack.settle()

    found = look_everywhere(stack, tmp_path)

    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "canaries.md").write_text("\n".join([*found.lines(), ""]), "utf-8")
    assert found.sweep.hits == []
    assert found.sweep.empty == []
    assert found.missing == []
    assert found.unreached == []
