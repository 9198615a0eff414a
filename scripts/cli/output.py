"""Prints results: tables on a terminal, tab-separated lines in a pipe, JSON on request.

Results go to standard output and nothing else does; what is said about them goes to standard error.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text


def printable(value: object) -> str:
    """Return text that neither moves a terminal's cursor nor breaks a line."""
    text = "" if value is None else str(value)
    return text if text.isprintable() else "".join(char if char.isprintable() else " " for char in text)


def print_json(document: object) -> None:
    """Print a document as JSON."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_table(columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "") -> None:
    """Print rows: as a table on a terminal, in a pipe as lines of cells between tabs, below their names.

    No rows make no table.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = [list(columns), *cells]
        sys.stdout.write("".join("\t".join(line) + "\n" for line in lines))
        return
    if not cells:
        return
    table = Table(title=Text(title) if title else None, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for line in cells:
        table.add_row(*map(Text, line))
    Console().print(table)


def print_fields(fields: Sequence[tuple[str, object]]) -> None:
    """Print names and values, one pair a line."""
    shown = [(name, printable(value)) for name, value in fields if value not in (None, "")]
    if not sys.stdout.isatty():
        sys.stdout.write("".join(f"{name}\t{value}\n" for name, value in shown))
        return
    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in shown:
        table.add_row(Text(name), Text(value))
    Console().print(table)


def say(text: str) -> None:
    """Say something about the result, on standard error."""
    Console(stderr=True, highlight=False).print(Text(printable(text)), soft_wrap=True)


def warn(text: str) -> None:
    """Say something that needs attention, on standard error."""
    Console(stderr=True, highlight=False).print(Text(printable(text), style="yellow"), soft_wrap=True)


def selected(document: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return some members of a document, those that it has."""
    return {name: document[name] for name in names if name in document}
