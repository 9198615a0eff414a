"""Reads the interface as it is now, from the code that makes it.

What is written for people about an entry, its description, is no part of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, cast

from typer.main import get_command

from ingest.reading.known_headers import known_headers
from report import csv_files, summary_json
from rollcall_cli.main import app
from roster import agents_table, files_table, metrics, outcomes_table
from roster.columns.table import COLUMNS
from scripts.docstring_tables import documented
from scripts.generated_text import PROJECT
from scripts.interface.kinds import Interface, Kind
from scripts.module_docs import inputs, outputs
from scripts.terraform.tables import TableSchema, table_schemas

ROOTS: Final = {"the root": ".", "modules/staffing": "modules/staffing", "modules/connect": "modules/connect"}
"""What people call: the root, and the two modules that roots of their own use."""

_ITEMS: Final = {"agents": agents_table, "files": files_table, "outcomes": outcomes_table}
"""Table → the module whose docstring has a table of the attributes of its items."""


def interface_now() -> Interface:
    """Return all of the interface, by kind and name."""
    found: dict[Kind, dict[str, str]] = {
        "input": dict(_inputs()),
        "output": dict(_outputs()),
        "column": dict(_columns()),
        "header": dict(_headers()),
        "table": dict(_tables()),
        "report file": dict(_report_files()),
        "metric": dict(documented(metrics)),
        "command": dict(_commands()),
    }
    return {kind: dict(sorted(entries.items())) for kind, entries in found.items()}


def _inputs() -> Iterator[tuple[str, str]]:
    for root, folder in ROOTS.items():
        for row in inputs((PROJECT / folder / "variables.tf").read_text("utf-8")):
            default = "" if row.default is None else f" = {row.default}"
            yield f"{row.name} of {root}", " ".join(f"{row.type}{default}".split())


def _outputs() -> Iterator[tuple[str, str]]:
    for root, folder in ROOTS.items():
        for row in outputs((PROJECT / folder / "outputs.tf").read_text("utf-8")):
            yield f"{row.name} of {root}", ""


def _columns() -> Iterator[tuple[str, str]]:
    for column in COLUMNS:
        yield column.name, ""


def _headers() -> Iterator[tuple[str, str]]:
    """Yield what each header means: the columns that it may stand for, each once."""
    meanings: dict[str, list[str]] = {}
    for name, header in known_headers():
        meanings.setdefault(header.text, []).append(name)
    for text, columns in meanings.items():
        yield text, ", ".join(dict.fromkeys(columns))


def _tables() -> Iterator[tuple[str, str]]:
    for table, schema in table_schemas().items():
        yield f"key of {table}", _keys(schema, schema.keys)
        for index in schema.indexes:
            yield f"index {index.name} of {table}", f"{_keys(schema, index.keys)}, {index.projection}"
    for table, module in _ITEMS.items():
        for name, kind in documented(module):
            yield f"{name} of {table}", kind


def _keys(schema: TableSchema, keys: tuple[str, ...]) -> str:
    return ", ".join(f"{key} ({schema.types[key]})" for key in keys)


def _report_files() -> Iterator[tuple[str, str]]:
    yield "outcome.csv", ", ".join(csv_files.OUTCOME_COLUMNS)
    yield "rejected.csv", f"the upload's columns, {csv_files.ERROR_COLUMN}"
    for name, kind in documented(summary_json):
        yield f"{name} of summary.json", kind


def _commands() -> Iterator[tuple[str, str]]:
    group = cast("Any", get_command(app))
    for parameter in group.params:
        yield f"rollcall {'/'.join(parameter.opts)}", _parameter(parameter)
    for name, command in group.commands.items():
        yield f"rollcall {name}", ""
        for parameter in command.params:
            shown = parameter.display_name_raw if parameter.param_type_name == "argument" else _options(parameter)
            yield f"rollcall {name} {shown}", _parameter(parameter)


def _options(parameter: Any) -> str:
    return "/".join([*parameter.opts, *parameter.secondary_opts])


def _parameter(parameter: Any) -> str:
    """Say how a parameter of a command is given."""
    kind = "flag" if getattr(parameter, "is_flag", False) else "value"
    several = " several" if parameter.multiple or parameter.nargs != 1 else ""
    return f"{'needed' if parameter.required else 'optional'}{several} {kind}"
