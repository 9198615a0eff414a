"""Tells an agent directory, or a table of passwords, from a plain file by the file's first lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from ingest.reading.columns import Header, read_header
from ingest.reading.dialect import LAST_HEADER_LINE, Record, read_head

_FEWEST_CELLS: Final = 2
_MOST_WORDS: Final = 3
"""Of a header for passwords; more may be a sentence."""


def find_header(head: bytes) -> Header | None:
    """Find the header among the first lines of a file.

    Args:
        head: the file's first bytes, 64 KiB are enough.

    Returns:
        The header of an agent directory or of a table with passwords; None for a plain file.
    """
    beginning = read_head(head)
    if beginning is None:
        return None
    directories: list[Header] = []
    credentials: list[Header] = []
    for dialect, records in beginning.readings():
        for index, record in enumerate(records):
            if record.first_line > LAST_HEADER_LINE or not any(record.cells):
                continue
            header = read_header(record.cells, dialect, record.last_line)
            if header.is_agent_directory:
                directories.append(header)
            elif header.holds_credentials and _begins_a_table(header, records, index):
                credentials.append(header)
    # Read with a wrong separator, a header has fewer columns that are known.
    found = directories or credentials
    return max(found, key=lambda header: (len(header.columns), -header.last_line)) if found else None


def _begins_a_table(header: Header, records: Sequence[Record], index: int) -> bool:
    """Whether rows follow a header with passwords, rather than more of a text that speaks of passwords.

    The first line of a file is believed more easily than a later one, which may be anything's data: that one has to
    stand below a blank line or to be wider than all above it.
    """
    following = next((record for record in records[index + 1 :] if any(record.cells)), None)
    if following is None or len(following.cells) < _FEWEST_CELLS:
        return False
    if index == 0:
        return not _is_sentence(header)
    above = records[:index]
    return (
        len(following.cells) == len(header.names)
        and any(len(header.names[column].split()) <= _MOST_WORDS for column in header.passwords)
        and (not any(above[-1].cells) or all(_filled(records[index]) > _filled(record) for record in above))
    )


def _is_sentence(header: Header) -> bool:
    """Whether a line speaks of passwords in many words, with blanks behind its commas, as tables hardly have them."""
    wordy = all(len(header.names[column].split()) > _MOST_WORDS for column in header.passwords)
    return wordy and any(name.startswith(" ") for name in header.names[1:])


def _filled(record: Record) -> int:
    return sum(1 for cell in record.cells if cell.strip())
