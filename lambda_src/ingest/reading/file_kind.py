"""Tells an agent directory, or another table of people or passwords, from a plain file by its first lines. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from ingest.reading.columns import Header, read_header
from ingest.reading.dialect import LAST_HEADER_LINE, Record, read_head
from ingest.reading.header_likeness import column_cells, is_address, obeys_password_rule
from ingest.reading.other_tables import find_table
from ingest.reading.password_rule import holds_password
from ingest.reading.usual_rows import usual_rows

_LONGEST_NAME: Final = 200
"""Of a header; a longer one has swallowed something."""


def find_header(head: bytes, key: str = "", column_names: Mapping[str, str] | None = None) -> Header | None:
    """Find the header among the first lines of a file.

    Args:
        head: the file's first bytes, 64 KiB are enough.
        key: the file's name, which may say that it lists people.
        column_names: the deployment's own headers → columns.

    Returns:
        The header of an agent directory, or of a table of people or passwords that is none; None for a plain file.
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
                header = read_header(record.cells, dialect, record.last_line, column_names)
                if header.is_agent_directory:
                    directories.append((header, records))
    # Read with a wrong separator, a header has fewer columns that are known.
    if directories:
        found = max(directories, key=lambda one: (len(one[0].columns), -one[0].last_line))
        return _completed(*found)
    table = find_table(readings, beginning.text, key, column_names)
    return _completed(*table) if table is not None else None


def _completed(header: Header, records: Sequence[Record]) -> Header:
    """Add what the first rows tell, and hide names that are none."""
    rows = [record.cells for record in records if record.first_line > header.last_line]
    header = _with_suspects(header, rows)
    if not header.passwords:
        return header
    usual = usual_rows(rows, header.initial_passwords or header.passwords)
    return _without_cells(replace(header, usual=usual))


def _with_suspects(header: Header, rows: Sequence[Sequence[str]]) -> Header:
    """Count columns that are not used, and whose cells mostly obey the rule for passwords, among those that hold some.

    Words for passwords are many, and a header may be any. Identifiers obey the rule as well; all that they lose by it
    is their place in the copy that stays in the bucket.
    """
    settled = {*header.columns.values(), *header.passwords}
    suspects = {
        index
        for index in range(len(header.names))
        if index not in settled and obeys_password_rule(column_cells(rows, index))
    }
    return replace(header, passwords=header.passwords | suspects) if suspects else header


def _without_cells(header: Header) -> Header:
    """Put numbers in place of the headers that may be cells of a row, which a lost line break joined to the header."""
    if not any(map(_may_be_cell, header.names)):
        return header
    sure = {*header.columns.values(), *header.initial_passwords}
    hidden = frozenset(
        index
        for index, name in enumerate(header.names)
        if name.strip() and (index not in sure or _may_be_cell(name))
    )
    names = tuple(f"column {index + 1}" if index in hidden else name for index, name in enumerate(header.names))
    return replace(header, names=names, hidden=hidden)


def _may_be_cell(name: str) -> bool:
    return holds_password(name) or is_address(name) or len(name) > _LONGEST_NAME
