"""Makes a virtual environment and installs pins with their hashes checked: what the Makefile runs first.

Run with the Python that the environment is to be of, before anything is installed: it needs the standard library only.
The environment remembers which requirements it holds, so that a second run does nothing. It is made anew when its
interpreter is gone (a moved checkout, a removed Python) or of another version than the Python that runs this.
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import venv
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_OLDEST_PYTHON = (3, 11)
_HELD = ".installed"
_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_BETWEEN_LINES = 5.0
_INTERPRETER_SECONDS = 60
_CLEAR = "\r\x1b[K"
_PIN = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*==", re.MULTILINE)
_FOUND = re.compile(r"^\s*(Collecting |Requirement already satisfied: )")


class SetUpError(Exception):
    """The environment could not be made; the message says what to do."""


class Environment:
    """A virtual environment on disk.

    Args:
        folder: Where it is, or is to be.
        create: Makes an empty one in a folder.
        install: Installs a requirements file into the environment of an interpreter.
    """

    def __init__(self, folder: Path, create: Callable[[Path], None], install: Callable[[Path, Path], None]) -> None:
        self.folder = folder
        self._create = create
        self._install = install

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    def hold(self, requirements: Path, supersets: Sequence[Path] = ()) -> None:
        """Sees to it that the environment is of this Python and holds `requirements`.

        Args:
            requirements: A file of pins.
            supersets: Files that hold all of these pins, and more: if one is installed, nothing is missing.

        Raises:
            SetUpError: pip failed, with what it said.
        """
        if (why := self._why_not_usable()) is not None:
            if self.folder.exists():
                sys.stdout.write(f"{self.folder} is made anew: {why}\n")
            self._create(self.folder)
        held = self._held()
        if any(held.get(str(path)) == _fingerprint(path) for path in (requirements, *supersets)):
            return
        self._install(self.python, requirements)
        held = self._held() | {str(requirements): _fingerprint(requirements)}
        (self.folder / _HELD).write_text("".join(f"{name} {digest}\n" for name, digest in sorted(held.items())))

    def _why_not_usable(self) -> str | None:
        """Says what is wrong with the environment as it is; None for nothing."""
        command = [str(self.python), "-c", "import pip, sys; print('%d.%d' % sys.version_info[:2])"]
        try:
            answer = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_INTERPRETER_SECONDS)
        except (OSError, subprocess.TimeoutExpired):
            return "its Python is gone"
        if answer.returncode != 0:
            return "its Python or its pip does not run"
        theirs, ours = answer.stdout.strip(), "{}.{}".format(*sys.version_info[:2])
        return None if theirs == ours else f"it is of Python {theirs}, and PYTHON is {ours}"

    def _held(self) -> dict[str, str]:
        """Fingerprints of the requirements that were installed, by file."""
        try:
            lines = (self.folder / _HELD).read_text().splitlines()
        except FileNotFoundError:
            return {}
        return {name: digest for name, _, digest in (line.rpartition(" ") for line in lines) if name}


def create(folder: Path) -> None:
    """Makes an empty environment; what is in the folder is deleted."""
    clear(folder)
    venv.create(folder, with_pip=True, symlinks=True)


def clear(folder: Path) -> None:
    """Deletes a folder; of a link to one, the link alone, as other checkouts may use what it leads to."""
    if folder.is_symlink():
        folder.unlink()
    elif folder.exists():
        shutil.rmtree(folder)


def install(python: Path, requirements: Path) -> None:
    """Installs pins and shows how far pip is.

    Modules are compiled when they are first imported: most are never.

    Args:
        python: The environment's interpreter.
        requirements: A file of pins.

    Raises:
        SetUpError: pip failed, with what it said.
    """
    pins = len(_PIN.findall(requirements.read_text("utf-8")))
    command = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "--no-compile"]
    command += ["--progress-bar=off", "--require-hashes", "-r", str(requirements)]
    folder = python.parent.parent
    sys.stdout.write(f"installing {pins} packages of {requirements} into {folder}\n")
    sys.stdout.flush()
    started = time.monotonic()
    with subprocess.Popen(
        command,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as pip:
        assert pip.stdout is not None  # noqa: S101 - asked for above
        with shown_progress(folder, pins) as progress:
            for line in pip.stdout:
                progress.take(line)
    if pip.returncode != 0:
        raise SetUpError(f"pip could not install {requirements}:\n{progress.said}")
    sys.stdout.write(f"installed {requirements} in {time.monotonic() - started:.0f} s\n")


class Progress:
    """How far pip is: it finds all packages first, and then installs one after the other.

    Args:
        folder: The environment.
        pins: Packages to install.
    """

    def __init__(self, folder: Path, pins: int) -> None:
        self._folder = folder
        self._pins = pins
        self._found = 0
        self._installs = False
        self.said = ""

    def take(self, line: str) -> None:
        """Takes in a line that pip has printed."""
        self.said += line
        self._found += _FOUND.match(line) is not None
        self._installs = self._installs or line.startswith("Installing collected packages")

    def __str__(self) -> str:
        if self._installs:
            return f"  installed {min(count_installed(self._folder), self._pins)} of {self._pins}"
        return f"  found {min(self._found, self._pins)} of {self._pins}"


@contextlib.contextmanager
def shown_progress(folder: Path, pins: int, stream: TextIO | None = None) -> Iterator[Progress]:
    """Shows meanwhile how far pip is.

    Args:
        folder: The environment.
        pins: Packages to install.
        stream: Where to write; standard output if None. A terminal gets one line that changes, a pipe a line now and
            then.

    Yields:
        What takes in the lines that pip prints.
    """
    progress, over, to = Progress(folder, pins), threading.Event(), stream or sys.stdout

    def show() -> None:
        shown, shown_at = "", time.monotonic()
        while not over.wait(_SECONDS_BETWEEN_LOOKS):
            text = str(progress)
            if to.isatty():
                to.write(f"{_CLEAR}{text}")
            elif text != shown and time.monotonic() - shown_at >= _SECONDS_BETWEEN_LINES:
                shown, shown_at = text, time.monotonic()
                to.write(f"{text}\n")
            to.flush()
        to.write(_CLEAR if to.isatty() else "")
        to.flush()

    thread = threading.Thread(target=show, daemon=True)
    thread.start()
    try:
        yield progress
    finally:
        over.set()
        thread.join()


def count_installed(folder: Path) -> int:
    """Counts the packages that are whole: a package's list of files is written last."""
    return sum(1 for _ in folder.glob("lib/python*/site-packages/*.dist-info/RECORD"))


@contextlib.contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Keeps out a second make that sets an environment up in the same folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _fingerprint(requirements: Path) -> str:
    return hashlib.sha256(requirements.read_bytes()).hexdigest()


def main(arguments: Sequence[str]) -> int:
    """Sets one environment up, or says why it can't."""
    if sys.version_info < _OLDEST_PYTHON:
        version = ".".join(map(str, sys.version_info[:3]))
        sys.stderr.write(
            f"{sys.executable} is Python {version}: install 3.11 or later, or name it: make PYTHON=python3.12 ...\n"
        )
        return 1
    parser = argparse.ArgumentParser(description="Make a virtual environment and install pins into it.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("requirements", type=Path)
    parser.add_argument("--superset", type=Path, action="append", default=[], help="pins that include all of these")
    chosen = parser.parse_args(arguments)
    chosen.folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _alone_in(chosen.folder.parent):
            Environment(chosen.folder, create, install).hold(chosen.requirements, chosen.superset)
    except SetUpError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
