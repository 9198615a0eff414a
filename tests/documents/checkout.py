"""A copy of the checkout with `make up` in it, and a shell that runs what documents show as they show it."""

from __future__ import annotations

import functools
import json
import os
import shutil
import stat
import subprocess
import termios
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT
from scripts.virtual_environment import Environment
from tests.documents.commands import documented_commands
from tests.end_to_end.local_account import LocalStack
from tests.terminal import open_terminal, read_terminal, without_sequences

_SECONDS: Final = 400
_ROWS: Final = 50
_COLUMNS: Final = 200
_OTHERS: Final = (".git", ".venv", "build", "__pycache__", ".*_cache", ".hypothesis", "*.tfstate*", "terraform.tfvars")
_BROWSER: Final = '#!/bin/sh\nprintf "%s\\n" "$1" >> "$(dirname "$0")/opened"\n'


def _refuse(*_: Path) -> None:
    raise AssertionError("run: make venv")


def copy_checkout(folder: Path) -> Path:
    """Copy the checkout with what was built, as a clone would have it after `make build`; it shares the environment.

    Raises:
        AssertionError: the environment lacks a pin, so a target in the copy would install into it.
    """
    Environment(PROJECT / ".venv", _refuse, _refuse).hold(Path("requirements/dev.txt"))
    checkout = folder / "rollcall"
    shutil.copytree(PROJECT, checkout, ignore=shutil.ignore_patterns(*_OTHERS), symlinks=True)
    (checkout / ".venv").symlink_to((PROJECT / ".venv").resolve())
    (checkout / "build").mkdir()
    for path in (PROJECT / "build").glob("*.zip"):
        shutil.copyfile(path, checkout / "build" / path.name)  # newer than what it is made of
    for path in (PROJECT / "build").glob("*.cdx.json"):
        shutil.copyfile(path, checkout / "build" / path.name)
    return checkout


class Deployed(LocalStack):
    """What `make up` has made in a copy of the checkout."""

    def __init__(self, checkout: Path) -> None:
        site = checkout / "build" / "local"
        super().__init__(site, LocalAws.attach(site / "server" / "server.json"))
        self._names: dict[str, Any] = json.loads((site / "outputs.json").read_text("utf-8"))

    def outputs(self) -> dict[str, Any]:
        return self._names


class Shell:
    """A shell in a terminal, whose folder and variables last from one command to the next.

    Args:
        checkout: a copy of the checkout.
        tools: an empty folder, for the `rollcall` that is installed, and for the browser.
    """

    def __init__(self, checkout: Path, tools: Path) -> None:
        self.folder = self.checkout = checkout
        self._tools = tools
        self.ran: set[str] = set()
        taken = ("AWS_", "TF_", "ROLLCALL_", "MAKE", "MFLAGS", "PYTEST", "PYTHONPATH", "NO_COLOR", "FORCE_COLOR")
        self.variables = {name: value for name, value in os.environ.items() if not name.startswith(taken)}
        self.variables["PATH"] = f"{tools}:{PROJECT / '.venv' / 'bin'}:{os.environ['PATH']}"
        self.variables["BROWSER"] = f"{self._tool('browser', _BROWSER)} %s"
        self.variables["TERM"] = "xterm-256color"
        launcher = f'#!/bin/sh\nexec "{checkout}/scripts/rollcall" "$@"\n'
        self._tool("rollcall", launcher)

    def _tool(self, name: str, text: str) -> Path:
        path = self._tools / name
        path.write_text(text, "utf-8")
        path.chmod(stat.S_IRWXU)
        return path

    @property
    def opened(self) -> list[str]:
        """What the browser was given, oldest first."""
        path = self._tools / "opened"
        return path.read_text("utf-8").splitlines() if path.exists() else []

    def run(
        self,
        text: str,
        exit_code: int | None = 0,
        *,
        answer: str = "yes",
        words: Mapping[str, str] | None = None,
    ) -> str:
        """Run a command that a document shows, and return what the terminal got, without its colours.

        Args:
            text: the command as it stands there, or its beginning up to an ellipsis.
            exit_code: how it has to end; None for either 0 or 1.
            answer: what is typed where it asks.
            words: what a reader puts in: word of the command → what stands for it here.
        """
        command = documented(text)
        self.ran.add(command)
        for word, own in (words or {}).items():
            assert word in command, word
            command = command.replace(word, own)
        code, shown = self._in_terminal(command, answer)
        wanted = {0, 1} if exit_code is None else {exit_code}
        assert code in wanted, f"{command}\nended with {code}:\n{shown}"
        return shown

    def _in_terminal(self, command: str, answer: str) -> tuple[int, str]:
        left = self._tools / "variables"
        script = f"{command}\ncode=$?\nenv -0 > '{left}'\nexit $code\n"
        ours, theirs = open_terminal(_ROWS, _COLUMNS)
        settings = termios.tcgetattr(theirs)
        settings[3] &= ~termios.ECHO  # what is typed is no output
        termios.tcsetattr(theirs, termios.TCSANOW, settings)
        with os.fdopen(ours, "r+b", buffering=0):
            os.write(ours, f"{answer}\n".encode() * 3)
            process = subprocess.Popen(
                ["bash", "-c", script], cwd=self.folder, env=self.variables, stdin=theirs, stdout=theirs, stderr=theirs
            )
            os.close(theirs)
            with process:
                try:
                    # What it has left running may have the terminal open.
                    raw = read_terminal(ours, _SECONDS, is_over=lambda: process.poll() is not None)
                    process.wait(_SECONDS)
                finally:
                    process.kill()
        shown = raw.decode(errors="replace")
        pairs = (entry.partition("=") for entry in left.read_text("utf-8").split("\0") if entry)
        self.variables = {name: value for name, _, value in pairs if name not in {"_", "SHLVL", "PWD", "OLDPWD"}}
        return process.returncode, without_sequences(shown).replace("\r\n", "\n")


@functools.cache
def _texts() -> tuple[str, ...]:
    return tuple({command.text: None for command in documented_commands()})


def documented(text: str) -> str:
    """Return the whole of a documented command that is named by its beginning and an ellipsis, or by all of it."""
    beginning = text.removesuffix("…").rstrip()
    found = [one for one in _texts() if (one.startswith(beginning) if text.endswith("…") else one == text)]
    assert len(found) == 1, f"{len(found)} documented commands are {text!r}"
    return found[0]
