"""Prints results: tables on a terminal, tab-separated lines in a pipe, JSON on request.

Results go to standard output and nothing else does; what is said about them goes to standard error. rich is imported
only for a terminal: it takes longer than all else that most commands need.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final

from roster.outside_text import shown_json, shown_text

MOST_LINES: Final = 50
"""Rows of a table on a terminal, so that what stands above stays on the screen. A pipe gets all rows."""


def amount(number: int, what: str) -> str:
    """Return a number of things, such as `1 row`, `2 rows`."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def some_of(names: Sequence[str], most: int = 10) -> str:
    """Return names in a row, the first of them where there are many, such as `ada, bob and 7 more`."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{more}"


def moment(value: object) -> str:
    """Return a time in ISO 8601: as it is in a pipe, to the second on a terminal, with a space to break the line at."""
    text = str(value or "")
    if not text or not sys.stdout.isatty():
        return text
    return f"{text[:10]} {text[11:19]}Z"


def printable(value: object) -> str:
    """Return text that neither moves a terminal's cursor, nor breaks a line or turns it around."""
    return "" if value is None else shown_text(str(value))


def print_json(document: object) -> None:
    """Print a document as JSON; what a terminal can't show is an escape in it."""
    sys.stdout.write(shown_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n")


def print_lines(lines: Iterable[object]) -> None:
    """Print each of some things on a line of its own, the same in a pipe."""
    sys.stdout.write("".join(f"{printable(line)}\n" for line in lines))


def print_styled(*parts: tuple[str, str]) -> None:
    """Print a line on a terminal.

    Args:
        *parts: texts, each with its style; an empty one is plain.
    """
    from rich.console import Console
    from rich.text import Text

    Console(highlight=False).print(Text.assemble(*((printable(text), style) for text, style in parts)))


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, title: str = "", most: int | None = None
) -> int:
    """Print rows: as a table on a terminal, in a pipe as lines of cells between tabs, below their names.

    Args:
        columns: their names; no rows make no table on a terminal.
        rows: their cells.
        title: of the table on a terminal.
        most: how many rows a terminal gets; None for all.

    Returns:
        How many rows were not printed.
    """
    cells = [[printable(cell) for cell in row] for row in rows]
    if not sys.stdout.isatty():
        lines = [[*map(printable, columns)], *cells]
        sys.stdout.write("".join("\t".join(line) + "\n" for line in lines))
        return 0
    if not cells:
        return 0
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(printable(title)) if title else None, title_justify="left", title_style="bold")
    for column in columns:
        table.add_column(Text(printable(column)), overflow="fold")
    for line in cells[:most]:
        table.add_row(*map(Text, line))
    Console().print(table)
    return len(cells[most:]) if most else 0


def print_fields(fields: Sequence[tuple[str, object]]) -> None:
    """Print names and values, one pair a line."""
    shown = [(printable(name), printable(value)) for name, value in fields if value not in (None, "")]
    if not sys.stdout.isatty():
        sys.stdout.write("".join(f"{name}\t{value}\n" for name, value in shown))
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, pad_edge=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for name, value in shown:
        table.add_row(Text(name), Text(value))
    Console().print(table)


def say(text: str) -> None:
    """Say something about the result, on standard error."""
    _tell(text, "")


def warn(text: str) -> None:
    """Say something that needs attention, on standard error."""
    _tell(text, "yellow")


def _tell(text: str, style: str) -> None:
    if not sys.stderr.isatty():
        sys.stderr.write(f"{printable(text)}\n")  # a pipe gets each message as one line
        return
    from rich.console import Console
    from rich.text import Text

    Console(stderr=True, highlight=False).print(Text(printable(text), style=style))


def selected(document: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """Return some members of a document, those that it has."""
    return {name: document[name] for name in names if name in document}
