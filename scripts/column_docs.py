"""Writes the tables of a directory's columns and headers in README.md and docs/directories.md, and Terraform's lists.

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
from scripts.module_docs import DocsError

if TYPE_CHECKING:
    from collections.abc import Callable

PROJECT: Final = Path(__file__).resolve().parent.parent
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


TABLES: Final[dict[str, tuple[str, Callable[[], list[str]]]]] = {
    "README.md": ("Columns of a directory", columns_table),
    "docs/directories.md": ("Headers of a directory", headers_table),
}


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


def documented(file: Path, name: str, lines: list[str]) -> str:
    """Returns a file's text with its table as it should be.

    Raises:
        DocsError: The file has no place for it.
    """
    text = file.read_text("utf-8")
    begin, end = _BEGIN.format(name), _END.format(name)
    if text.count(begin) != 1 or text.count(end) != 1:
        raise DocsError(f"{file} needs these two lines, for the table between them:\n{begin}\n{end}")
    before, rest = text.split(begin)
    return before + "\n".join([begin, "", *lines, "", end]) + rest.split(end)[1]


def main(arguments: list[str], project: Path = PROJECT) -> int:
    """Writes or checks the tables and lists; returns 1 if one is not as it should be."""
    try:
        texts = {path: documented(project / path, name, table()) for path, (name, table) in TABLES.items()}
    except DocsError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    stale = []
    for path, text in (texts | {LISTS: column_lists()}).items():
        file = project / path
        if not file.exists() or file.read_text("utf-8") != text:
            stale.append(path)
            if "--check" not in arguments:
                file.write_text(text, "utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"{', '.join(stale)}: not what roster.columns says; run: make docs\n")
        return 1
    return 0


def _hcl(name: str, columns: list[str]) -> list[str]:
    return [f"  {name} = [", *(f'    "{column}",' for column in columns), "  ]"]


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
