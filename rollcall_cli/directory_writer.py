"""Writes agents as rows of a directory, so that ingest reads the same agents from it. Pure."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import decide
from ingest.reading.columns import read_header
from ingest.reading.directory_columns import COLUMNS
from ingest.reading.row_reader import RowReader
from rollcall_cli.imports import sentence
from roster.agent import Facets, filled
from roster.cells import safe_cell


def columns_for(rules: DeploymentRules) -> tuple[str, ...]:
    """Return the columns whose values can be read from Amazon Connect; with SAML it has no e-mail addresses."""
    return tuple(column.name for column in COLUMNS if column.write is not None and (column.with_saml or not rules.saml))


def cells_of(username: str, facets: Facets) -> dict[str, str]:
    """Return an agent's cells by column."""
    return {column.name: column.write(username, facets) for column in COLUMNS if column.write is not None}


def write_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV, safe to open in a spreadsheet."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([safe_cell(row.get(column, "")) for column in columns] for row in rows)
    return text.getvalue()


class ReadBack:
    """Reads rows with the code of ingest, to see whether they say what they should.

    Args:
        columns: the rows' columns.
        rules: the deployment's.
    """

    def __init__(self, columns: Sequence[str], rules: DeploymentRules) -> None:
        self._columns = columns
        self._policy = rules
        self._reader = RowReader(read_header(columns), rules)

    def difference(self, username: str, facets: Facets) -> str | None:
        """Say why an agent's row would not be read as the agent it was written from; None if it would be."""
        cells = cells_of(username, facets)
        row = self._reader.read(2, [safe_cell(cells[column]) for column in self._columns])
        if row is None:
            return "its row is blank"
        decision = decide(row, None, self._policy, key="")
        if problems := [*row.problems, *decision.problems]:
            return "; ".join(map(sentence, problems))
        wanted: Mapping[str, Any] = facets
        said = {
            name: filled(value) if name in {"identity", "phone"} else value for name, value in decision.wanted.items()
        }
        names = [name for name in wanted if said.get(name) != wanted[name]]
        if row.username != username:
            names.insert(0, "username")
        return f"a CSV can't say its {', '.join(names).replace('_', ' ')}" if names else None
