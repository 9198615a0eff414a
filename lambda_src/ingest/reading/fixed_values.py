"""Reads what a deployment sets for the columns that a directory lacks (`column_values`). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ingest.reading.cell_readers import CellReader
from ingest.reading.columns import Header
from ingest.reading.remarks import Noted, Remarks
from roster.columns.table import COLUMNS


class FixedValues:
    """The values that every row of a directory has beside its own.

    Args:
        header: the directory's header; a column that it has is never fixed.
        column_values: column → cell, as the deployment sets it.
        readers: column → reader of its cells.
    """

    def __init__(self, header: Header, column_values: Mapping[str, str], readers: Mapping[str, CellReader]) -> None:
        self._phone: dict[str, Any] = {}
        self._others: dict[str, Any] = {}
        self._problems: list[tuple[str, str]] = []
        for column in COLUMNS:
            cell = column_values.get(column.name, "")
            if not cell or column.name in header.columns or not column.may_be_fixed:
                continue
            try:
                value = readers[column.name](cell)
            except ValueError as error:
                self._problems.append((column.name, f"{error}: the deployment's column_values set it"))
                continue
            target, member = (self._phone, column.member) if column.member else (self._others, column.facet)
            target[member] = value.value if isinstance(value, Noted) else value

    def __bool__(self) -> bool:
        return bool(self._phone or self._others or self._problems)

    def fill_in(
        self, phone: Mapping[str, Any], others: Mapping[str, Any], remarks: Remarks
    ) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Return a row's values with these added; one that breaks a rule rejects the row."""
        for column, message in self._problems:
            remarks.problems.append({"column": column, "message": message})
        return {**phone, **self._phone}, {**others, **self._others}
