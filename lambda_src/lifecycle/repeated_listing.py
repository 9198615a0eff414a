"""Repeats a listing or search that may lag behind the last writes, until it shows nothing new."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Final, TypeVar

T = TypeVar("T", bound=Hashable)

_PAUSE_SECONDS: Final = 5.0
"""Between two listings. AWS lets listings lag by minutes at times, but a destroy should not wait for that."""

_UNCHANGED_LISTINGS: Final = 2
"""After so many listings in a row without anything new, it ends."""


def list_until_stable(find: Callable[[], Iterable[T]], sleep: Callable[[float], None]) -> Iterator[list[T]]:
    """Yield what each listing shows and no listing before it did, until two in a row show nothing new.

    Entries that the caller has deleted meanwhile may still be listed; they are not yielded again.

    Args:
        find: lists what there is.
        sleep: waits a number of seconds between listings.
    """
    known: set[T] = set()
    unchanged = 0
    while unchanged < _UNCHANGED_LISTINGS:
        if known or unchanged:
            sleep(_PAUSE_SECONDS)
        new = [entry for entry in dict.fromkeys(find()) if entry not in known]
        yield new
        known.update(new)
        unchanged = 0 if new else unchanged + 1
