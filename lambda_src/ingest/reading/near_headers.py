"""Finds the known header that an unknown one was probably meant to be. Pure."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable
from typing import Final

from ingest.reading.known_headers import known_headers, plain

_ALIKE = 0.8
"""Of 1, by `difflib`: "Routing Profil" and "routing profile" are 0.96, "Hierarchy" and "user hierarchy" 0.82."""

_PASSWORD_HEADERS: Final = ("password", "passwort", "kennwort", "wachtwoord", "motdepasse", "contraseña")
_PASSPORT: Final = "passport"  # a letter from "passwort"
_SHORTEST_BEGINNING: Final = 5
_SHORTEST = 4
_LONGEST = 60


def nearest_header(header: str, wanted: Collection[str]) -> tuple[str, str] | None:
    """Return the known header nearest to an unknown one, and its column.

    Args:
        header: as it stands in the file.
        wanted: the columns that it may have been meant for.
    """
    name = plain(header)
    if not _SHORTEST <= len(name) <= _LONGEST:
        return None
    known = _by_plain_header()
    for match in _close_matches(name, known, 5):
        column, spelling = known[match]
        if column in wanted:
            return spelling, column
    return None


def is_nearly_password(header: str) -> bool:
    """Whether an unknown header probably was one for passwords, before a letter of it or its end was lost."""
    name = plain(header)
    if _PASSPORT in name:
        return False
    if _SHORTEST < len(name) <= _LONGEST and _close_matches(name, _PASSWORD_HEADERS, 1):
        return True
    words = [word for word in map(plain, header.split()) if len(word) >= _SHORTEST_BEGINNING]
    return any(known.startswith(word) for word in words for known in _PASSWORD_HEADERS)


def _close_matches(name: str, known: Iterable[str], most: int) -> list[str]:
    import difflib  # only headers that nobody knows are compared

    return difflib.get_close_matches(name, list(known), n=most, cutoff=_ALIKE)


@functools.cache
def _by_plain_header() -> dict[str, tuple[str, str]]:
    return {plain(header.text): (column, header.text) for column, header in reversed(known_headers())}
