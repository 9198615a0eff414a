"""Runs commands in process and catches what they print."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rollcall_cli.deployment import Deployment
from rollcall_cli.find_deployment import find_deployment
from rollcall_cli.main import main


@dataclass
class Result:
    """What a command left behind."""

    exit_code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must be JSON and nothing else."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[list[str]]:
        """Standard output as a pipe gets it: cells between tabs."""
        return [line.split("\t") for line in self.out.splitlines()]


@dataclass
class CommandLine:
    """`scripts/rollcall` with the outputs of a deployment."""

    stack_file: Path
    capsys: pytest.CaptureFixture[str]

    def deployment(self) -> Deployment:
        """The deployment, as commands find it."""
        return find_deployment(self.stack_file, None, None)

    def run(self, *arguments: str) -> Result:
        """Run one command on the deployment; standard output is a pipe."""
        return self.run_alone(*arguments, "--stack-file", str(self.stack_file))

    def run_alone(self, *arguments: str) -> Result:
        """Run one command as it stands."""
        self.capsys.readouterr()
        with pytest.raises(SystemExit) as leaving:
            main(list(arguments))
        captured = self.capsys.readouterr()
        return Result(int(leaving.value.code or 0), captured.out, captured.err)
