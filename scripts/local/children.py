"""Starts child processes so that an interruption ends them, in good order and never half."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from typing import TYPE_CHECKING

from local_aws.client.end_process import end_process

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path
    from types import FrameType

_STOPPING_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals() -> None:
    """Lets SIGTERM and a closed terminal unwind the program just as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        # Not through sys.stderr: the signal may have come in the middle of a write to it.
        os.write(2, b"\nStopping what was started ...\n")
        raise KeyboardInterrupt

    for number in _STOPPING_SIGNALS:
        signal.signal(number, interrupt)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Ignores further interruptions while what was started is being ended; that is bounded in time."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _STOPPING_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class Child:
    """A process in a group of its own, read line by line. Ctrl-C does not reach it: its owner ends it.

    Args:
        command: What to run.
        cwd: Where.
        environment: All of its variables.
        patience_seconds: How long it may take to end by itself once interrupted.
    """

    def __init__(
        self, command: Sequence[str], cwd: Path, environment: Mapping[str, str], patience_seconds: float
    ) -> None:
        self._command = list(command)
        self._cwd = cwd
        self._environment = dict(environment)
        self._patience_seconds = patience_seconds
        self.killed = False

    def lines(self) -> Iterator[str]:
        """Runs the process and yields what it prints, errors included; ends it if the caller is interrupted."""
        with subprocess.Popen(
            self._command,
            cwd=self._cwd,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as process:
            assert process.stdout is not None  # noqa: S101 - asked for above
            try:
                yield from process.stdout
                self.exit_status = process.wait()
            except BaseException:
                with undisturbed():
                    self.killed = end_process(process, self._patience_seconds, request=signal.SIGINT)
                raise
