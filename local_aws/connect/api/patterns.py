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

    def member(code: int) -> bool:
        return unicodedata.category(chr(code)).startswith(category) != negated

    ranges: list[str] = []
    for inside, group in groupby(range(sys.maxunicode + 1), key=member):
        if inside:
            codes = list(group)
            ranges.append(f"\\U{codes[0]:08x}-\\U{codes[-1]:08x}")
    return "".join(ranges)
