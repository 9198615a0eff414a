"""Makes cases from numbers, runs one within its limits, and makes one that failed as small as it can be."""

from __future__ import annotations

import contextlib
import functools
import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from random import Random
from types import FrameType
from typing import Final

from tests.fuzz.corpus_files import inputs_of
from tests.fuzz.entry import Entry
from tests.fuzz.mutation import LARGEST

MOST_MEBIBYTES: Final = 96
"""Memory that the process may come to need more of during one case; its input has 16 KiB at most."""

MOST_CPU_SECONDS: Final = 20
"""Processor time of a case. Hundreds a second are usual; what takes so long does not end."""


class LimitError(AssertionError):
    """A case took more memory or time than its input accounts for."""


def make_case(entry: Entry, seed: int, steps: Sequence[int]) -> bytes:
    """Make an input from the corpus.

    Args:
        entry: whose.
        seed: which file of the corpus it begins with; any number names one.
        steps: a number for each change.
    """
    seeds = _seeds(entry.name)
    data = seeds[seed % len(seeds)]
    for step in steps:
        data = entry.mutate(data, Random(step), seeds)[:LARGEST]
    return data


def numbered_case(entry: Entry, number: int) -> bytes:
    """Make the input of a number: a seed, and one to four changes."""
    random = Random(number)
    steps = [random.getrandbits(32) for _ in range(random.choice((1, 1, 2, 3, 4)))]
    return make_case(entry, random.getrandbits(16), steps)


_seeds = functools.cache(inputs_of)


def run_case(entry: Entry, data: bytes, *, seconds: float = MOST_CPU_SECONDS) -> None:
    """Hand an input to an entry.

    Args:
        entry: the entry.
        data: the input.
        seconds: processor time that it may take.

    Raises:
        LimitError: it took too much memory or time.
        Exception: whatever the entry's own code raised, or `AssertionError` for what does not hold.
    """
    if not _peak:
        _peak.append(_peak_mebibytes())
    with _cpu_limit(seconds):
        entry.run(data)
    before, _peak[0] = _peak[0], _peak_mebibytes()
    grown = _peak[0] - before
    if grown > MOST_MEBIBYTES:
        raise LimitError(f"{len(data)} bytes took {grown} MiB")


_peak: Final[list[int]] = []
"""What the process needed at most up to the last case, in MiB."""


def _peak_mebibytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)  # macOS counts bytes, Linux KiB


@contextlib.contextmanager
def _cpu_limit(seconds: float) -> Iterator[None]:
    def stop(_number: int, _frame: FrameType | None) -> None:
        raise LimitError(f"it took more than {seconds} seconds of processor time")

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def signature(error: BaseException) -> str:
    """Return what makes two failures the same: the kind of the error and where it was raised in the project."""
    place = ""
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        if any(f"/{folder}/" in code.co_filename for folder in ("lambda_src", "rollcall_cli", "tests")):
            place = f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


def failure_of(entry: Entry, data: bytes, *, seconds: float = MOST_CPU_SECONDS) -> BaseException | None:
    """Return what an input makes an entry raise; None if all holds. The arguments are those of `run_case`."""
    try:
        run_case(entry, data, seconds=seconds)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is what is looked for)
        return error
    return None


def shrink(data: bytes, still_fails: Callable[[bytes], bool], *, tries: int = 400) -> bytes:
    """Return a smaller input that fails too: pieces are left out, large ones first.

    Args:
        data: an input that fails.
        still_fails: tries another one.
        tries: how often at most.
    """
    size = max(1, len(data) // 2)
    while size and tries > 0:
        at = 0
        while at < len(data) and tries > 0:
            smaller = data[:at] + data[at + size :]
            tries -= 1
            if still_fails(smaller):
                data = smaller
            else:
                at += size
        size //= 2
    return data
