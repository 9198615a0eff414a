"""Remembers on which line of a file each login stood first. Pure."""

from __future__ import annotations

from typing import Final, NamedTuple

_PARTS: Final = 256
_REST_BITS: Final = 56
_REST: Final = (1 << _REST_BITS) - 1


class Earlier(NamedTuple):
    """Where a login stood before, and whether it was the same there, capitals included."""

    line: int
    same: bool


class SeenLogins:
    """The logins of a file so far.

    It keeps each login's hash and line, not the login: a million of them take 100 MiB. Two different logins with the
    same hash would be taken for a repeated one. Python hashes a string to 64 bits, by a key that each process picks at
    random: in a file of a million rows that happens with odds of 1 to 37 million. A login with capitals takes half as
    much again.

    They lie in 256 dicts by the first byte of the hash; the other seven bytes, which are the key there, make an integer
    of 32 bytes, where all eight of them take 48. One large dict would do as well, but the C library keeps the
    memory of the tables that it has outgrown: 40 MiB in the second reading of a file of a million rows.
    """

    def __init__(self) -> None:
        # The rest of the hash of each login in small letters → its first line, negative while nobody had it so.
        self._lines: list[dict[int, int]] = [{} for _ in range(_PARTS)]
        self._with_capitals: set[int] = set()

    def add(self, login: str, line: int) -> Earlier | None:
        """Remember a login.

        Args:
            login: the login.
            line: where it stands; each call names another line.

        Returns:
            Where it stood before, in these or other capitals; None if it did not.
        """
        small = login.lower()
        number = hash(small)
        lines, rest = self._lines[number >> _REST_BITS & _PARTS - 1], number & _REST
        if small == login:
            first = lines.setdefault(rest, line)
            if first == line:
                return None
            if first < 0:
                lines[rest] = -first
            return Earlier(abs(first), first > 0)
        exactly = hash(login)
        same = exactly in self._with_capitals
        self._with_capitals.add(exactly)
        first = lines.setdefault(rest, -line)
        return None if first == -line else Earlier(abs(first), same)

    def __contains__(self, login: str) -> bool:
        """Whether a login stood there with these capitals."""
        small = login.lower()
        if small != login:
            return hash(login) in self._with_capitals
        number = hash(small)
        return self._lines[number >> _REST_BITS & _PARTS - 1].get(number & _REST, -1) > 0
