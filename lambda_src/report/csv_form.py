"""How the CSV files of a report are written, so that a double click opens them and an upload of them is read. Pure.

| the upload is | the report is | because Excel |
|---|---|---|
| UTF-8, with a byte order mark or without | UTF-8 with one | takes UTF-8 without one for Windows-1252 |
| UTF-16 | UTF-16 of the same byte order, with a byte order mark | opens it so |
| Windows-1252 | Windows-1252 | opens it so where the computer's language is of Western Europe |
| anything else | UTF-8 with a byte order mark | opens no other encoding without asking |

A few rows in one of the other encodings could not be told from each other by their letters either, when they are
uploaded again. Cells are separated as in the upload: a German or French Excel splits them at semicolons alone.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

UTF_8: Final = "utf-8"

MARKS: Final[Mapping[str, bytes]] = {
    UTF_8: codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
}
"""Encoding → its byte order mark."""

CHARSETS: Final[Mapping[str, str]] = {name: name for name in MARKS} | {"cp1252": "windows-1252"}
"""Encoding that a report can be in → its name in HTTP: https://www.iana.org/assignments/character-sets"""

_SEPARATORS: Final = frozenset(",;\t|")


@dataclass(frozen=True, slots=True)
class CsvForm:
    """How a CSV file is written.

    Attributes:
        separator: one character.
        codec: Python's name for the encoding; a file with a character that it lacks is UTF-8.
    """

    separator: str = ","
    codec: str = UTF_8

    @classmethod
    def of_import(cls, record: Mapping[str, Any]) -> CsvForm:
        """Return the form for the report of an import; an older record does not say how its upload was written."""
        separator, codec = record.get("separator"), record.get("encoding")
        return cls(
            separator if isinstance(separator, str) and separator in _SEPARATORS else ",",
            codec if isinstance(codec, str) and codec in CHARSETS else UTF_8,
        )
