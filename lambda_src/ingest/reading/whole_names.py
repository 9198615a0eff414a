"""Splits a cell with somebody's whole name into first and last name, where it is plain how. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from ingest.reading.cell_readers import CellReader
from ingest.reading.columns import Header
from ingest.reading.remarks import Remarks
from ingest.reading.text_repairs import is_filler, mend
from ingest.reading.values import clean

AT_COMMA: Final = (
    "holds the whole name; it was split at its comma, with the last name before and the first name behind it"
)
AT_BLANK: Final = (
    "holds the whole name; it was split at its blank, with the first name before and the last name behind it"
)
BY_PART: Final = "holds the whole name; the part that has no column of its own was taken from it"

_UNCLEAR: Final = (
    "is a whole name, and it is not plain where the last name begins; write it as 'Last, First', or give first and "
    "last name a column each"
)
# Letters, with hyphens and apostrophes between them: no initials, titles, numbers or brackets.
_WORD: Final = r"[^\W\d_]+(?:['\u2019\u2010\u2011-][^\W\d_]+)*['\u2019]?"
_TURNED: Final = re.compile(rf"({_WORD}(?: {_WORD}){{0,3}}), ?({_WORD}(?: {_WORD}){{0,2}})")
_STRAIGHT: Final = re.compile(rf"({_WORD}) ({_WORD})")
# Chinese, Japanese and Korean names begin with the last name, but are turned by some who export them.
_EAST_ASIAN: Final = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class SplitName(NamedTuple):
    """A name in two parts, and a remark that says how it was split."""

    first: str
    last: str
    how: str


def split_name(whole: str, *, first: str = "", last: str = "", turned: bool = False) -> SplitName:
    """Split a whole name.

    Args:
        whole: the cell, cleaned.
        first: the first name, if it is known.
        last: the last name, if it is known.
        turned: whether the column's header says that the last name comes first, behind which a comma is expected.

    Raises:
        ValueError: it is not plain where it has to be split. The message says what to do.
    """
    text = " ".join(whole.split())
    if (first or last) and (rest := _without(text, first or last)):
        return SplitName(first or rest, last or rest, BY_PART)
    if not (first or last):
        if match := _TURNED.fullmatch(text):
            return SplitName(match[2], match[1], AT_COMMA)
        match = _STRAIGHT.fullmatch(text)
        if match and not turned and not _EAST_ASIAN.search(text):
            return SplitName(match[1], match[2], AT_BLANK)
    raise ValueError(_UNCLEAR)


def _without(text: str, part: str) -> str:
    """Return what is left of a name without a part at its beginning or end; nothing if it is at neither."""
    for pattern in (rf"{re.escape(part)},? (.+)", rf"(.+?),? {re.escape(part)}"):
        if match := re.fullmatch(pattern, text, re.IGNORECASE):
            return match[1]
    return ""


class WholeNames:
    """Fills in first and last names from a file's column of whole names, where a row has none of its own.

    Args:
        header: the file's header, with such a column.
        readers: column → reader of its cells.
    """

    def __init__(self, header: Header, readers: Mapping[str, CellReader]) -> None:
        self._index = header.columns["name"]
        self._turned = "," in header.names[self._index]
        self._columns = header.columns
        self._readers = readers

    def fill_in(self, cells: Sequence[str], identity: dict[str, Any], remarks: Remarks) -> None:
        """Complete a row's identity.

        Args:
            cells: the row's cells.
            identity: what its other cells say; a name that was rejected is missing from it.
            remarks: about the row.
        """
        first, last = (identity.get(part) for part in ("first_name", "last_name"))
        if first and last:
            return
        cell = clean(cells[self._index])
        was_rejected = any(part in self._columns and part not in identity for part in ("first_name", "last_name"))
        if not cell or is_filler(cell) or was_rejected:
            return
        try:
            whole = remarks.take(self._index, mend(cell))
            name = split_name(whole, first=first or "", last=last or "", turned=self._turned)
            identity["first_name"] = remarks.take(self._index, self._readers["first_name"](name.first))
            identity["last_name"] = remarks.take(self._index, self._readers["last_name"](name.last))
        except ValueError as error:
            remarks.reject(self._index, str(error))
            return
        remarks.warn(self._index, name.how)
