"""Writes the tables of a directory's columns and headers in docs/directories.md, and Terraform's lists.

    python -m scripts.column_docs           writes them
    python -m scripts.column_docs --check   fails if one is not what it would write

They come from the declarations in `lambda_src/roster/columns`. Each table stands between two comments; all else in
these files is written by hand. The names of the columns, by which Terraform checks `column_names` and `column_values`,
are a file of their own.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ingest.reading.known_headers import plain
from roster.columns.table import COLUMNS
from scripts.generated_text import PROJECT, DocsError, filled, write_or_check

if TYPE_CHECKING:
    from collections.abc import Callable

_END: Final = "<!-- End of {} -->"
_BEGIN: Final = "<!-- {}: written by `make docs` from lambda_src/roster/columns -->"


def columns_table() -> list[str]:
    """Returns the table of the columns, each with its English headers."""
    lines = ["| column | other headers for it | cells |", "|---|---|---|"]
    for column in COLUMNS:
        own = {plain(column.name)}
        english = (header.text for header in column.known_by() if header.source == "English")
        others = [header for header in english if plain(header) not in own]
        lines.append(f"| `{column.name}` | {_cell('; '.join(others))} | {_cell(column.cells)} |")
    return lines


def headers_table() -> list[str]:
    """Returns the table of all headers, by column and by the language or system that writes them."""
    lines = ["| column | language or system | headers |", "|---|---|---|"]
    for column in COLUMNS:
        sources: dict[str, list[str]] = {}
        for header in column.known_by():
            mark = "" if header.rank == 1 else f" ({header.rank})"
            sources.setdefault(header.source, []).append(f"{header.text}{mark}")
        lines += [
            f"| `{column.name}` | {source} | {_cell('; '.join(headers))} |" for source, headers in sources.items()
        ]
    return lines


TABLES: Final[dict[str, Callable[[], list[str]]]] = {
    "Columns of a directory": columns_table,
    "Headers of a directory": headers_table,
}
"""By the name in their comments."""

_DOCUMENT: Final = "docs/directories.md"
LISTS: Final = "modules/staffing/columns.tf"


def column_lists() -> str:
    """Returns the Terraform file with the names of the columns."""
    return "\n".join(
        (
            "# Written by `make docs` from lambda_src/roster/columns.",
            "",
            "locals {",
            "  # The columns of a directory.",
            *_hcl("directory_columns", [column.name for column in COLUMNS]),
            "",
            "  # Those that agents may share, so that a deployment may set them for directories that lack them.",
            *_hcl("shared_columns", [column.name for column in COLUMNS if column.may_be_fixed]),
            "}",
            "",
        )
    )


def main(arguments: list[str], project: Path = PROJECT) -> int:
    """Writes or checks the tables and lists; returns 1 if one is not as it should be."""
    document = project / _DOCUMENT
    text = document.read_text("utf-8") if document.is_file() else ""
    try:
        for name, table in TABLES.items():
            text = filled(text, document, _BEGIN.format(name), _END.format(name), table())
    except DocsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    texts = {document: text, project / LISTS: column_lists()}
    return write_or_check(texts, project, check="--check" in arguments, source="roster.columns", target="docs")


def _hcl(name: str, columns: list[str]) -> list[str]:
    return [f"  {name} = [", *(f'    "{column}",' for column in columns), "  ]"]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
