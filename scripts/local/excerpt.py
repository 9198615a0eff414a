"""Shortens what `make demo` prints to what the README shows of it: `python -m scripts.local.excerpt < PRINTED`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from scripts.generated_text import PROJECT, DocsError, filled

README: Final = PROJECT / "README.md"
BEGIN: Final = "<!-- Output of make demo -->"
END: Final = "<!-- End of output -->"

_USERS: Final = ("amara.okafor", "chiara.romano", "dmitri.volkov", "greta.mueller", "mei.lin")
"""Whose rows are shown: one of each kind."""
_KINDS: Final = ("connect instances", "connect users", "dynamodb tables", "lambda functions", "s3 buckets", "secrets")
"""What is shown of the proof that nothing is left."""
_ROW: Final = re.compile(r"│ (\S+) +│")
_LEFT: Final = re.compile(r"  (\S.*?)  +none left$")


class ExcerptError(Exception):
    """What was printed lacks something that the README shows; the message says what."""


def excerpt(printed: str) -> list[str]:
    """Return the lines that the README shows.

    Args:
        printed: what `make demo` printed into a pipe.

    Raises:
        ExcerptError: a part is not in it.
    """
    lines = [line.rstrip() for line in printed.splitlines()]
    users = _part(lines, r"\d+ Amazon Connect users")
    rows = [line for line in users if (row := _ROW.match(line)) and row[1] in _USERS]
    left = [line for line in lines if (kind := _LEFT.match(line)) and kind[1] in _KINDS]
    if len(rows) != len(_USERS) or len(left) != len(_KINDS):
        raise ExcerptError(f"of {_USERS} and {_KINDS} there are only these lines: {rows + left}")
    head = [line for line in users if not _ROW.match(line) and not line.startswith("└")]
    return [
        *_part(lines, "What became of the uploads"),
        "",
        *head,
        *rows,
        "  …",
        "",
        *_part(lines, "Rows that made no agent"),
        "",
        "Destroying it all",
        *left,
        "  …",
    ]


def readme_with(lines: Sequence[str], readme: Path = README) -> str:
    """Return the README with the excerpt in its place.

    Args:
        lines: The excerpt.
        readme: The file.

    Raises:
        DocsError: It has no place for it.
    """
    return filled(readme.read_text("utf-8"), readme, BEGIN, END, ["```text", *lines, "```"])


def _part(lines: Iterable[str], title: str) -> list[str]:
    """The lines from a title to the next empty one."""
    found: list[str] = []
    for line in lines:
        if found and not line:
            return found
        if found or re.fullmatch(title, line):
            found.append(line)
    raise ExcerptError(f"nothing is printed under {title!r}")


def main(readme: Path = README) -> int:
    """Write the README from standard input; return the exit code."""
    try:
        readme.write_text(readme_with(excerpt(sys.stdin.read()), readme), "utf-8")
    except (ExcerptError, DocsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
