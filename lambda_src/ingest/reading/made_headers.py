"""Makes a header for a table that has none above its columns. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.reading.columns import Header, Shape, read_header
from ingest.reading.dialect import Dialect
from ingest.reading.password_rule import holds_password, looks_like_password


def made_header(
    dialect: Dialect, rows: Sequence[Sequence[str]], shape: Shape, names: Sequence[str], *, secret: Iterable[int] = ()
) -> Header:
    """Make a header for a table that has none above its columns."""
    width = max(map(len, rows), default=0)
    made = read_header([f"column {number}" for number in range(1, width + 1)], dialect, 0)
    said = tuple(
        name for name in names if name.strip() and not (holds_password(name) or looks_like_password(name.strip()))
    )
    return replace(made, shape=shape, said=said, passwords=frozenset(secret))
