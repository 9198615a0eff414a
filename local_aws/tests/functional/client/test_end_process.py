"""Processes are asked to end, and killed when they do not."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from local_aws.client.end_process import end_process, end_process_by_id
from local_aws.tests.functional.support import wait_for

OBEDIENT = "import time; print(flush=True); time.sleep(60)"
CHATTY = """
import os, signal, sys, time
def stop(number, frame):
    os.write(1, b"x" * 200_000)  # more than a pipe holds
    sys.exit(0)
signal.signal(signal.SIGINT, stop)
print(flush=True)
time.sleep(60)
"""
STUBBORN = """
import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
grandchild = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
print(grandchild.pid, flush=True)
time.sleep(60)
"""

DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
PARENT = """
import os, subprocess, sys
command = [sys.executable, "-c", sys.argv[1]]
child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
child.stdout.readline()
print(child.pid, flush=True)
os._exit(0)
"""


@contextmanager
def started(source: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-c", source]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, start_new_session=True) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().strip()
        finally:
            process.kill()


def is_gone(pid: int) -> bool:
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return not state.strip() or state.startswith("Z")


def test_it_is_asked_first() -> None:
    with started(OBEDIENT) as (process, _):
        assert not end_process(process, 20)
        assert process.returncode == -signal.SIGTERM


def test_what_it_prints_at_its_end_does_not_hold_it() -> None:
    with started(CHATTY) as (process, _):
        assert not end_process(process, 20, request=signal.SIGINT)
        assert process.returncode == 0


def test_a_stubborn_one_is_killed_with_all_that_it_started() -> None:
    with started(STUBBORN) as (process, grandchild):
        assert end_process(process, 0.2)
        assert process.returncode == -signal.SIGKILL
        wait_for(lambda: is_gone(int(grandchild)))


def test_one_that_has_ended_is_left_alone() -> None:
    with started("pass") as (process, _):
        process.wait()
        assert not end_process(process, 20)
        assert process.returncode == 0


@pytest.mark.parametrize(("source", "killed"), [(OBEDIENT, False), (DEAF, True)])
def test_one_of_another_parent_is_ended_by_its_id(source: str, killed: bool) -> None:
    answer = subprocess.run([sys.executable, "-c", PARENT, source], capture_output=True, text=True, check=True)
    pid = int(answer.stdout)
    assert end_process_by_id(pid, 0.3 if killed else 20) == killed
    wait_for(lambda: is_gone(pid))
    assert not end_process_by_id(pid, 20)
