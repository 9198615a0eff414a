"""The texts of a workbook's cells, which its sheets name by their number. Pure.

They lie in a temporary file, as a workbook may have as many texts as it has cells.
"""

from __future__ import annotations

import tempfile
from array import array
from typing import Final
from xml.etree import ElementTree

from openpyxl.utils.escape import unescape
from openpyxl.xml.constants import SHEET_MAIN_NS

from ingest.reading.text import UnreadableError
from ingest.reading.workbook.safe_xml import DAMAGED, SafeXml

LONGEST_TEXT: Final = 100_000
"""Characters of a cell; Excel takes 32,767."""

MAX_TEXT_BYTES: Final = 256 * 1024 * 1024
"""Of all texts together. A Lambda function has 512 MB for temporary files."""

_IN_MEMORY: Final = 4 * 1024 * 1024
_REMEMBERED: Final = 5_000
_LONGEST_REMEMBERED: Final = 200
_STRING: Final = f"{{{SHEET_MAIN_NS}}}si"
_TEXT: Final = f"{{{SHEET_MAIN_NS}}}t"
_RUN_TEXT: Final = f"{{{SHEET_MAIN_NS}}}r/{_TEXT}"


class SharedStrings:
    """Texts by their number; `close` removes the temporary file.

    Args:
        source: the part that has them; None if the workbook has none.

    Raises:
        UnreadableError: the part can't be read, or a text is too long.
    """

    def __init__(self, source: SafeXml | None) -> None:
        self._file = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 (`close` closes it)
        self._ends = array("Q", [0])
        self._remembered: dict[int, str] = {}
        if source is not None:
            try:
                self._write(source)
            except BaseException:
                self.close()
                raise

    def __getitem__(self, number: int) -> str:
        """Return a text.

        Raises:
            UnreadableError: there is no such text.
        """
        text = self._remembered.get(number)
        if text is None:
            if not 0 <= number < len(self._ends) - 1:
                raise UnreadableError(DAMAGED)
            begin = self._ends[number]
            self._file.seek(begin)
            text = self._file.read(self._ends[number + 1] - begin).decode("utf-8", "surrogatepass")
            if len(self._remembered) < _REMEMBERED and len(text) < _LONGEST_REMEMBERED:
                self._remembered[number] = text
        return text

    def close(self) -> None:
        """Remove the temporary file."""
        self._file.close()

    def _write(self, source: SafeXml) -> None:
        root = None
        end = 0
        for event, element in ElementTree.iterparse(source, ("start", "end")):  # noqa: S314 (SafeXml has looked at it)
            if root is None:
                root = element
            elif event == "end" and element.tag == _STRING:
                data = text_of(element).encode("utf-8", "surrogatepass")
                self._file.write(data)
                end += len(data)
                if end > MAX_TEXT_BYTES:
                    raise UnreadableError(
                        f"the workbook has more than {MAX_TEXT_BYTES // 2**20} MB of text; delete sheets and columns "
                        "that are not needed"
                    )
                self._ends.append(end)
                root.clear()


def text_of(element: ElementTree.Element) -> str:
    """Return what a rich text says: all of its runs, without the phonetic ones that tell how it is spoken.

    Raises:
        UnreadableError: it is too long.
    """
    if len(element) == 1 and element[0].tag == _TEXT:
        text = element[0].text or ""
    else:
        runs = [*element.iterfind(_TEXT), *element.iterfind(_RUN_TEXT)]
        text = "".join(run.text or "" for run in runs)
    text = unescape(text)
    if len(text) > LONGEST_TEXT:
        raise UnreadableError(f"a cell has more than {LONGEST_TEXT:,} characters; shorten it")
    return text
