"""Counts what a piece of work takes by the calls that it makes: the same on every machine, whatever else that does."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable
from types import FrameType
from typing import Any


def calls_of(work: Callable[[], object]) -> int:
    """Count the calls of functions, of Python's own too, in this thread and in those that the work starts.

    Calls that the tests' own modules make, such as stores in memory, do not count.
    """
    counted = itertools.count()  # its steps are whole, whatever thread takes them

    def note(frame: FrameType, event: str, _argument: Any) -> None:
        if event in ("call", "c_call") and "/tests/" not in frame.f_code.co_filename:
            next(counted)

    before = sys.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
        threading.setprofile(before)
    return next(counted)
