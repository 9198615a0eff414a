"""Puts what is generated between two comments of a file that is otherwise written by hand."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

PROJECT: Final = Path(__file__).resolve().parent.parent


class DocsError(Exception):
    """Something can't be documented; the message says why."""


def filled(text: str, file: Path, begin: str, end: str, lines: Sequence[str]) -> str:
    """Return a text with other lines between its two comments.

    Args:
        text: what the file has; empty if there is none.
        file: the file, for the message.
        begin: the comment before the lines.
        end: the comment behind them.
        lines: what is to stand there.

    Raises:
        DocsError: the text has no place for them.
    """
    if text.count(begin) != 1 or text.count(end) != 1:
        raise DocsError(f"{file} needs these two lines, for what is generated between them:\n{begin}\n{end}")
    before, rest = text.split(begin)
    return before + "\n".join([begin, "", *lines, "", end]) + rest.split(end)[1]


def write_or_check(texts: Mapping[Path, str], project: Path, *, check: bool, source: str, target: str) -> int:
    """Write files that are not as they should be, or say which are not.

    Args:
        texts: file → what it should be.
        project: the folder by which files are named.
        check: whether to say it instead of writing.
        source: where the texts come from.
        target: the make target that writes them.

    Returns:
        The exit code: 1 if a file was to be checked and is not as it should be.
    """
    stale = {file: text for file, text in texts.items() if not file.exists() or file.read_text("utf-8") != text}
    if not check:
        for file, text in stale.items():
            file.write_text(text, "utf-8")
        return 0
    if stale:
        names = ", ".join(file.relative_to(project).as_posix() for file in stale)
        sys.stderr.write(f"{names}: not what {source} says; run: make {target}\n")
    return int(bool(stale))
