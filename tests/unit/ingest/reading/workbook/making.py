"""Makes workbooks with parts as they should not be."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def repacked(book: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """Return a workbook with other parts, without those that are None."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        contents: dict[str, bytes | None] = {name: source.read(name) for name in source.namelist()}
        for name, content in (contents | dict(parts)).items():
            if content is not None:
                target.writestr(name, content)
    return packed.getvalue()


def part_of(book: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return archive.read(name)


def sheet_of(rows: str, *, before: str = "", after: str = "") -> bytes:
    """Return the part of a sheet with these rows."""
    return f'<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>'.encode()


def header_of(book: bytes, key: str = "agents.xlsx") -> Header:
    header = find_header(book, key)
    assert header is not None
    return header
