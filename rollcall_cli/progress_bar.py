"""Shows progress on a terminal as a bar with its pace and its end, on one line that is redrawn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn
from rich.table import Column

_WIDE: Final = 110
"""Columns of a terminal that is wide enough for all parts of the line."""
_TITLE: Final = 30
_SHORT_TITLE: Final = 16


@contextmanager
def progress_bar(
    title: str, rest_of: Callable[[int, int | None], tuple[str, str]]
) -> Iterator[Callable[[int, int | None, str], None]]:
    """Give a function that moves the bar while the block runs: `progress` gives it to whoever works.

    Args:
        title: what goes on.
        rest_of: takes units done and units in all (None while unknown); tells the pace with the end, and the end in
            few words.
    """
    console = Console(stderr=True)
    wide = console.width >= _WIDE
    with Progress(*_columns(wide=wide), console=console, transient=True) as bars:
        task = bars.add_task(
            _shortened(title, _TITLE if wide else _SHORT_TITLE), total=None, pace="", rest="", detail=""
        )

        def show(done: int, total: int | None, detail: str) -> None:
            text, rest = rest_of(done, total)
            bars.update(task, completed=done, total=total, pace=text, rest=rest, detail=detail)

        yield show


def _shortened(title: str, most: int) -> str:
    return title if len(title) <= most else f"…{title[1 - most :]}"


def _columns(*, wide: bool) -> list[ProgressColumn]:
    """Return the parts of the line. It must fit: rich does not erase the rest of a line that the terminal broke."""
    head = TextColumn("{task.description}", markup=False)
    if not wide:
        return [head, BarColumn(bar_width=8), MofNCompleteColumn(), _text("rest", "cyan")]
    return [head, BarColumn(bar_width=30), MofNCompleteColumn(), _text("pace", "cyan"), _text("detail", "dim")]


def _text(field: str, style: str) -> TextColumn:
    column = Column(no_wrap=True, overflow="ellipsis")
    return TextColumn(f"{{task.fields[{field}]}}", style=style, markup=False, table_column=column)
