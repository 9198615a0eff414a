"""Counts lines and names the first of them, so that a notice about any number of lines takes little memory. Pure."""

from __future__ import annotations

from typing import Final

_NAMED: Final = 10


class LineNumbers:
    """The numbers of some lines of a file."""

    def __init__(self) -> None:
        self._first: list[int] = []
        self._amount = 0

    def add(self, line: int) -> None:
        """Count one more line."""
        self._amount += 1
        if self._amount <= _NAMED:
            self._first.append(line)

    def clear(self) -> None:
        """Forget all lines."""
        self._first.clear()
        self._amount = 0

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._amount)

    def __str__(self) -> str:
        """Return the first lines and how many there are beside them: `3, 6 and 2 more`."""
        named = ", ".join(map(str, self._first))
        return f"{named} and {self._amount - _NAMED} more" if self._amount > _NAMED else named
