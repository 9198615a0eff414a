"""Remembers on which line of a file each login stood first. Pure."""

from __future__ import annotations


class SeenLogins:
    """The logins of a file so far.

    It keeps each login's hash and line, not the login: a million of them take about 120 MiB. Two different logins with
    the same hash would be taken for a repeated one. Python hashes a string to 64 bits, by a key that each process
    picks at random: in a file of a million rows that happens with odds of 1 to 37 million.
    """

    def __init__(self) -> None:
        self._lines: dict[int, int] = {}

    def add(self, login: str, line: int) -> int | None:
        """Remember a login.

        Args:
            login: the login.
            line: where it stands; each call names another line.

        Returns:
            The line where it stood before; None if it did not.
        """
        first = self._lines.setdefault(hash(login), line)
        return None if first == line else first

    def __contains__(self, login: str) -> bool:
        return hash(login) in self._lines
