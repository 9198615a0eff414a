"""Opens the content of an upload without its passwords, whether it is text or a workbook. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO, Protocol

from ingest.reading.columns import Header
from ingest.reading.line_numbers import LineNumbers
from ingest.redaction.password_free_copy import PasswordFreeCopy


class PasswordFree(Protocol):
    """A file's content without its passwords.

    Attributes:
        left_out: the lines that were emptied because they are in doubt, once all of it was read.
        cut_at: the line on which the content ends before the file does, once all of it was read; None if it is whole.
        is_too_long: whether it ends there because it would be too long.
    """

    left_out: LineNumbers
    cut_at: int | None
    is_too_long: bool

    def is_needed(self) -> bool:
        """Whether anything has to be taken out. Reads the file through."""

    def pieces(self) -> Iterator[bytes]:
        """Yield the content; the same file always gives the same."""


def open_copy(stream: BinaryIO, header: Header, column_names: Mapping[str, str] | None = None) -> PasswordFree:
    """Open a file that may hold passwords.

    Args:
        stream: the file, at its beginning.
        header: from `find_header`.
        column_names: the deployment's own headers → columns.
    """
    if header.dialect.sheet is None:
        return PasswordFreeCopy(stream, header, column_names)
    # Loading openpyxl takes a fifth of a second, which only workbooks pay for.
    from ingest.redaction.password_free_workbook import PasswordFreeWorkbook

    return PasswordFreeWorkbook(stream, header, header.dialect.sheet)
