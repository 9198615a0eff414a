"""Before anything is made, it stops where a deployment stands, where quotas lack, and where nobody says yes."""

from __future__ import annotations

import io
import os
import subprocess
import sys

import pytest

from scripts.terraform.initialise import PROJECT
from tests.functional.on_aws.conftest import ALIAS, Probed
from tests.on_aws.terminal import agreed


def run(probed: Probed, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command on the account."""
    environment = os.environ | probed.environment | {"PYTHONPATH": f"{PROJECT}:{PROJECT}/lambda_src"}
    command = [sys.executable, "-m", "tests.on_aws", "--yes", *arguments]
    return subprocess.run(
        command, env=environment, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300
    )


def test_it_refuses_where_a_run_of_before_left_something_and_names_it(probed: Probed) -> None:
    done = run(probed)

    assert done.returncode == 2
    assert f"stands already, or what is left of one: Connect instances: {ALIAS}." in done.stderr


def test_it_refuses_where_the_account_has_no_room_for_two_instances(probed: Probed) -> None:
    done = run(probed, "--name=another")

    assert done.returncode == 2
    assert "Amazon Connect instances: 2, 1 used, 2 needed: too few" in done.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stdin", "yes", "begins"),
    [
        (Terminal("yes\n"), False, True),
        (Terminal("y\n"), False, False),
        (Terminal(""), False, False),
        (io.StringIO("yes\n"), False, False),
        (io.StringIO(), True, True),
    ],
    ids=["yes on a terminal", "anything else", "nothing", "nobody there", "said before"],
)
def test_only_a_yes_begins(monkeypatch: pytest.MonkeyPatch, stdin: io.StringIO, yes: bool, begins: bool) -> None:
    monkeypatch.setattr("sys.stdin", stdin)

    assert agreed(yes) is begins
