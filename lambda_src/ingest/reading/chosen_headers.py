"""Chooses, where several headers of a file may name the same column, which of them count. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from ingest.reading.known_headers import Meaning

_NAME: Final = "name"
_OTHER_NAME: Final = {"first_name": "last_name", "last_name": "first_name"}


def settle(found: Mapping[int, tuple[Meaning, ...]]) -> dict[str, dict[int, int]]:
    """Return column → index → rank.

    A header that may be a whole name or a part of one is the part where the file has the other part and lacks this one.
    """
    sure = {meant[0].column for meant in found.values() if len(meant) == 1}
    named: dict[str, dict[int, int]] = {}
    for index, meant in found.items():
        meaning = meant[0] if len(meant) == 1 else _choose(meant, sure)
        named.setdefault(meaning.column, {})[index] = meaning.rank
    return named


def _choose(meant: tuple[Meaning, ...], sure: set[str]) -> Meaning:
    for meaning in meant:
        other = _OTHER_NAME.get(meaning.column)
        if other in sure and meaning.column not in sure:
            return meaning
    return next((meaning for meaning in meant if meaning.column == _NAME), meant[0])


def second_hierarchy(names: Sequence[str], headers: dict[int, int]) -> int | None:
    """Take the older of the console's two columns for the hierarchy out of its headers, where both are there.

    Its template has had both since it numbers the levels: agent hierarchy, user_hierarchy_1|user_hierarchy_2|...
    """
    numbered = [index for index in headers if any(map(str.isdigit, names[index]))]
    others = [index for index in headers if index not in numbered]
    if len(numbered) != 1 or len(others) != 1:
        return None
    del headers[others[0]]
    return others[0]


def strongest(headers: Mapping[int, int], column: str) -> list[int]:
    """Return the indexes of the strongest headers of a column; of whole names one is enough."""
    best = min(headers.values())
    indexes = [index for index, rank in headers.items() if rank == best]
    return indexes[:1] if column == _NAME else indexes
