"""Tells what is going on: bars on a terminal, plain lines in a pipe."""

from __future__ import annotations

import contextlib
import sys
import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import TaskID

_SECONDS_BETWEEN_LINES = 3.0
WIDTH_IN_A_PIPE = 140
"""Columns of what is printed where there is no terminal, as in a file."""


class Bar:
    """One running step's progress.

    Args:
        title: What the step does.
        console: Where lines go when there is no terminal.
        progress: The terminal's display, or None in a pipe.
        task: The step's line in that display.
    """

    def __init__(self, title: str, console: Console, progress: Progress | None, task: TaskID | None) -> None:
        self._title = title
        self._console = console
        self._progress = progress
        self._task = task
        self._last_line = time.monotonic()
        self._last_text = ""

    def update(self, done: int, total: int | None, detail: str = "") -> None:
        """Shows how far the step is.

        Args:
            done: Things finished.
            total: Things to do, None while that is unknown.
            detail: What it is at just now.
        """
        if self._progress is not None and self._task is not None:
            self._progress.update(self._task, completed=done, total=total, detail=detail)
            return
        now = time.monotonic()
        text = f"  {done}/{total if total is not None else '?'}  {detail}".rstrip()
        if text != self._last_text and (now - self._last_line >= _SECONDS_BETWEEN_LINES or done == total):
            self._last_line, self._last_text = now, text
            self._console.print(text, markup=False, highlight=False, soft_wrap=True)


class Narrator:
    """Writes headlines, steps and tables."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(width=None if sys.stdout.isatty() else WIDTH_IN_A_PIPE)

    def say(self, text: str) -> None:
        """Prints a line as it is."""
        self.console.print(text, markup=False, highlight=False, soft_wrap=True)

    def headline(self, text: str) -> None:
        """Prints the head of a section."""
        self.console.print()
        self.console.print(text, style="bold", markup=False, highlight=False)

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[Bar]:
        """Shows a step while its block runs, and how long it took."""
        started = time.monotonic()
        if self.console.is_terminal:
            columns = (
                SpinnerColumn(),
                TextColumn("{task.description}"),
                BarColumn(bar_width=30),
                MofNCompleteColumn(),
                TimeElapsedColumn(),
                TextColumn("{task.fields[detail]}", style="dim", markup=False),
            )
            with Progress(*columns, console=self.console, transient=True) as progress:
                yield Bar(title, self.console, progress, progress.add_task(title, total=None, detail=""))
        else:
            self.say(f"{title} ...")
            yield Bar(title, self.console, None, None)
        self.say(f"{title}: done in {time.monotonic() - started:.0f} s")
