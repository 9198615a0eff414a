"""Shows results on a terminal, as JSON, and as the results section of docs/benchmarks.md."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from rich.table import Table as RichTable

from benchmarks.bars import Result, Table, missed

if TYPE_CHECKING:
    from rich.console import Console

_BEGIN: Final = "<!-- results of make {run} -->\n"
_END: Final = "<!-- end of make {run} -->\n"


def print_tables(console: Console, result: Result) -> None:
    """Print what was measured of one subject."""
    for table in result.tables:
        console.print(_rich(table))


def print_bars(console: Console, results: Sequence[Result]) -> None:
    """Print the bars, and whether they are met."""
    verdicts = RichTable(title="Bars", title_justify="left", title_style="bold")
    for head in ("bar", "measured", "limit", "verdict"):
        verdicts.add_column(head, justify="left" if head == "bar" else "right", overflow="fold")
    for row, bar in zip(_bar_rows(results), (bar for result in results for bar in result.bars), strict=True):
        verdicts.add_row(*row, style="" if bar.met else "bold red")
    console.print(verdicts)
    failures = missed(results)
    console.print(f"{len(failures)} MISSED" if failures else "All bars are met.", style="bold")


def as_json(results: Sequence[Result], about: dict[str, Any]) -> dict[str, Any]:
    """Return everything that was measured, for JSON."""
    return {
        **about,
        "bars": [
            {
                "name": bar.name,
                "measured": round(bar.measured, 4),
                "limit": round(bar.limit, 4),
                "sense": bar.sense,
                "unit": bar.unit,
                "met": bar.met,
            }
            for result in results
            for bar in result.bars
        ],
        "subjects": {result.subject: result.raw for result in results},
    }


def publish(page: Path, run: str, results: Sequence[Result], about: dict[str, Any]) -> None:
    """Replace the results of a run in the documentation, and in the JSON file beside it.

    Args:
        page: the page, which marks the place of each run's results.
        run: the make target.
        results: what was measured.
        about: when, and where.

    Raises:
        ValueError: the page has no place for them.
    """
    text = page.read_text("utf-8")
    before, begin, rest = text.partition(_BEGIN.format(run=run))
    _, end, after = rest.partition(_END.format(run=run))
    if not begin or not end:
        raise ValueError(f"{page} has no place for results: {_BEGIN.format(run=run)} … {_END.format(run=run)}")
    beside = page.with_suffix(".json")
    known = json.loads(beside.read_text("utf-8")) if beside.exists() else {}
    beside.write_text(json.dumps({**known, run: as_json(results, about)}, indent=2) + "\n", "utf-8")
    machine = about["machine"]
    parts = [
        f"Measured on {about['measured_on']} on {machine['cores']} cores of {machine['processor']}, "
        f"{machine['memory_gib']} GiB, {machine['system']}, Python {machine['python']}. Processes that wanted to run, "
        f"on average: {about['load_before']} before, {about['load_after']} after.\n",
        _markdown(Table("Bars", ["bar", "measured", "limit", "verdict"], _bar_rows(results))),
    ]
    for result in results:
        parts += [_markdown(table) for table in result.tables]
        parts.append("\n".join(f"- {note}" for note in result.notes) + "\n")
    page.write_text(before + begin + "\n" + "\n".join(parts) + "\n" + end + after, "utf-8")


def _bar_rows(results: Sequence[Result]) -> list[list[str]]:
    return [
        [bar.name, _number(bar.measured, bar.unit), f"{bar.sense} {_number(bar.limit, bar.unit)}", bar.verdict]
        for result in results
        for bar in result.bars
    ]


def _number(value: float, unit: str) -> str:
    if unit == "x":
        return f"{value:.3f}"
    return f"{value:,.0f} {unit}" if value == round(value) else f"{value:,.2f} {unit}"


def _rich(table: Table) -> RichTable:
    shown = RichTable(title=table.title, title_justify="left", title_style="bold")
    for number, column in enumerate(table.columns):
        shown.add_column(column, justify="right" if number else "left", overflow="fold")
    for row in table.rows:
        shown.add_row(*row)
    return shown


def _markdown(table: Table) -> str:
    lines = [f"### {table.title}", "", _row(table.columns), _row(["---", *("---:" for _ in table.columns[1:])])]
    return "\n".join([*lines, *map(_row, table.rows)]) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
