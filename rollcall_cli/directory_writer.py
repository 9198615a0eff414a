"""Writes agents as rows of a directory, so that ingest reads the same agents from it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import Any

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import decide
from ingest.reading.cell_writers import cell_of
from ingest.reading.columns import read_header
from ingest.reading.row_reader import RowReader
from rollcall_cli.imports import sentence
from roster.agent import Facets, filled
from roster.cells import csv_row, safe_cell
from roster.columns.declaration import Column
from roster.columns.table import COLUMNS


def columns_for(rules: DeploymentRules) -> tuple[str, ...]:
    """Return the columns that every agent has and that Amazon Connect tells; with SAML it has no e-mail addresses."""
    return tuple(column.name for column in written_columns(rules) if not column.optional)


def optional_columns(rules: DeploymentRules) -> tuple[str, ...]:
    """Return the columns of settings that an agent has only if somebody sets them."""
    return tuple(column.name for column in written_columns(rules) if column.optional)


def columns_in_use(rules: DeploymentRules, settings: Set[str]) -> tuple[str, ...]:
    """Return the columns of an export: without those of settings that nobody has.

    A directory without such a column leaves alone what Connect has. With it every row says something.

    Args:
        rules: the deployment's.
        settings: the optional columns that somebody has a setting for.
    """
    return tuple(column.name for column in written_columns(rules) if not column.optional or column.name in settings)


def cells_of(username: str, facets: Facets) -> dict[str, str]:
    """Return an agent's cells by column."""
    return {column.name: cell_of(column, username, facets) for column in COLUMNS if column.is_written}


def write_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    """Return rows as CSV, safe to open in a spreadsheet."""
    return csv_row(columns) + "".join(csv_row(row.get(column, "") for column in columns) for row in rows)


def written_columns(rules: DeploymentRules) -> list[Column]:
    """Return the columns that a deployment's directories are written with, in their order."""
    return [column for column in COLUMNS if column.is_written and (column.with_saml or not rules.saml)]


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
        names = [name for name in wanted if self._is_said(name) and said.get(name) != self._sayable(name, wanted[name])]
        if row.username != username:
            names.insert(0, "username")
        return f"a CSV can't say its {', '.join(names).replace('_', ' ')}" if names else None

    def _is_said(self, facet: str) -> bool:
        """Whether the rows have a column for a facet."""
        return any(column.facet == facet and column.name in self._columns for column in COLUMNS)

    def _sayable(self, facet: str, value: Any) -> Any:
        """Return what the rows' columns can say of a facet's value."""
        left_out = {column.member for column in COLUMNS if column.facet == facet and column.name not in self._columns}
        if not isinstance(value, dict) or not any(left_out):
            return value
        return {member: content for member, content in value.items() if member not in left_out}
