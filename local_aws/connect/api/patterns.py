r"""AWS's regular expressions made usable in Python.

botocore's model carries the patterns as the service teams wrote them, for a Java engine. Four things differ from
Python's ``re``: Unicode categories (``\p{L}``), which ``re`` lacks; a few patterns escaped twice (``\\+[1-9]``);
one wrapped in slashes; and shorthand classes, which mean ASCII there. Java matches the whole value, so callers use
``fullmatch``.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache
from itertools import groupby

_CATEGORY = re.compile(r"\\([pP])\{(\w+)\}")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    """Return the compiled equivalent of a pattern from botocore's model.

    Raises:
        re.error: the pattern uses syntax that neither Python nor this translation knows.
    """
    text = pattern
    if len(text) > 2 and text.startswith("/") and text.endswith("/"):
        text = text[1:-1]
    text = text.replace("\\\\", "\\")
    return re.compile(_expand_categories(text), re.ASCII)


def _expand_categories(text: str) -> str:
    parts: list[str] = []
    position = 0
    for match in _CATEGORY.finditer(text):
        parts.append(text[position : match.start()])
        ranges = _ranges(match[2], negated=match[1] == "P")
        parts.append(ranges if _inside_class(text, match.start()) else f"[{ranges}]")
        position = match.end()
    return "".join([*parts, text[position:]])


def _inside_class(text: str, position: int) -> bool:
    inside = False
    index = 0
    while index < position:
        if text[index] == "\\":
            index += 2
            continue
        if text[index] == "[":
            inside = True
        elif text[index] == "]":
            inside = False
        index += 1
    return inside


@cache
def _ranges(category: str, *, negated: bool) -> str:
    """Return the inside of a character class with every character of (or outside) a general category."""
    ranges: list[str] = []
    members = groupby(_runs(), key=lambda run: run[0].startswith(category) != negated)
    for inside, group in members:
        if inside:
            runs = list(group)
            ranges.append(f"\\U{runs[0][1]:08x}-\\U{runs[-1][2]:08x}")
    return "".join(ranges)


@cache
def _runs() -> tuple[tuple[str, int, int], ...]:
    """Return the runs of neighbouring code points of one general category: its name, the first and the last of them.

    Every pattern with a category needs all of them, and there are 1.1 million code points but few thousand runs.
    """
    runs: list[tuple[str, int, int]] = []
    first = 0
    for category, group in groupby(map(unicodedata.category, map(chr, range(sys.maxunicode + 1)))):
        length = sum(1 for _ in group)
        runs.append((category, first, first + length - 1))
        first += length
    return tuple(runs)
