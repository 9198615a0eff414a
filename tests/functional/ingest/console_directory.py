"""Directories as the console's template has them."""

from __future__ import annotations

from tests.unit.ingest.reading.real_world.writing import MANAGED, lines, managed


def console_row(number: int, **cells: str) -> str:
    """Write one row of the console's template."""
    return lines([managed(number, **cells)], end="\n")


def directory(*rows: str) -> bytes:
    return (lines([MANAGED], end="\n") + "".join(rows)).encode()
