"""Finds the commands that documents show: each in a fence of ```sh or ```console, one a line or over several."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from scripts.terraform.initialise import PROJECT

PAGES: Final = (
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "docs/*.md",
    "examples/*/README.md",
    "local_aws/README.md",
    "modules/**/README.md",
)

_FENCE: Final = re.compile(r"\s*```(\w*)")
_REMARK: Final = re.compile(r"\s{2,}#\s.*$")
_MORE: Final = ("\\", "|")


@dataclass(frozen=True)
class Command:
    """A command as a document shows it.

    Attributes:
        page: the document, from the project's folder.
        line: number of the line that it begins in.
        heading: what it stands under.
        text: the command without the remark behind it.
    """

    page: str
    line: int
    heading: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}: {self.text}"


def documented_commands() -> list[Command]:
    """Return the commands of all documents."""
    pages = [path for pattern in PAGES for path in sorted(PROJECT.glob(pattern))]
    return [one for path in pages for one in commands_of(path.relative_to(PROJECT).as_posix(), path.read_text("utf-8"))]


def commands_of(page: str, text: str) -> Iterator[Command]:
    """Find the commands of one document.

    Args:
        page: what it is called.
        text: what stands in it.

    Raises:
        ValueError: a fence ends within a command.
    """
    fence, heading, begun, start = None, "", "", 0
    for number, line in enumerate(text.splitlines(), 1):
        if found := _FENCE.match(line):
            if begun:
                raise ValueError(f"{page}:{start}: a command without an end: {begun}")
            fence = None if fence is not None else found[1]
        elif fence is None and line.startswith("#"):
            heading = line.lstrip("# ")
        elif fence in {"sh", "console"} and line.strip():
            start = start if begun else number
            # What continues a command keeps its place: it may stand in quotes.
            begun = f"{begun}\n{_REMARK.sub('', line)}" if begun else _REMARK.sub("", line).strip()
            if not begun.endswith(_MORE) and _is_whole(begun):
                yield Command(page, start, heading, begun)
                begun = ""


def _is_whole(text: str) -> bool:
    try:
        shlex.split(text)
    except ValueError:  # no closing quotation
        return False
    return True
