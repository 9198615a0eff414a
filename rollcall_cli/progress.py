"""Shows progress on standard error: a bar on a terminal, elsewhere a line every five seconds at most."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from rollcall_cli.printing import amount, printable, say
from rollcall_cli.time_left import Estimate, Others, describe_end, describe_rest

_SECONDS_BETWEEN_LINES: Final = 5.0

Show = Callable[[int, int | None, str], None]
"""Takes units done, units in all (None while unknown), and what is going on."""


Line = Callable[[], Others]
"""Tells what shares the pace at the moment."""


@contextmanager
def progress(title: str, *, quota: float | None = None, line: Line = Others, quiet: bool = False) -> Iterator[Show]:
    """Give a function that shows progress while the block runs.

    Args:
        title: what goes on.
        quota: units a second to expect at first, of what goes on and of what shares its pace.
        line: tells what shares it; nothing does if left out.
        quiet: show nothing unless there is a terminal.
    """
    rest_of = _Rest(quota, line)
    if not sys.stderr.isatty():
        yield _quiet if quiet else _Lines(title, rest_of)
        return
    from rollcall_cli.progress_bar import progress_bar  # rich takes long to import, and only a terminal needs it

    with progress_bar(printable(title), rest_of) as move:
        yield lambda done, total, detail: move(done, total, printable(detail))


def _quiet(_done: int, _total: int | None, _detail: str) -> None:
    """Show nothing."""


class _Lines:
    def __init__(self, title: str, rest_of: _Rest) -> None:
        self._title = title
        self._rest_of = rest_of
        self._last_at = time.monotonic()
        self._last_text = ""

    def __call__(self, done: int, total: int | None, detail: str) -> None:
        pace, _ = self._rest_of(done, total)
        text = f"{self._title}: {done}/{'?' if total is None else total}"
        text = ", ".join(part for part in (text, pace, detail) if part)
        now = time.monotonic()
        if text != self._last_text and now - self._last_at >= _SECONDS_BETWEEN_LINES:
            self._last_at, self._last_text = now, text
            say(text)


def _turns(others: Others) -> str:
    if not others.waiting:
        return ""
    return f"taking turns with {amount(others.waiting, 'agent')} of {amount(len(others.parts), 'other upload')}"


class _Rest:
    """Tells the pace and the end, in words and in few words."""

    def __init__(self, quota: float | None, line: Line) -> None:
        self._estimate = Estimate(quota)
        self._line = line

    def __call__(self, done: int, total: int | None) -> tuple[str, str]:
        others = self._line()
        self._estimate.look(time.monotonic(), done, others)
        if total is None or done >= total:
            return "", ""
        rate, left = self._estimate.per_second, self._estimate.seconds_left(total - done)
        parts = (
            f"{rate:.1f}/s" if rate is not None else "",
            _turns(others),
            describe_end(left, datetime.now().astimezone()),
        )
        return ", ".join(part for part in parts if part), describe_rest(left)
