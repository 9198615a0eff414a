"""Finds passwords in bytes, whole or in pieces, in whatever form they stand there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from tests.canaries.forms import forms_in_small_letters, forms_with_capitals
from tests.canaries.unpacking import contents
from tests.canaries.words import RUN

_BACKSLASHES: Final = re.compile(rb"\\+")
_Needles = dict[str, dict[bytes, str]]
"""Form → bytes that stand for a piece of a word → the word."""


class Hit(NamedTuple):
    """A word that was found, and the form in which it stood."""

    word: str
    form: str


class Finder:
    """Looks for words, and for every run of `RUN` characters of one, in any form, also in what is packed.

    Args:
        words: texts of `RUN` characters or more.
        anchor: what every run of every word holds. It is looked for first, which makes many words quick to find.
        whole: whether to look for whole words alone, as pieces of them may stand anywhere.
    """

    def __init__(self, words: Iterable[str], anchor: str = "", *, whole: bool = False) -> None:
        self._small: _Needles = {}
        self._exact: _Needles = {}
        for word in words:
            run = len(word) if whole else RUN
            for at in range(len(word) - run + 1):
                piece = word[at : at + run]
                _add(self._small, forms_in_small_letters(piece), word)
                _add(self._exact, forms_with_capitals(piece), word)
        self._longest = {
            form: max(map(len, pieces), default=0)
            for needles in (self._small, self._exact)
            for form, pieces in needles.items()
        }
        self._anchors = _forms_of_anchor(anchor) if anchor else None

    def find(self, content: bytes) -> tuple[set[Hit], int]:
        """Return what is found in a content and in all that is packed in it, and how many bytes were looked through."""
        found: set[Hit] = set()
        size = 0
        for part in contents(content):
            size += len(part)
            for needles, text in ((self._small, _without_escapes_of_escapes(part.lower())), (self._exact, part)):
                for form, pieces in needles.items():
                    for near in self._near_anchors(form, text):
                        found |= {Hit(word, form) for piece, word in pieces.items() if piece in near}
        return found, size

    def _near_anchors(self, form: str, text: bytes) -> Iterator[bytes]:
        """Yield the parts of a text in which a piece may stand."""
        if self._anchors is None:
            yield text
            return
        longest = self._longest[form]
        for anchor in self._anchors[form]:
            at = text.find(anchor)
            while at >= 0:
                yield text[max(0, at - longest) : at + longest]
                at = text.find(anchor, at + 1)


def _forms_of_anchor(anchor: str) -> dict[str, set[bytes]]:
    """Return form → the bytes of the anchor in it. In an escaped piece it stands as it is: it is letters and digits."""
    forms = forms_in_small_letters(anchor) | forms_with_capitals(anchor)
    return forms | {"escaped": forms["plain"]}


def _without_escapes_of_escapes(text: bytes) -> bytes:
    r"""Make one backslash of many: JSON in JSON has `\\u005a`."""
    return _BACKSLASHES.sub(rb"\\", text) if b"\\\\" in text else text


def _add(needles: _Needles, forms: dict[str, set[bytes]], word: str) -> None:
    for form, pieces in forms.items():
        needles.setdefault(form, {}).update(dict.fromkeys(pieces, word))
