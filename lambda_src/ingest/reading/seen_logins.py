"""Remembers on which line of a file each login stood first. Pure."""

from __future__ import annotations

from typing import Final

_PARTS: Final = 256


class SeenLogins:
    """The logins of a file so far.

    It keeps each login's hash and line, not the login: a million of them take 115 MiB. Two different logins with the
    same hash would be taken for a repeated one. Python hashes a string to 64 bits, by a key that each process picks at
    random: in a file of a million rows that happens with odds of 1 to 37 million.

    They lie in 256 dicts by the first byte of the hash. One large dict would do as well, but the C library keeps the
    memory of the tables that it has outgrown: 40 MiB in the second reading of a file of a million rows.
    """

    def __init__(self) -> None:
        self._lines: list[dict[int, int]] = [{} for _ in range(_PARTS)]

    def add(self, login: str, line: int) -> int | None:
        """Remember a login.

        Args:
            login: the login.
            line: where it stands; each call names another line.

        Returns:
            The line where it stood before; None if it did not.
        """
        number = hash(login)
        first = self._lines[_part(number)].setdefault(number, line)
        return None if first == line else first

    def __contains__(self, login: str) -> bool:
        number = hash(login)
        return number in self._lines[_part(number)]


def _part(number: int) -> int:
    """Return the first of a hash's eight bytes. A dict looks at the last ones first, so they have to differ in it."""
    return number >> 56 & _PARTS - 1
