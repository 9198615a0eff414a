"""Rejects cells of a workbook whose formula was saved without a value. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.remarks import Remarks

NOT_CALCULATED: Final = "\ufffc"
"""Is the text of such a cell: U+FFFC, which nobody types."""


def reject_missing_values(cells: Sequence[str], header: Header, remarks: Remarks) -> bool:
    """Reject the cells of columns that are used and have no value; return whether there are any."""
    missing = [index for index in sorted({*header.kept, *header.initial_passwords}) if cells[index] == NOT_CALCULATED]
    for index in missing:
        message = (
            "holds a formula without a value, as programs write it that do not calculate; open the workbook in a "
            "spreadsheet, save it and upload it again, or type the value"
        )
        remarks.reject(index, message)
    return bool(missing)


def shown_values(cells: Sequence[str]) -> list[str]:
    """Return cells with nothing in place of what is missing."""
    return ["" if cell == NOT_CALCULATED else cell for cell in cells]
