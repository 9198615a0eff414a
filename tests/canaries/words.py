"""Canaries: passwords that stand nowhere else, each of which tells where it came from. Pure.

Every run of `RUN` characters of a canary holds the same short `ANCHOR` and a group of letters that no other canary has.
So a piece of one is found by looking for the anchor alone, and tells which one it is of.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

RUN: Final = 8
"""So many characters of a password in a row count as the password: a shorter one is none for Amazon Connect."""

ANCHOR: Final = "Zq7"
"""With a capital, a small letter and a digit, so that whatever holds it obeys Amazon Connect's rule."""

_LETTERS: Final = "bcdfghjkmnprstvwx"
_GROUP: Final = RUN - 2 - len(ANCHOR)
"""Letters between two anchors: as many as still leave an anchor in every run."""


@dataclass(frozen=True)
class Canary:
    """A password that is looked for.

    Attributes:
        word: the password.
        origin: where it came from, for whoever reads what was found.
        owner: the login whose initial password it may become; empty if it is nobody's, as in a rejected row.
    """

    word: str
    origin: str
    owner: str = ""


@dataclass
class Canaries:
    """Makes canaries and knows all that it made."""

    made: list[Canary] = field(default_factory=list)
    _groups: Iterator[str] = field(
        default_factory=lambda: map("".join, itertools.product(_LETTERS, repeat=_GROUP)), repr=False
    )

    def strong(self, origin: str, owner: str = "", *, tail: str = "") -> str:
        """Return a new password that obeys Amazon Connect's rule, 15 characters and a tail."""
        return self._make(f"{ANCHOR}{next(self._groups)}{ANCHOR}{next(self._groups)}{ANCHOR}{tail}", origin, owner)

    def weak(self, origin: str) -> str:
        """Return a new password that Amazon Connect would refuse, for want of a capital."""
        return self._make(f"{ANCHOR}{next(self._groups)}{ANCHOR}{next(self._groups)}{ANCHOR}".lower(), origin, owner="")

    def long(self, origin: str) -> str:
        """Return a new password that is longer than Amazon Connect takes."""
        return self._make("".join(f"{ANCHOR}{next(self._groups)}" for _ in range(12)), origin, owner="")

    def owned(self) -> list[Canary]:
        """Return those that have to become somebody's initial password."""
        return [canary for canary in self.made if canary.owner]

    def _make(self, word: str, origin: str, owner: str) -> str:
        self.made.append(Canary(word, origin, owner))
        return word
