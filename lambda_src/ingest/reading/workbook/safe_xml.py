"""A part of a workbook as a stream of XML that is safe to parse. Pure.

A parser keeps in memory what it has not ended, and replaces the entities that a document declares. So no document type
is let through (Open Packaging Conventions forbid it, ECMA-376 part 2, 6.2.5), and nothing that is too long for one row.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from typing import IO, Final
from xml.parsers import expat
from zipfile import BadZipFile

from ingest.reading.text import UnreadableError

MAX_UNIT_BYTES: Final = 2 * 1024 * 1024
"""The most XML between the beginnings of two rows, or of two shared strings."""

_PIECE_BYTES: Final = 65_536
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_TRANSITIONAL: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
"""The two namespaces of ISO/IEC 29500. Excel's "Strict Open XML Spreadsheet" has the first, all else the second."""

DAMAGED: Final = "the workbook is damaged; open it, save it again as an Excel workbook (.xlsx)"


class SafeXml:
    """Reads a part, and looks at all of it before whoever parses it does.

    Args:
        source: the part.
        unit: local name of the element that is parsed as a whole, such as `row`; empty if the part is short.
    """

    def __init__(self, source: IO[bytes], unit: str = "") -> None:
        self._source = source
        self._unit = unit
        self._unit_of_prefix = f":{unit}"
        self._unit_begin = 0
        self._given = 0
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        if unit:
            self._parser.StartElementHandler = self._start

    def read(self, size: int = -1) -> bytes:
        """Read up to a number of bytes; none at the end.

        Raises:
            UnreadableError: the part is damaged, too long, or declares a document type.
        """
        try:
            data = self._source.read(size if size > 0 else _PIECE_BYTES)
            if not self._given:
                # The root element's tag, which declares the namespace, is at the beginning.
                data = data.replace(_STRICT, _TRANSITIONAL)
            self._parser.Parse(data, not data)
        except (BadZipFile, EOFError, zlib.error, expat.ExpatError) as error:
            raise UnreadableError(DAMAGED) from error
        self._given += len(data)
        if self._unit and self._given - self._unit_begin > MAX_UNIT_BYTES:
            raise UnreadableError(
                f"a row or a text of the workbook is longer than {MAX_UNIT_BYTES:,} bytes; shorten it"
            )
        return data

    def close(self) -> None:
        """Close the part."""
        self._source.close()

    def _start(self, name: str, _attributes: Mapping[str, str]) -> None:
        if name == self._unit or name.endswith(self._unit_of_prefix):
            self._unit_begin = self._parser.CurrentByteIndex

    def _refuse(self, *_declaration: object) -> None:
        raise UnreadableError(
            "the workbook declares a document type in its XML, which no spreadsheet writes; save it again as an Excel "
            "workbook (.xlsx)"
        )
