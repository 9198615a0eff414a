"""Asks `warm_commands` for commands, and waits for them as one does for a subprocess."""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Self

from scripts.terraform.initialise import PROJECT
from tests.processes import end_well

_SECONDS_TO_END = 10.0


class WarmCommand:
    """A command that runs. At the end of its `with` block nobody asks for it any more.

    Args:
        arguments: of the command.
        folder: where to run it.
        environment: all variables that it has.
        streams: file descriptors that it is to have as standard input, output and error.
    """

    def __init__(
        self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str], streams: tuple[int, int, int]
    ) -> None:
        request = {"arguments": arguments, "folder": str(folder), "environment": dict(environment)}
        self._connection = socket.socket(socket.AF_UNIX)
        self._connection.connect(_address())
        socket.send_fds(self._connection, [json.dumps(request).encode()], streams)
        self._answers = self._connection.makefile()
        self._pid = int(self._answers.readline())
        self._exit_code: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._answers.close()
        self._connection.close()

    def wait(self, seconds: float) -> int:
        """Wait until it ends and return how, as `subprocess.Popen` does.

        Raises:
            TimeoutError: it has not by then.
        """
        if self._exit_code is None:
            self._connection.settimeout(seconds)
            self._exit_code = int(self._answers.readline())
        return self._exit_code

    def kill(self) -> None:
        """Kill it unless it has been waited for."""
        if self._exit_code is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._pid, signal.SIGKILL)


@functools.cache
def _address() -> str:
    """Start the process that has the commands ready; it ends with this one."""
    folder = tempfile.TemporaryDirectory(prefix="rollcall-")
    atexit.register(folder.cleanup)
    path = f"{folder.name}/socket"
    process = subprocess.Popen(
        [sys.executable, "-P", str(Path(__file__).with_name("warm_commands.py")), path],
        env=os.environ | {"PYTHONPATH": str(PROJECT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    atexit.register(end_well, process, _SECONDS_TO_END, signal.SIGTERM)
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    return path
