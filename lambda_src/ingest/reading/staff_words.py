"""Tells how much a header, or a file's name, looks like a list of people. Pure."""

from __future__ import annotations

import re
from typing import Final

from ingest.reading.columns import Header
from ingest.reading.known_headers import plain, staff_weight
from ingest.reading.language_words import LANGUAGES
from roster.columns.table import COLUMNS

ENOUGH: Final = 4
"""Weight of headers together from which on a table looks like a list of people."""

_SAYS_LITTLE: Final = frozenset(column.name for column in COLUMNS if column.says_little)
_WORD: Final = re.compile(r"[^\W\d_a-z]*[^\W\d_A-Z]+|[^\W\d_]+")
_PEOPLE: Final = frozenset(plain(word) for words in LANGUAGES.values() for word in words.people)
"""Words of a file's name."""


def named_like_people(key: str) -> bool:
    """Whether a file's name says that it lists people."""
    return any(plain(word) in _PEOPLE for word in _WORD.findall(key.rpartition("/")[2].rpartition(".")[0]))


def weight_of(header: Header) -> int:
    """Return how much a header looks like that of a list of people; `ENOUGH` is enough."""
    known = header.columns
    weight = sum(1 if column in _SAYS_LITTLE else 2 for column in known if column != "name")
    if "name" in known:
        weight += 2 if not header.weak_name or "email" in known else 1
    read = {*known.values(), *header.passwords}
    # A repeated word says nothing more.
    unread = {name for index, name in enumerate(header.names) if index not in read}
    return weight + sum(map(staff_weight, unread))
