"""In every encoding that is read, and below a tail in another one, a list keeps its passwords to itself."""

from __future__ import annotations

import pytest

from tests.canaries.encodings import encoded_lists
from tests.canaries.finder import Finder
from tests.canaries.words import ANCHOR, Canaries
from tests.unit.ingest.redaction.canary_search import kept_and_told

CANARIES = Canaries()
LISTS = dict(encoded_lists(CANARIES, every_encoding=True))
FINDER = Finder(CANARIES.words, ANCHOR)


@pytest.mark.parametrize("key", LISTS)
def test_no_password_of_a_list_is_kept_or_told(key: str) -> None:
    content = LISTS[key]
    assert FINDER.find(content)[0]

    for where, text in kept_and_told(content):
        assert FINDER.find(text.encode("utf-8", "surrogateescape"))[0] == set(), where
