"""An interruption ends a run in good order, and nothing ends its end."""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals() -> None:
    """Let SIGTERM and a closed terminal unwind the program just as Ctrl-C does."""
    for number in _NUMBERS:
        signal.signal(number, _interrupt)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    # Not through sys.stderr: the signal may have come in the middle of a write to it.
    os.write(2, b"\nStopping; what was made is taken away again, which takes some minutes ...\n")
    raise KeyboardInterrupt


@contextlib.contextmanager
def uninterrupted() -> Iterator[None]:
    """Ignore interruptions while everything is taken away: what breaks that off leaves something that costs."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _NUMBERS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
