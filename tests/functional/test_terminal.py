"""A terminal is read until its command has ended, and never longer than it was given."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Iterator

import pytest

from tests.terminal import open_terminal, read_terminal, without_sequences


@contextlib.contextmanager
def running(script: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """Run a script of a shell in a terminal of its own; yields our end and the process, and kills all that it left."""
    ours, theirs = open_terminal(rows=24, columns=77)
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with os.fdopen(ours, "r+b", buffering=0):
        process = subprocess.Popen(["setsid", "--ctty", "bash", "-c", script], **streams)  # type: ignore[call-overload]
        os.close(theirs)
        with process:
            try:
                yield ours, process
            finally:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(process.pid, signal.SIGKILL)


def test_all_that_is_shown_is_read_and_the_size_is_known() -> None:
    with running(r"stty size; printf '\033[1mbold\033[0m'; sleep 0.5; echo ' end'") as (ours, _):
        shown = read_terminal(ours, 30).decode()

    assert without_sequences(shown) == "24 77\r\nbold end\r\n"
    assert "\x1b[1m" in shown


@pytest.mark.parametrize("script", ["sleep 60", "while :; do echo more; done"], ids=["silent", "never silent"])
def test_what_does_not_end_is_told_with_what_it_showed(script: str) -> None:
    with running(f"echo begun; {script}") as (ours, _), pytest.raises(AssertionError, match=r"after 1 s:\s+begun"):
        read_terminal(ours, 1)


def test_it_need_not_wait_for_what_a_command_left_running() -> None:
    with running("trap '' HUP; sleep 20 & echo left") as (ours, process):
        assert read_terminal(ours, 15, is_over=lambda: process.poll() is not None) == b"left\r\n"


def test_ctrl_c_is_pressed_once_something_is_shown() -> None:
    with running("trap 'echo stopped; exit' INT; echo ready; sleep 60 & wait") as (ours, _):
        shown = read_terminal(ours, 30, interrupt_at="ready").decode()

    assert shown.count("stopped") == 1
