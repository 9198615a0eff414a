"""Shows how far something is, on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from scripts.cli.output import say
from scripts.cli.pace import Pace, describe_end

_SECONDS_BETWEEN_LINES: Final = 5.0

Show = Callable[[int, int | None, str], None]
"""Takes units done, units in all (None while unknown), and what is going on."""


@contextmanager
def progress(title: str, *, quota: float | None = None, quiet: bool = False) -> Iterator[Show]:
    """Give a function that shows progress while the block runs.

    Args:
        title: what goes on.
        quota: units a second to expect at first.
        quiet: show nothing unless there is a terminal.
    """
    pace = Pace(quota)
    if not sys.stderr.isatty():
        yield _quiet if quiet else _Lines(title, pace)
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", style="cyan", markup=False),
        TextColumn("{task.fields[detail]}", style="dim", markup=False),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(title, total=None, pace="", detail="")

        def show(done: int, total: int | None, detail: str) -> None:
            bars.update(task, completed=done, total=total, pace=_pace_text(pace, done, total), detail=detail)

        yield show


def _quiet(_done: int, _total: int | None, _detail: str) -> None:
    """Show nothing."""


class _Lines:
    def __init__(self, title: str, pace: Pace) -> None:
        self._title = title
        self._pace = pace
        self._last_at = time.monotonic()
        self._last_text = ""

    def __call__(self, done: int, total: int | None, detail: str) -> None:
        pace = _pace_text(self._pace, done, total)
        text = f"{self._title}: {done}/{'?' if total is None else total}"
        text = ", ".join(part for part in (text, pace, detail) if part)
        now = time.monotonic()
        if text != self._last_text and now - self._last_at >= _SECONDS_BETWEEN_LINES:
            self._last_at, self._last_text = now, text
            say(text)


def _pace_text(pace: Pace, done: int, total: int | None) -> str:
    pace.look(time.monotonic(), done)
    rate = pace.per_second
    if rate is None or total is None or done >= total:
        return ""
    return f"{rate:.1f}/s, {describe_end(pace.seconds_left(total - done), datetime.now().astimezone())}"
