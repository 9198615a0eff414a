"""Finds, again and again, what a listing or a search shows late."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)

_SETTLE_SECONDS: Final = 5.0
"""Between rounds. What is listed may lag behind the last writes, so a round that finds nothing new has to come twice.
AWS lets listings lag by minutes at times, which no destroy shall wait for."""

_QUIET_ROUNDS: Final = 2


def rounds(find: Callable[[], Iterable[T]], sleep: Callable[[float], None]) -> Iterator[list[T]]:
    """Give what is found and was not found before, round after round, until two in a row find nothing new.

    What was dealt with may be shown for a while yet, and is not given again.

    Args:
        find: lists what there is.
        sleep: waits a number of seconds between rounds.
    """
    known: set[T] = set()
    quiet = 0
    while quiet < _QUIET_ROUNDS:
        if known or quiet:
            sleep(_SETTLE_SECONDS)
        found = [one for one in dict.fromkeys(find()) if one not in known]
        yield found
        known.update(found)
        quiet = 0 if found else quiet + 1
