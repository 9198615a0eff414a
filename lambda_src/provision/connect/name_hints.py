"""Guesses which of the instance's names was meant by one that it does not have. Pure."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Final

_ALIKE: Final = 0.7


def close_names(name: str, known: Iterable[str], *, most: int = 1) -> list[str]:
    """Return the names that are most like one, whatever their capitals and accents, the nearest first."""
    by_folded = {_folded(other): other for other in known}
    close = difflib.get_close_matches(_folded(name), by_folded, n=most, cutoff=_ALIKE)
    return [by_folded[folded] for folded in close]


def hint(name: str, known: Iterable[str]) -> str:
    """Return the part of a message that asks whether another name was meant; empty if none is like it."""
    close = close_names(name, known)
    return f" (is {close[0]!r} meant?)" if close else ""


def _folded(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join("".join(letters).casefold().split())
