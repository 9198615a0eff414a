"""`scripts/rollcall` as an operator runs it: in a terminal, or in a pipe."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.stack import Stack
from tests.end_to_end.warm_command import WarmCommand
from tests.terminal import open_terminal, read_terminal, without_sequences

LAUNCHER = str(PROJECT / "scripts" / "rollcall")
ESCAPE = "\x1b"
_SECONDS = 180
_ROWS = 40
_SHELL = """
import fcntl, os, signal, sys, termios
fcntl.ioctl(0, termios.TIOCSCTTY, 0)
signal.signal(signal.SIGINT, signal.SIG_DFL)  # which who runs the tests in the background may have switched off
os.execv(sys.argv[1], sys.argv[1:])
"""
"""Takes the terminal as a shell does, so that its Ctrl-C interrupts."""


@dataclass(frozen=True)
class Shown:
    """What a terminal got.

    Attributes:
        exit_code: the command's.
        raw: all of it, in order.
    """

    exit_code: int
    raw: str

    @property
    def text(self) -> str:
        """It without what colours it and moves the cursor."""
        return without_sequences(self.raw)

    @property
    def lines(self) -> list[str]:
        """Lines as they stand at last: what a carriage return goes back over is written over."""
        return [line.rstrip("\r").rpartition("\r")[2] for line in self.text.split("\n")]


class Operator:
    """Runs commands from another folder, each in a process of its own.

    `piped` starts `scripts/rollcall`, and the command imports what it needs. All else is run by a process that has
    imported that already (`warm_commands`): to start the program takes longer than most commands take to do their work.

    Args:
        stack: the deployment.
        folder: where to run them.
        person: environment of whoever runs them, as `people.sign_in` returns it; the administrator's if left out.
    """

    def __init__(self, stack: Stack, folder: Path, person: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        outputs = folder / "outputs.json"
        outputs.write_text(json.dumps(stack.outputs()), "utf-8")
        mine = {"ROLLCALL_STACK_FILE": str(outputs), "TERM": "xterm-256color"}
        taken = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "BROWSER")
        self.environment = {name: value for name, value in os.environ.items() if name not in taken}
        self.environment |= dict(person or stack.account.environment()) | mine

    def piped(self, *arguments: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        """Run one command as a program, in a pipe; nothing but text comes out."""
        result = subprocess.run(
            [LAUNCHER, *arguments],
            cwd=self.folder,
            env=self.environment | (environment or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
        assert ESCAPE not in result.stdout + result.stderr
        return result

    def run(self, *arguments: str, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run one command without a terminal and check how it ends; nothing but text comes out."""
        with open(os.devnull, "rb") as nothing, tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            streams = nothing.fileno(), out.fileno(), errors.fileno()
            with WarmCommand(arguments, self.folder, self.environment, streams) as command:
                try:
                    returncode = command.wait(_SECONDS)
                finally:
                    command.kill()
            printed = []
            for stream in (out, errors):
                stream.seek(0)
                printed.append(stream.read().decode())
        result = subprocess.CompletedProcess(arguments, returncode, *printed)
        assert ESCAPE not in result.stdout + result.stderr
        assert result.returncode == exit_code, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        return result

    def json(self, *arguments: str, exit_code: int = 0) -> Any:
        """Run one command and read the JSON that it prints, which is all that it prints."""
        return json.loads(self.run(*arguments, "--json", exit_code=exit_code).stdout)

    def shown(
        self,
        *arguments: str,
        columns: int = 120,
        environment: dict[str, str] | None = None,
        interrupt_at: str | None = None,
    ) -> Shown:
        """Run one command in a terminal.

        Args:
            arguments: of the command.
            columns: how wide the terminal is.
            environment: more variables.
            interrupt_at: press Ctrl-C once this is shown; the command is then started as a program.
        """
        ours, theirs = open_terminal(_ROWS, columns)
        variables = self.environment | (environment or {})
        with os.fdopen(ours, "r+b", buffering=0) as terminal:
            try:
                command = (
                    WarmCommand(arguments, self.folder, variables, (theirs, theirs, theirs))
                    if interrupt_at is None
                    else self._program_in_terminal(arguments, variables, theirs)
                )
            finally:
                os.close(theirs)
            with command:
                try:
                    raw = read_terminal(terminal.fileno(), _SECONDS, interrupt_at=interrupt_at)
                    return Shown(command.wait(_SECONDS), raw.decode())
                finally:
                    command.kill()

    def _program_in_terminal(
        self, arguments: Sequence[str], environment: Mapping[str, str], terminal: int
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", _SHELL, LAUNCHER, *arguments],
            cwd=self.folder,
            env=environment,
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            start_new_session=True,
        )
