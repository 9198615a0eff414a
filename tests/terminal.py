"""A terminal for commands that behave otherwise in one, and what they print there."""

from __future__ import annotations

import fcntl
import os
import re
import select
import struct
import termios
import time
from collections.abc import Callable

_SEQUENCE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LOOK_SECONDS = 0.2
_CTRL_C = b"\x03"


def open_terminal(rows: int, columns: int) -> tuple[int, int]:
    """Open a terminal of a size; return our end and that of the command as file descriptors, both to be closed."""
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    return ours, theirs


def without_sequences(text: str) -> str:
    """Return a text without what colours it and moves the cursor."""
    return _SEQUENCE.sub("", text)


def read_terminal(
    ours: int, seconds: float, *, is_over: Callable[[], bool] = lambda: False, interrupt_at: str | None = None
) -> bytes:
    """Read what comes to our end until nobody has the other open any more.

    Args:
        ours: our end.
        seconds: how long that may take.
        is_over: whether to stop as soon as nothing comes, whoever may have the other end open.
        interrupt_at: press Ctrl-C once this is shown.

    Raises:
        AssertionError: it took longer; the message has what came.
    """
    deadline = time.monotonic() + seconds
    raw = b""
    while True:
        left = deadline - time.monotonic()
        assert left > 0, f"still running after {seconds:g} s:\n{raw.decode(errors='replace')}"
        over = is_over()  # before the look: what came until then is read
        ready, _, _ = select.select([ours], [], [], min(left, _LOOK_SECONDS))
        if not ready:
            if over:
                return raw
            continue
        try:
            piece = os.read(ours, 65536)
        except OSError:  # as Linux says that the other end is closed
            piece = b""
        if not piece:
            return raw
        raw += piece
        if interrupt_at is not None and interrupt_at.encode() in raw:
            interrupt_at = None
            os.write(ours, _CTRL_C)
