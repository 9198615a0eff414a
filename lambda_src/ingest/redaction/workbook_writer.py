"""Writes a workbook of one sheet of texts, piece by piece; the same rows always give the same bytes. Pure.

`openpyxl` would write the time into it, and the whole of it before its first piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter
from openpyxl.xml.constants import CONTYPES_NS, PKG_REL_NS, REL_NS, SHEET_MAIN_NS, WORKSHEET_TYPE, XLSX

_PIECE_BYTES: Final = 65_536
_SHEET: Final = "xl/worksheets/sheet1.xml"
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What XML can't hold, and what would be read as one of these escapes (ECMA-376 part 1, 22.9.2.19). A carriage return
# would be read as a line feed.
_UNWRITABLE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\\x00-\\x08\\x0b-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")


def write_workbook(
    sheet: str, rows: Iterable[tuple[int, Sequence[str]]], *, content_type: str = XLSX
) -> Iterator[bytes]:
    """Yield the bytes of a workbook.

    Args:
        sheet: the sheet's name.
        rows: number on the sheet and cells, in ascending order.
        content_type: the workbook's, such as that of one which may have macros.
    """
    sink = _Sink()
    with ZipFile(sink, "w", ZIP_DEFLATED) as archive:  # type: ignore[call-overload]  # it needs no more than `write`
        for name, text in _parts(sheet, content_type or XLSX).items():
            archive.writestr(ZipInfo(name), (_DECLARATION + text).encode(), ZIP_DEFLATED)
        part = ZipInfo(_SHEET)
        part.compress_type = ZIP_DEFLATED
        with archive.open(part, "w") as stream:
            stream.write(f'{_DECLARATION}<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData>'.encode())
            for number, cells in rows:
                stream.write(_row(number, cells).encode())
                if sink.amount >= _PIECE_BYTES:
                    yield sink.take()
            stream.write(b"</sheetData></worksheet>")
    yield sink.take()


def _parts(sheet: str, content_type: str) -> dict[str, str]:
    """Return the parts that a workbook has besides its sheet."""
    xml = "application/xml"
    links = "application/vnd.openxmlformats-package.relationships+xml"
    return {
        "[Content_Types].xml": f'<Types xmlns="{CONTYPES_NS}"><Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="{xml}"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType={quoteattr(content_type)}/>'
        f'<Override PartName="/{_SHEET}" ContentType="{WORKSHEET_TYPE}"/></Types>',
        "_rels/.rels": _link("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{SHEET_MAIN_NS}" xmlns:r="{REL_NS}"><sheets>'
        f'<sheet name={quoteattr(_writable(sheet))} sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _link("worksheet", "worksheets/sheet1.xml"),
    }


def _link(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{REL_NS}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{PKG_REL_NS}">{link}</Relationships>'


def _row(number: int, cells: Sequence[str]) -> str:
    written = (
        f'<c r="{get_column_letter(column)}{number}" t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(_writable(cell))}</t></is></c>"
        for column, cell in enumerate(cells, start=1)
        if cell
    )
    return f'<row r="{number}">{"".join(written)}</row>'


def _writable(text: str) -> str:
    return _UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


class _Sink:
    """Takes bytes in, and gives them out again."""

    def __init__(self) -> None:
        self.amount = 0
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        self.amount += len(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing, as `zipfile` wants it of a stream."""

    def take(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        self.amount = 0
        return data
