"""Ends the processes that functions run in, at a call that they make."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from tests.end_to_end.local_account import LocalStack
from tests.processes import children_of, command_of

_HELD_SECONDS: Final = 20.0
"""How long the call's answer is held back: until long after its process is gone."""

_A_MOMENT: Final = 0.001
_REACHED_SECONDS: Final = 60.0
_LOOK_SECONDS: Final = 0.02
_NAME: Final = b"AWS_LAMBDA_FUNCTION_NAME="


class Point(NamedTuple):
    """A call at which a function dies.

    Attributes:
        service: the service that is called.
        operation: what is called.
        number: which of its calls; 1 is the first that is made from now on, by whoever.
        after: whether the call takes effect.
        functions: whose processes are killed.
    """

    service: str
    operation: str
    number: int
    after: bool
    functions: tuple[str, ...] = ("ingest", "provision", "report")

    def __str__(self) -> str:
        return f"{self.operation} {self.number}, {'after' if self.after else 'before'} it takes effect"


def kill_at(stack: LocalStack, point: Point, begin: Callable[[], object]) -> bool:
    """Begin something, and kill functions once it comes to a call.

    Args:
        stack: the deployment, at rest.
        point: the call.
        begin: begins what makes it.

    Returns:
        Whether the call was made at all.
    """
    controls = stack.server.controls
    if point.number > 1:
        controls.fail_next(point.service, point.operation, "", times=point.number - 1, delay_seconds=_A_MOMENT)
    code = "" if point.after else "InternalServerError"
    controls.fail_next(point.service, point.operation, code, status=500, delay_seconds=_HELD_SECONDS)
    try:
        begin()
        deadline = time.monotonic() + _REACHED_SECONDS
        while controls.waiting_faults() and time.monotonic() < deadline:
            time.sleep(_LOOK_SECONDS)
        reached = not controls.waiting_faults()
    finally:
        controls.clear_faults()
    if reached:
        kill_functions(stack, point.functions)
    return reached


def kill_functions(stack: LocalStack, functions: Iterable[str]) -> None:
    """Kill all processes of functions, whatever they are at."""
    names = {stack.outputs()["function_names"][function].encode() for function in functions}
    for pid in workers_of(stack.server.pid):
        if _function_of(pid) in names:
            kill(pid)


def workers_of(server: int) -> list[int]:
    """Return the processes in which a local AWS, itself a process, runs functions."""
    return [pid for pid in children_of(server) if b"_worker" in command_of(pid)]


def kill(pid: int) -> None:
    """Kill a process, if it has not ended by itself meanwhile."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def _function_of(pid: int) -> bytes:
    try:
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # it ended meanwhile
        return b""
    return next((entry.removeprefix(_NAME) for entry in environment if entry.startswith(_NAME)), b"")
