"""Tells an agent directory, or a table of passwords, from a plain file by the file's first lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.reading.columns import Header, read_header
from ingest.reading.dialect import LAST_HEADER_LINE, Record, read_head
from ingest.reading.other_tables import find_table
from ingest.reading.password_rule import looks_like_password


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
    readings = list(beginning.readings())
    directories: list[tuple[Header, Sequence[Record]]] = []
    for dialect, records in readings:
        for record in records:
            if record.first_line > LAST_HEADER_LINE:
                break
            if any(record.cells):
                header = read_header(record.cells, dialect, record.last_line)
                if header.is_agent_directory:
                    directories.append((header, records))
    # Read with a wrong separator, a header has fewer columns that are known.
    if directories:
        found = max(directories, key=lambda one: (len(one[0].columns), -one[0].last_line))
        return _with_suspects(*found)
    table = find_table(readings)
    return _with_suspects(*table) if table is not None else None


def _with_suspects(header: Header, records: Sequence[Record]) -> Header:
    """Count columns that are not used, and whose cells mostly obey the rule for passwords, among those that hold some.

    Words for passwords are many, and a header may be any. Identifiers obey the rule as well; all that they lose by it
    is their place in the copy that stays in the bucket.
    """
    rows = [record.cells for record in records if record.first_line > header.last_line]
    settled = {*header.columns.values(), *header.passwords}
    suspects = {index for index in range(len(header.names)) if index not in settled and holds_passwords(rows, index)}
    return replace(header, passwords=header.passwords | suspects) if suspects else header


def holds_passwords(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether most of the filled cells of a column obey Amazon Connect's rule for passwords."""
    filled = [cell for row in rows if index < len(row) and (cell := row[index].strip())]
    return sum(map(looks_like_password, filled)) * 2 > len(filled)
