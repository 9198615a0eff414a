"""Child processes end with whoever started them, and in good order if they can."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.local.children import Child
from tests.processes import is_gone

GOOD_ORDER = """
import os, signal, sys, time
def stop(number, frame):
    # More than a pipe holds; not by print, which the signal may have come in the middle of.
    os.write(1, b"x" * 200_000)
    open("stopped", "w").close()
    sys.exit(0)
signal.signal(signal.SIGINT, stop)
print("ready", flush=True)
time.sleep(60)
"""
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGINT, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(grandchild.pid, flush=True)
time.sleep(60)
"""


def _interrupted_after_first(lines: Iterator[str]) -> str:
    first = next(lines)
    with pytest.raises(KeyboardInterrupt):
        lines.throw(KeyboardInterrupt())  # type: ignore[attr-defined]
    return first


def test_output_and_status(tmp_path: Path) -> None:
    child = Child([sys.executable, "-c", "print('a'); print('b'); raise SystemExit(3)"], tmp_path, os.environ, 5)
    assert list(child.lines()) == ["a\n", "b\n"]
    assert child.exit_status == 3


def test_an_interruption_lets_it_end_by_itself(tmp_path: Path) -> None:
    child = Child([sys.executable, "-c", GOOD_ORDER], tmp_path, os.environ, 20)
    _interrupted_after_first(child.lines())
    assert (tmp_path / "stopped").exists()
    assert not child.killed


def test_a_stubborn_one_is_killed_with_all_it_started(tmp_path: Path) -> None:
    child = Child([sys.executable, "-c", STUBBORN], tmp_path, os.environ, 0.2)
    grandchild = int(_interrupted_after_first(child.lines()))
    assert child.killed
    assert is_gone(grandchild)
