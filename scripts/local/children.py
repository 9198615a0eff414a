"""Starts child processes so that an interruption ends them, in good order and never half."""

from __future__ import annotations

import signal
import subprocess
from typing import TYPE_CHECKING

from local_aws.client.end_process import end_process
from scripts.interruptions import undisturbed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path


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
