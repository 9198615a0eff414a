"""Reads the cells of a row that belong to one facet of an agent. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

from ingest.reading.cell_readers import CellReader
from ingest.reading.remarks import Noted, Remarks
from roster.columns.table import members_of

_REMEMBERED: Final = 4_096
"""Combinations of cells; a contact centre has far fewer of routing profile, security profiles, group and phone."""

Columns = Sequence[tuple[str, int, CellReader]]
"""Member of the facet, index of its cell, reader of the cell."""


def members_by_column(facet: str, *, saml: bool) -> dict[str, str]:
    """Return column → member of a facet. With SAML the identity provider has the e-mail address, and Connect none."""
    return {column.name: column.member for column in members_of(facet) if column.with_saml or not saml}


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
    """Reads the settings of an agent, whose cells repeat together from row to row, and remembers what it read of them.

    Args:
        phone: columns of the phone.
        others: columns of the facets that are one value.
        names: the file's headers.
        varying: member of the phone whose cells differ from row to row. It is read by itself, and not remembered.
    """

    def __init__(self, phone: Columns, others: Columns, names: Sequence[str], varying: str) -> None:
        self._phone, self._others = phone, others
        self._own = [column for column in phone if column[0] == varying]
        self._varying = self._own[0][1] if self._own else None
        remembered = [column for column in (*phone, *others) if column not in self._own]
        places = {index: place for place, (_, index, _) in enumerate(remembered)}
        self._names = [names[index] for index in places]
        self._pick = _picker(list(places))
        self._remembered_phone, self._remembered_others = (
            [(member, places[index], read) for member, index, read in columns if index in places]
            for columns in (phone, others)
        )
        self._no_value = {member: None for member, _, _ in self._own}
        self._remembered = lru_cache(_REMEMBERED)(self._read)

    def read(self, cells: Sequence[str], remarks: Remarks) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return member → value of the phone, and facet → value, as `read_members`; equal cells share what they say."""
        phone, others, own = self._remembered(self._pick(cells))
        if self._varying is not None and cells[self._varying]:
            if own is not None:  # remarks come in the order of the columns
                return read_members(cells, self._phone, remarks), read_members(cells, self._others, remarks)
            return {**phone, **read_members(cells, self._own, remarks)}, others
        if own is not None:
            remarks.add(own)
        return phone, others

    def _read(self, cells: tuple[str, ...]) -> tuple[Mapping[str, Any], Mapping[str, Any], Remarks | None]:
        remarks = Remarks(self._names)
        phone = {**read_members(cells, self._remembered_phone, remarks), **self._no_value}
        others = read_members(cells, self._remembered_others, remarks)
        return phone, others, remarks if remarks else None


def _picker(indexes: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """Return what picks a row's cells, in one call where there are several: for one, `itemgetter` returns no tuple."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple(cells[index] for index in indexes)
