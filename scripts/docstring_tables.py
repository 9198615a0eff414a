"""Reads the tables that docstrings have of a table's attributes, a file's members, or metrics."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import ModuleType
from typing import Final

_ROW: Final = re.compile(r"^\| (`[^|]*`) \| ([^|]*) \|", re.MULTILINE)
_NAME: Final = re.compile(r"`([\w.]+)`")


def documented(module: ModuleType) -> Iterator[tuple[str, str]]:
    """Yield each name in the first cell of a row, with the second cell; an empty one is as that of the row above."""
    last = ""
    for names, kind in _ROW.findall(module.__doc__ or ""):
        last = kind.strip() or last
        for name in _NAME.findall(names):
            yield name, last
