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
        sure: whether it has to become that. Else it may be lost as well, as in a file that was cut off.
    """

    word: str
    origin: str
    owner: str = ""
    sure: bool = True


@dataclass
class Canaries:
    """Makes canaries and knows all that it made."""

    made: list[Canary] = field(default_factory=list)
    _groups: Iterator[str] = field(
        default_factory=lambda: map("".join, itertools.product(_LETTERS, repeat=_GROUP)), repr=False
    )

    @property
    def words(self) -> list[str]:
        """All passwords."""
        return [canary.word for canary in self.made]

    def owners(self, *, sure: bool = False) -> dict[str, str]:
        """Return word → owner of those that may, or are sure to, become somebody's initial password."""
        return {one.word: one.owner for one in self.made if one.owner and (one.sure or not sure)}

    def strong(self, origin: str, owner: str = "", *, tail: str = "", sure: bool = True) -> str:
        """Return a new password that obeys Amazon Connect's rule: 15 letters and digits, and up to two signs."""
        if len(tail) > _GROUP - 1:
            raise ValueError("behind a longer tail a run would not tell which word it is of")
        word = f"{ANCHOR}{next(self._groups)}{ANCHOR}{next(self._groups)}{ANCHOR}{tail}"
        return self._add(Canary(word, origin, owner, sure))

    def weak(self, origin: str) -> str:
        """Return a new password that Amazon Connect would refuse, for want of a capital."""
        word = f"{ANCHOR}{next(self._groups)}{ANCHOR}{next(self._groups)}{ANCHOR}".lower()
        return self._add(Canary(word, origin))

    def long(self, origin: str) -> str:
        """Return a new password that is longer than Amazon Connect takes."""
        return self._add(Canary("".join(f"{ANCHOR}{next(self._groups)}" for _ in range(12)), origin))

    def _add(self, canary: Canary) -> str:
        self.made.append(canary)
        return canary.word
