"""Reads the cells of a row that belong to one facet of an agent. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from ingest.reading.cell_readers import CellReader
from ingest.reading.remarks import Noted, Remarks

_REMEMBERED: Final = 1_024
"""Combinations of cells; a contact centre has far fewer of routing profile, security profiles and group."""

Columns = Sequence[tuple[str, int, CellReader]]
"""Member of the facet, index of its cell, reader of the cell."""


def read_members(cells: Sequence[str], columns: Columns, remarks: Remarks) -> dict[str, Any]:
    """Return member → value; a cell that breaks a rule gives none, and a remark."""
    members = {}
    for member, index, read in columns:
        try:
            value = read(cells[index])
            if type(value) is Noted:
                remarks.warn(index, value.warning)
                value = value.value
            members[member] = value
        except ValueError as error:
            remarks.reject(index, str(error))
    return members


class RememberingReader:
    """Reads a facet whose cells repeat together from row to row, and remembers what it read and remarked.

    Args:
        columns: of the facet.
        names: the file's headers.
        varying: member whose cells differ from row to row. Rows that have one are read without remembering them.
    """

    def __init__(self, columns: Columns, names: Sequence[str], varying: str = "") -> None:
        self._all = columns
        self._varying = next((index for member, index, _ in columns if member == varying), None)
        self._columns = [(member, place, read) for place, (member, _, read) in enumerate(columns)]
        self._names = [names[index] for _, index, _ in columns]
        self._pick = _picker([index for _, index, _ in columns])
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def read(self, cells: Sequence[str], remarks: Remarks) -> Mapping[str, Any]:
        """Return member → value, as `read_members`; rows with the same cells share it."""
        if self._varying is not None and cells[self._varying]:
            return read_members(cells, self._all, remarks)
        members, own = self._remembered(self._pick(cells))
        if own is not None:
            remarks.add(own)
        return members

    def _read(self, cells: tuple[str, ...]) -> tuple[Mapping[str, Any], Remarks | None]:
        remarks = Remarks(self._names)
        members = read_members(cells, self._columns, remarks)
        return members, remarks if remarks else None


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what picks a row's cells, in one call where there are several: for one, `itemgetter` returns no tuple."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)
