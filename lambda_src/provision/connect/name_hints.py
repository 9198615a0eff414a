"""Guesses which of the instance's names was meant by one that it does not have. Pure."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from typing import Final

from roster.causes import MISSING

_ALIKE: Final = 0.7


def close_names(name: str, known: Iterable[str], *, most: int = 1, alike: float = _ALIKE) -> list[str]:
    """Return the names that are most like one, whatever their capitals and accents, the nearest first.

    Args:
        name: the name.
        known: those to choose from.
        most: how many are returned.
        alike: how like the name they have to be, from 0 to 1.
    """
    by_folded = {_folded(other): other for other in known}
    close = difflib.get_close_matches(_folded(name), by_folded, n=most, cutoff=alike)
    return [by_folded[folded] for folded in close]


def missing(what: str, name: str, known: Iterable[str], to_do: str = "create it") -> str:
    """Say that the instance lacks something, which name may be meant, and what to do.

    Args:
        what: such as `routing profile`.
        name: the name that it does not have.
        known: those that it has.
        to_do: how it comes to have the name.
    """
    return f"{MISSING}{what} {name!r}{hint(name, known)}; {to_do}, or mend the row, then upload the directory again"


def hint(name: str, known: Iterable[str]) -> str:
    """Return the part of a message that asks whether another name was meant; empty if none is like it."""
    close = close_names(name, known)
    return f" (is {close[0]!r} meant?)" if close else ""


def _folded(name: str) -> str:
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return " ".join("".join(letters).casefold().split())
