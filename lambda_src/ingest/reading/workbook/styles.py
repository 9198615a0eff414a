"""Reads which number format each style of a workbook has. Pure.

Nothing else of the styles is read. Exporters get much of them wrong, which a reader of all of it would stumble over.
"""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS

from ingest.reading.text import UnreadableError
from ingest.reading.workbook.date_formats import BY_COUNTRY, BY_COUNTRY_WITH_TIME
from ingest.reading.workbook.number_formats import GENERAL
from ingest.reading.workbook.safe_xml import DAMAGED, SafeXml

_LONGEST_CODE: Final = 255
# Those of East Asian calendars, which ECMA-376 part 1, 18.8.30 gives by language.
_DATES_BY_COUNTRY: Final = {14, *range(27, 37), *range(50, 59)}
_DATE_AND_TIME: Final = 22
_BY_COUNTRY_MARKS: Final = ("[$-F800]", "[$-F400]", "[$-x-sysdate]")


def read_formats(source: SafeXml) -> list[str]:
    """Return the code of each style's number format, in the order by which cells name the styles.

    Raises:
        UnreadableError: the part can't be read.
    """
    codes = (
        dict(BUILTIN_FORMATS) | dict.fromkeys(_DATES_BY_COUNTRY, BY_COUNTRY) | {_DATE_AND_TIME: BY_COUNTRY_WITH_TIME}
    )
    styles: list[str] = []
    try:
        for _, element in ElementTree.iterparse(source):  # noqa: S314 (SafeXml has looked at it)
            name = element.tag.rpartition("}")[2]
            if name == "numFmt":
                codes[int(element.get("numFmtId", "0"))] = _read_code(element.get("formatCode", GENERAL))
            elif name == "cellXfs":
                formats = [int(style.get("numFmtId", "0")) for style in element]
                styles = [codes.get(number, GENERAL) for number in formats]
                break
            elif name != "xf":
                element.clear()
    except (ElementTree.ParseError, ValueError) as error:
        if isinstance(error, UnreadableError):
            raise
        raise UnreadableError(DAMAGED) from error
    return styles


def _read_code(code: str) -> str:
    if any(mark in code for mark in _BY_COUNTRY_MARKS):
        return BY_COUNTRY
    return code if len(code) <= _LONGEST_CODE else GENERAL
