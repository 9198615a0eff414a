"""Passes over records of a table that can't be read, as others write there too, and tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from rollcall_cli.printing import warn
from roster.errors import UnreadableError

Record = dict[str, Any]


def readable(
    records: Iterable[Record], check: Callable[[Record], object], told: set[str] | None = None
) -> Iterator[Record]:
    """Yield those records that can be read. The others are told and left out: one must not hide the others.

    Args:
        records: of a table.
        check: raises `UnreadableError` for a record that can't be read.
        told: what was told before and is not told again; what is told now is added.
    """
    seen = set() if told is None else told
    for record in records:
        try:
            check(record)
        except UnreadableError as error:
            if str(error) not in seen:
                seen.add(str(error))
                warn(str(error))
        else:
            yield record
