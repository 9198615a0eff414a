"""Watches for headers above and among the rows of a table with passwords, and for what belongs to them. Pure.

Below a header of other columns nobody can tell which cells are passwords. `ingest.reading.certain_places` asks here
before it looks at a row's own cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.doubts import CERTAIN, HEADER, TITLE, Finding
from ingest.reading.foreign_text import is_foreign
from ingest.reading.password_rule import holds_password, looks_like_password
from ingest.reading.password_words import speaks_of_passwords
from ingest.reading.repeated_headers import RepeatedHeaders

BETWEEN: Final = "\x1f"
"""Joins cells where they are looked at as one text; no cell has it, and no password goes across it."""

_TITLE_CELLS: Final = 2


class OtherHeaders:
    """Remembers whether another header stood before a row; it is told all rows in their order.

    Args:
        header: the table's own header.
        column_names: the deployment's own headers → columns.

    Attributes:
        stands_above: whether rows are below another header now.
    """

    def __init__(self, header: Header, column_names: Mapping[str, str]) -> None:
        self.stands_above = False
        self._headers = RepeatedHeaders(header, column_names)
        self._wide = header.dialect.encoding.startswith("utf-16")

    def look_above(self, cells: Sequence[str]) -> Finding:
        """Look at a row above the header: a title may stay, but nothing that may be a table of its own."""
        text = BETWEEN.join(cells)
        self.stands_above = self.stands_above or any(map(speaks_of_passwords, cells))
        filled = [cell.strip() for cell in cells if cell.strip()]
        is_title = (
            len(filled) <= _TITLE_CELLS and not holds_password(text) and not any(map(looks_like_password, filled))
        )
        if is_title and not self.stands_above and not is_foreign(text, wide=self._wide):
            return CERTAIN
        return Finding(TITLE)

    def begin(self) -> None:
        """Forget what stood above the header."""
        self.stands_above = False

    def look(self, cells: Sequence[str]) -> Finding | None:
        """Look at a row below the header; None if it is no header."""
        kind = self._headers.kind(cells, sharp=True)
        if not kind:
            return None
        self.stands_above = kind == "other" or any(map(holds_password, cells))
        return Finding(HEADER, refused=True) if self.stands_above else Finding(in_place=True, is_header=True)

    def is_marked(self, cells: Sequence[str]) -> bool:
        """Whether a row is the header once more, with the byte order mark of a file that was joined."""
        text = BETWEEN.join(cells)
        return text.count("\ufeff") == 1 and text[0] == "\ufeff" and self._headers.kind(cells, sharp=True) == "again"
