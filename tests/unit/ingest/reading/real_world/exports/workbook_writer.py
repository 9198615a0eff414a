"""Writes small workbooks by hand, so that no library is needed: .xlsx, .ods, and the beginning of an old .xls."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HIDDEN_SHEET = ' state="hidden"'
_STYLES = {"general": 0, "text": 1, "date": 2, "five digits": 3}


@dataclass(frozen=True)
class Number:
    """A cell that holds a number, as `style` shows it: general, date, five digits (00815)."""

    value: int | float
    style: str = "general"


@dataclass(frozen=True)
class Formula:
    """A cell with a formula and the text that Excel computed last."""

    formula: str
    shown: str


Cell = str | Number | Formula


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its rows, and which of them (counting from 1) are hidden."""

    rows: Sequence[Sequence[Cell]]
    name: str = "Sheet1"
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False
    merged: Sequence[str] = field(default_factory=tuple)


def xlsx(*sheets: Sheet, more: Mapping[str, bytes] | None = None) -> bytes:
    """Write an .xlsx workbook as Excel does: shared strings, styles, one part a sheet.

    Args:
        sheets: in their order.
        more: further parts, name → content.
    """
    strings: dict[str, int] = {}
    parts = {f"xl/worksheets/sheet{n}.xml": _sheet(sheet, strings) for n, sheet in enumerate(sheets, 1)}
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{n}"{_HIDDEN_SHEET if sheet.hidden else ""} r:id="rId{n}"/>'
        for n, sheet in enumerate(sheets, 1)
    )
    kinds = "".join(
        f'<Override PartName="/{name}" ContentType="{_CONTENT_TYPE}.{kind}+xml"/>'
        for name, kind in (
            ("xl/workbook.xml", "sheet.main"),
            ("xl/styles.xml", "styles"),
            ("xl/sharedStrings.xml", "sharedStrings"),
            *((f"xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers),
        )
    )
    links = "".join(_link(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers)
    links += _link(len(sheets) + 1, "styles", "styles.xml") + _link(
        len(sheets) + 2, "sharedStrings", "sharedStrings.xml"
    )
    parts |= {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{kinds}</Types>',
        "_rels/.rels": _links(_link(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _links(links),
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{"".join(map(_string, strings))}</sst>',
        "xl/styles.xml": _STYLE_SHEET,
    }
    return _archive({name: text.encode() for name, text in parts.items()} | dict(more or {}))


def ods(rows: Sequence[Sequence[str]]) -> bytes:
    """Write an .ods workbook as LibreOffice does: its media type first and not compressed."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    name = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{name}office:1.0" xmlns:table="{name}table:1.0" '
        f'xmlns:text="{name}text:1.0"><office:body><office:spreadsheet><table:table table:name="Sheet1">{body}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    return _archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content.encode()})


def xls(texts: Sequence[str]) -> bytes:
    """Write what an Excel 97 workbook begins with, and its texts as it holds them: a length, then the letters."""
    header = _OLE_MAGIC + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(478)
    book = struct.pack("<HHHHIII", 0x809, 16, 0x600, 5, 0, 0, 0)
    return header + book + b"".join(struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts)


def _archive(parts: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in parts.items():
            how = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), content, how)
    return packed.getvalue()


def _sheet(sheet: Sheet, strings: dict[str, int]) -> str:
    rows = "".join(
        f'<row r="{number}"{" hidden=" + quoteattr("1") if number in sheet.hidden_rows else ""}>'
        + "".join(_cell(f"{_letters(column)}{number}", cell, strings) for column, cell in enumerate(row))
        + "</row>"
        for number, row in enumerate(sheet.rows, 1)
    )
    merged = "".join(f'<mergeCell ref="{area}"/>' for area in sheet.merged)
    areas = f"<mergeCells>{merged}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{areas}</worksheet>'


def _cell(place: str, cell: Cell, strings: dict[str, int]) -> str:
    if isinstance(cell, Number):
        return f'<c r="{place}" s="{_STYLES[cell.style]}"><v>{cell.value!r}</v></c>'
    if isinstance(cell, Formula):
        return f'<c r="{place}" t="str"><f>{escape(cell.formula)}</f><v>{escape(cell.shown)}</v></c>'
    if not cell:
        return ""
    return f'<c r="{place}" t="s"><v>{strings.setdefault(cell, len(strings))}</v></c>'


def _letters(column: int) -> str:
    return (_letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)


def _string(text: str) -> str:
    return f'<si><t xml:space="preserve">{escape(text)}</t></si>'


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'


def _links(links: str) -> str:
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>'


_STYLE_SHEET = (
    f'<styleSheet xmlns="{_MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="00000"/></numFmts><fonts count="1"><font/></fonts><fills count="2"><fill>'
    '<patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4">'
    '<xf numFmtId="0"/><xf numFmtId="49"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
