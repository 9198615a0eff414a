"""Runs processes, and asks about those that a test's subject started."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

OUTSIDE_MAKE: Final = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
"""The environment without what `make` hands to those it runs, for a `make` that knows nothing of another one."""


def is_gone(pid: int, within_seconds: float = 60.0) -> bool:
    """Whether a process ends soon; one that only waits for its parent to take note has ended."""
    deadline = time.monotonic() + within_seconds
    while time.monotonic() < deadline:
        state = subprocess.run(
            ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
        ).stdout
        if not state.strip() or state.startswith("Z"):
            return True
        time.sleep(0.05)
    return False


def children_of(parent: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text()
            except OSError:  # it ended meanwhile
                continue
            if int(status.rpartition(")")[2].split()[1]) == parent:
                found.append(int(entry.name))
    return found


def command_of(pid: int) -> bytes:
    """Return a process's command line, its parts ended by zeros; empty if there is no such process any more."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:  # it ended meanwhile
        return b""


_SECONDS_TO_END_WELL = 1800.0
"""An interrupted Terraform finishes the calls that are under way, such as making an instance, and writes its state."""


def run_in_good_order(
    command: Sequence[str],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    *,
    seconds: float,
    capture: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run a process as `subprocess.run` does; but an interruption asks it to end, and waits until it has.

    `subprocess.run` kills it a quarter of a second after Ctrl-C: Terraform would lose what it just makes.

    Args:
        command: what to run.
        folder: where.
        environment: all of its variables; this process's if None.
        seconds: longest time.
        capture: whether what it prints, errors included, is returned and not shown.
    """
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if capture else None,
        stderr=subprocess.STDOUT if capture else None,
        text=True,
        start_new_session=True,  # a terminal's Ctrl-C reaches it once, by us
    ) as process:
        try:
            printed, _ = process.communicate(timeout=seconds)
        except BaseException:
            end_well(process, _SECONDS_TO_END_WELL)
            raise
    return subprocess.CompletedProcess(command, process.returncode, printed, None)


def end_well(process: subprocess.Popen[Any], seconds: float, request: signal.Signals = signal.SIGINT) -> None:
    """Ask a process to end, wait until it has, and kill what is left of its group.

    Args:
        process: one that leads a group of its own.
        seconds: how long it may take to end by itself.
        request: the signal that asks it to.

    Raises:
        subprocess.TimeoutExpired: it did not end by itself; it is killed by now.
    """
    process.send_signal(request)
    try:
        process.communicate(timeout=seconds)  # reads on: a full pipe would keep it from ending
    finally:
        process.kill()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
