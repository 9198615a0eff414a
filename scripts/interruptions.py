"""Has an interruption unwind a program in good order, once, and lets nothing break off what it ends with."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_NUMBERS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def interrupt_on_signals(sentence: str) -> None:
    """Lets SIGTERM and a closed terminal unwind the program just as Ctrl-C does.

    The first signal does; from then on all are ignored: another one would kill Terraform in the middle of what it
    makes, as its owner waits for it to end.

    Args:
        sentence: What to tell whoever interrupts, on standard error.
    """

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        for number in _NUMBERS:
            signal.signal(number, signal.SIG_IGN)
        # Not through sys.stderr: the signal may have come in the middle of a write to it.
        os.write(2, f"\n{sentence}\n".encode())
        raise KeyboardInterrupt

    for number in _NUMBERS:
        signal.signal(number, interrupt)


@contextlib.contextmanager
def undisturbed() -> Iterator[None]:
    """Ignores interruptions while what was started or made is being ended or taken away."""
    before = {number: signal.signal(number, signal.SIG_IGN) for number in _NUMBERS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
