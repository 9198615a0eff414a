"""Finds the header of a table among a file's first records, however they were read. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.reading.columns import Header, read_header
from ingest.reading.dialect import LAST_HEADER_LINE, Record
from ingest.reading.header_doubts import examine
from ingest.reading.header_likeness import column_cells, obeys_password_rule
from ingest.reading.near_headers import is_nearly_password
from ingest.reading.usual_rows import usual_rows

if TYPE_CHECKING:
    from ingest.reading.other_tables import Reading


def find_in_readings(
    readings: Sequence[Reading], text: str, key: str = "", column_names: Mapping[str, str] | None = None
) -> Header | None:
    """Find the header of an agent directory, or of a table of people or passwords that is none.

    Args:
        readings: the records, once for each separator that the file may have.
        text: the file's beginning.
        key: the file's name, which may say that it lists people.
        column_names: the deployment's own headers → columns.
    """
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
        return _completed(*found, text)
    # What tells other tables from plain files is several modules, which no directory needs.
    from ingest.reading.other_tables import find_table

    table = find_table(readings, text, key, column_names)
    return _completed(*table, text) if table is not None else None


def _completed(header: Header, records: Sequence[Record], text: str) -> Header:
    """Add what the first rows and lines tell about the header. The cells of a workbook stand where they stand."""
    rows = [record.cells for record in records if record.first_line > header.last_line]
    said = header.initial_passwords or header.passwords
    header = _with_suspects(header, rows)
    if header.dialect.sheet is not None:
        return header
    return examine(replace(header, usual=usual_rows(rows, header.passwords, said)), rows, text)


def _with_suspects(header: Header, rows: Sequence[Sequence[str]]) -> Header:
    """Count columns that are not used, and whose cells mostly obey the rule for passwords, among those that hold some.

    Words for passwords are many, and a header may be any. Identifiers obey the rule as well; all that they lose by it
    is their place in the copy that stays in the bucket.
    """
    settled = {*header.columns.values(), *header.passwords}
    suspects = {
        index
        for index in range(len(header.names))
        if index not in settled
        and (obeys_password_rule(column_cells(rows, index)) or is_nearly_password(header.names[index]))
    }
    return replace(header, passwords=header.passwords | suspects) if suspects else header
