"""The one way to end a process: ask it, wait, and kill what is left of it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from typing import Any

_POLL_SECONDS = 0.05


def end_process(
    process: subprocess.Popen[Any], patience_seconds: float, *, request: signal.Signals = signal.SIGTERM
) -> bool:
    """End a child process and wait until it is gone; nothing happens to one that has ended already.

    If it leads a process group (`start_new_session=True`), what it started and left behind is killed with it.

    Args:
        process: The child. What it still prints into a pipe on standard output is read and dropped, as a full pipe
            would keep it from ending.
        patience_seconds: How long it may take to end by itself.
        request: The signal that asks it to.

    Returns:
        Whether it had to be killed.
    """
    leads_group = _leads_group(process.pid) if process.returncode is None else False
    process.send_signal(request)
    reader = threading.Thread(target=process.stdout.read if process.stdout else None, daemon=True)
    reader.start()
    killed = False
    try:
        process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        killed = True
        process.kill()
    if leads_group:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    reader.join(patience_seconds)
    return killed


def end_process_by_id(pid: int, patience_seconds: float) -> bool:
    """End a process that is not a child of this one, and wait until it is gone; nothing happens if it is gone already.

    Args:
        pid: Its id.
        patience_seconds: How long it may take to end by itself.

    Returns:
        Whether it had to be killed.
    """
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + patience_seconds
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(_POLL_SECONDS)
        os.kill(pid, signal.SIGKILL)
        return True
    return False


def _leads_group(pid: int) -> bool:
    try:
        return os.getpgid(pid) == pid
    except ProcessLookupError:
        return False
