"""What is said of files that may list people or hold passwords and that Rollcall does not look into. Pure."""

from __future__ import annotations

from typing import Final

from ingest.reading.columns import Header, refused_file

_SAVE: Final = "Save it as an Excel workbook (.xlsx) or as CSV UTF-8"
_IF_PASSWORDS: Final = (
    "If it holds passwords, delete it from the upload bucket with all of its versions: Rollcall can't take them out of "
    "such a file."
)


def refuse(what: str, advice: str = _SAVE) -> Header:
    """Return the header of a file that is told as a table which is no directory.

    Args:
        what: what the file is.
        advice: what to do with it before it is uploaded again.
    """
    return refused_file(
        f"The file is {what}, which Rollcall does not look into, so nothing was read from it or stored. {advice}, and "
        f"upload that. {_IF_PASSWORDS}"
    )


def refuse_damaged(why: str) -> Header:
    """Return the header of a workbook that can't be read; `why` says what to do as well."""
    return refused_file(f"The workbook can't be read: {why}. Then upload it again. {_IF_PASSWORDS}")


XLS: Final = "an Excel 97-2003 workbook (.xls)"
XLSB: Final = "a binary Excel workbook (.xlsb)"
ODS: Final = "an OpenDocument spreadsheet (.ods)"
NUMBERS: Final = "a Numbers spreadsheet"
EXPORT_NUMBERS: Final = "Export it (File, Export To) as Excel or as CSV"
ENCRYPTED: Final = "a document with a password to open it"
REMOVE_PASSWORD: Final = "Remove that password (File, Info, Protect Workbook, Encrypt with Password) and save it"  # noqa: S105
XML_SPREADSHEET: Final = "an XML spreadsheet"
WEB_PAGE: Final = "a web page with a table in it, whatever its name"
OPEN_WEB_PAGE: Final = "Open it in a spreadsheet and save it as an Excel workbook (.xlsx) or as CSV UTF-8"
UNPACK: Final = "Unpack it"
UNCOMPRESS: Final = "Take it uncompressed"
