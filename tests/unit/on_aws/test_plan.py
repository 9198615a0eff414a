"""What Terraform tells for programs is read past whatever else it prints, and a failure says its errors alone."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.account import EnvironmentAccount
from tests.end_to_end.stack import Stack, TerraformFailedError
from tests.on_aws.deployment import plan

TOLD = [
    {
        "type": "planned_change",
        "change": {"action": action, "resource": {"resource_type": kind, "resource": f"{kind}.a"}},
    }
    for action, kind in (("create", "aws_s3_bucket"), ("read", "aws_caller_identity"), ("create", "aws_kms_key"))
]
DIAGNOSTICS = [
    {"type": "diagnostic", "diagnostic": {"severity": "warning", "summary": "Deprecated argument"}},
    {"type": "diagnostic", "diagnostic": {"severity": "error", "summary": "No such key", "detail": "It is gone."}},
]


class Told(Stack):
    """A deployment whose Terraform prints these events, and before them a line of another kind."""

    status = 0
    lines: tuple[dict[str, Any], ...] = ()

    def terraform(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        printed = "\n".join(["a line of the provider's", *map(json.dumps, self.lines), ""])
        return subprocess.CompletedProcess(arguments, self.status, printed)


@pytest.fixture
def stack(tmp_path: Path) -> Told:
    return Told(tmp_path, EnvironmentAccount({}))


def test_what_is_made_and_what_changed_are_read(stack: Told) -> None:
    stack.lines = (*TOLD, DIAGNOSTICS[0])

    assert plan(stack) == ["aws_s3_bucket", "aws_kms_key"]
    assert stack.changes() == ["create aws_kms_key.a", "create aws_s3_bucket.a"]


def test_a_failure_says_errors_and_no_warnings(stack: Told) -> None:
    stack.status, stack.lines = 1, tuple(DIAGNOSTICS)

    failing: dict[str, Callable[[], object]] = {"plan": lambda: plan(stack), "apply": stack.changes}
    for command, fail in failing.items():
        with pytest.raises(TerraformFailedError) as caught:
            fail()
        assert str(caught.value).split("\n") == [f"terraform {command} failed:", "", "Error: No such key: It is gone."]


def test_a_failure_without_errors_says_all_that_was_printed(stack: Told) -> None:
    stack.status = 1

    with pytest.raises(TerraformFailedError, match="a line of the provider's"):
        plan(stack)
