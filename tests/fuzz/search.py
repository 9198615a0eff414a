"""Looks for inputs that make an entry fail, as long as it is told, by atheris or else by Hypothesis.

atheris (https://github.com/google/atheris) watches which lines an input reaches and goes on from those that reach new
ones. Where it does not install, Hypothesis tries cases that know nothing of each other.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any, Final, TextIO

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.fuzz.cases import failure_of, make_case, shrink, signature
from tests.fuzz.corpus_files import inputs_of, keep
from tests.fuzz.entry import Entry
from tests.fuzz.mutation import LARGEST

_ROUND: Final = 500
"""Cases of Hypothesis between two looks at the clock."""


def how_to_repeat(entry: str, file: Path) -> str:
    """Return the command that runs one input again."""
    return f"PYTHONPATH=lambda_src python -m tests.fuzz {entry} {file}"


class Finds:
    """Runs inputs and keeps the first of each kind that fails, as small as it can be made.

    Args:
        entry: the entry.
        out: where finds are told.
        write: keeps an input, and returns its file.
    """

    def __init__(self, entry: Entry, out: TextIO, write: Callable[[str, bytes], Path] = keep) -> None:
        self._entry = entry
        self._out = out
        self._write = write
        self.cases = 0
        self.kinds: dict[str, Path] = {}

    def run(self, data: bytes) -> None:
        """Run an input, and keep it if it fails as none did before."""
        self.cases += 1
        error = failure_of(self._entry, data)
        if error is None or (kind := signature(error)) in self.kinds:
            return
        small = shrink(data, lambda smaller: _fails_as(self._entry, smaller, kind))
        file = self.kinds[kind] = self._write(self._entry.name, small)
        lines = "".join(traceback.format_exception(error))
        self._out.write(f"{self._entry.name}: {kind}\n{lines}again: {how_to_repeat(self._entry.name, file)}\n\n")
        self._out.flush()


def _fails_as(entry: Entry, data: bytes, kind: str) -> bool:
    error = failure_of(entry, data)
    return error is not None and signature(error) == kind


def search_by_hypothesis(
    entry: Entry, finds: Finds, seconds: float, *, first: int, clock: Callable[[], float] = time.monotonic
) -> None:
    """Run cases until the time is over.

    Args:
        entry: the entry.
        finds: runs them.
        seconds: how long.
        first: the seed of the first round; another one makes other cases.
        clock: tells seconds that only grow.
    """
    until = clock() + seconds
    number = first
    while clock() < until:

        @seed(number)
        @settings(max_examples=_ROUND, deadline=None, database=None, phases=[Phase.generate],
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(cases())
        def run_round(case: tuple[int, list[int]]) -> None:
            if clock() < until:
                finds.run(make_case(entry, *case))

        run_round()
        number += 1


def cases() -> st.SearchStrategy[tuple[int, list[int]]]:
    """Return cases as `make_case` takes them."""
    return st.tuples(st.integers(0, 2**16), st.lists(st.integers(0, 2**32), min_size=1, max_size=6))


def search_by_atheris(atheris: Any, entry: Entry, finds: Finds, seconds: float, folder: Path) -> None:
    """Run inputs until the time is over; the process ends with it.

    Args:
        atheris: the module.
        entry: the entry.
        finds: runs them.
        seconds: how long.
        folder: for the inputs that reach new lines; those of the corpus are written into it first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    inputs = inputs_of(entry.name)
    for number, data in enumerate(inputs):
        (folder / f"corpus-{number}").write_bytes(data)

    def change(data: bytes, max_size: int, number: int) -> bytes:
        random = Random(number)
        if random.random() < 0.1:
            return bytes(atheris.Mutate(data, max_size))
        return entry.mutate(data, random, inputs)[:max_size]

    arguments = [sys.argv[0], str(folder), f"-max_total_time={int(seconds)}", f"-max_len={LARGEST}", "-verbosity=0",
                 "-print_final_stats=1", "-timeout=60", "-rss_limit_mb=0", "-report_slow_units=1000",
                 f"-artifact_prefix={folder}/"]  # fmt: skip
    atheris.Setup(arguments, finds.run, custom_mutator=change)
    atheris.Fuzz()
