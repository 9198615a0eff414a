"""Decides which encoding a file that is neither UTF-8 nor UTF-16 is in, or that nobody can tell. Pure.

It goes by words of known headers, then by which encodings give words that make sense, then by which of these gives the
likelier letters. Western Europe comes first where that leaves a choice, as most such files are from there. What stays
open is not guessed: bytes that mean different letters in the encodings that are left have no meaning, and the rows that
hold them are rejected.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from ingest.reading.code_pages import tell_code_page
from ingest.reading.encoding_names import (
    ALL,
    OTHER_LATIN,
    OTHER_SCRIPTS,
    SEVERAL_BYTES,
    WESTERN,
    OlderEncoding,
    Script,
)
from ingest.reading.encoding_sample import EncodingSample
from ingest.reading.file_encoding import MIXED, UNREADABLE, UTF_8, FileEncoding
from ingest.reading.known_headers import non_ascii_headers, plain
from ingest.reading.likely_letters import likelihood
from ingest.reading.utf8_by_chance import is_surely_utf8, is_utf8
from ingest.reading.word_fit import are_of_one_script, count_joints, count_nonsense, words_of

_CELL_ENDS: Final = re.compile(r'[,;\t|"\r\n]')
_SURE: Final = 7.0
"""By how much the likelihood's logarithm has to be higher than the next one's: about a thousand times as likely."""

_NONSENSE: Final = 12.0
"""What a word that makes no sense costs, on the scale of likelihood."""

_JOINT: Final = 8.0
"""What an apostrophe or a dash between letters costs: more than any letter that it may be in another encoding."""

_LEAST_LIKELY_LETTER: Final = -4.1
_LEAST_LIKELY: Final[dict[Script, float]] = {"Thai": -5.0, "Chinese": -8.0, "Japanese": -8.0, "Korean": -8.0}
"""What the likelihood's logarithm comes to for each letter of names, at the least; below, it is another encoding."""

_RARE_LETTERS: Final = 1
"""For so many letters more, as a short name may consist of rare ones."""

_FEWEST_LETTERS: Final = 4
"""Of a text that is taken for one of another script than Latin."""

_ENOUGH_MORE: Final = 2
_MANY_MORE: Final = 4
_FEWER_FOREIGN: Final = 0.02
_MANY_WORDS: Final = 5
_USUAL: Final = "cp1252"
_HALF: Final = 0.5
_STRAYS: Final = 0.2
_MOST_NAMED: Final = 3
_HEADER_LETTERS: Final = 3
_UTF8_SHARE: Final = 3
_THREE_BYTES: Final = "\u0800"
"""The first character that takes three bytes in UTF-8."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text as an encoding reads it."""

    encoding: OlderEncoding
    text: str
    words: tuple[str, ...]
    nonsense: float

    @property
    def share(self) -> float:
        return self.nonsense / max(len(self.words), 1)

    @property
    def letters(self) -> int:
        """How many letters beyond ASCII the words have."""
        return sum(not character.isascii() for word in self.words for character in word)

    @property
    def is_sensible(self) -> bool:
        """Whether no more words make no sense than strays among many."""
        return self.nonsense < 1 or (
            self.nonsense < len(self.words) and self.nonsense <= max(1, _STRAYS * len(self.words))
        )


def tell_encoding(sample: EncodingSample, declared: OlderEncoding | None = None) -> FileEncoding:
    """Tell a file's encoding; the same sample always gives the same.

    Args:
        sample: from the file.
        declared: what its uploader says; it counts if the sample makes sense so byte by byte.
    """
    cells = sample.cells
    broken = [cell for cell in cells if not is_utf8(cell)]
    if not broken and not _are_utf8_by_chance(cells):
        return UTF_8
    if broken and _UTF8_SHARE * sum(is_surely_utf8(cell) for cell in cells) >= len(broken):
        return MIXED
    data = b"\n".join(cells)
    if declared is not None and UNREADABLE not in data.decode(declared.codec, "replace"):
        return FileEncoding(declared.codec, declared.name)
    readings = [_read(data, encoding) for encoding in ALL]
    speaking = _speaking(readings)
    if speaking and len(_different(speaking)) == 1:
        return _told(speaking[0])
    readings = speaking or readings
    western = [reading for reading in readings if reading.encoding in WESTERN]
    others = [reading for reading in readings if reading.encoding in OTHER_LATIN]
    scripts = [reading for reading in readings if reading.encoding in OTHER_SCRIPTS]
    usual = _of_western_europe(western, data, only_cr=sample.only_cr)
    latin = _latin(usual, others, only_cr=sample.only_cr)
    fewest = min((reading.nonsense for reading in latin), default=len(data))
    sensible = _likely(scripts, any_words=bool(speaking))
    if sensible and sensible[0].nonsense < fewest and sensible[0].share <= _HALF:
        return _told(sensible[0]) if len(sensible) == 1 and _is_long(sensible[0]) else _untold([*sensible, *latin])
    if len(latin) == 1 and latin[0].is_sensible:
        return _told(latin[0])
    possible = latin if len(latin) > 1 else sorted(readings, key=lambda reading: reading.nonsense)
    return _untold([*possible, *(reading for reading in scripts if reading.nonsense == 0)])


def _are_utf8_by_chance(cells: Sequence[bytes]) -> bool:
    """Whether cells are letters of two bytes in UTF-8, and make no sense so, as a few letters of East Asia may be."""
    text = b"\n".join(cells).decode()
    words = words_of(text)
    return bool(words) and max(text) < _THREE_BYTES and not are_of_one_script(words)


def _read(data: bytes, encoding: OlderEncoding) -> _Reading:
    text = data.decode(encoding.codec, "replace")
    words = words_of(text)
    return _Reading(encoding, text, words, count_nonsense(text, words, encoding))


def _speaking(readings: Sequence[_Reading]) -> list[_Reading]:
    """Return the readings with the most letters of known headers; none if these are too few to count."""
    letters = [_header_letters(reading.text) for reading in readings]
    most = max(letters)
    return [one for one, count in zip(readings, letters, strict=True) if count == most >= _HEADER_LETTERS]


def _header_letters(text: str) -> int:
    """Count the letters beyond ASCII in a text's known headers; those of East Asia have as many as two others."""
    known = non_ascii_headers()
    found = {name for cell in _CELL_ENDS.split(text) if (name := plain(cell)) in known}
    return sum((character > "\u2e80") + (not character.isascii()) for name in found for character in name)


def _of_western_europe(western: Sequence[_Reading], data: bytes, *, only_cr: bool) -> _Reading | None:
    """Return the reading by the code page that fits best, by signs in words first and then by letters."""
    codec = tell_code_page(data, only_cr=only_cr)
    usual = next((reading for reading in western if reading.encoding.codec == codec), None)
    best = min(western, key=lambda reading: reading.nonsense, default=None)
    if usual is None or best is None or best.nonsense + _ENOUGH_MORE <= usual.nonsense:
        return best
    return best if best.nonsense == 0 and usual.share == 1 else usual


def _latin(usual: _Reading | None, others: Sequence[_Reading], *, only_cr: bool) -> list[_Reading]:
    """Return the readings in Latin letters that are possible, but for those that give the same text as another one."""
    if usual is None:
        fewest = min((reading.nonsense for reading in others), default=0)
        return _different(reading for reading in others if reading.nonsense == fewest)
    same = min((reading.nonsense for reading in others if reading.text == usual.text), default=usual.nonsense)
    others = [reading for reading in others if reading.text != usual.text]
    fewest = min((reading.nonsense for reading in others), default=usual.nonsense)
    best = _different(reading for reading in others if reading.nonsense == fewest)
    sure = only_cr or usual.encoding.codec == _USUAL or len(usual.words) >= _MANY_WORDS
    if usual.nonsense < fewest or (usual.nonsense == fewest and sure) or same + _FEWER_FOREIGN <= fewest:
        return [usual]
    if len(best) == 1 and fewest + _ENOUGH_MORE <= min(same, usual.nonsense) and fewest * _MANY_MORE <= usual.nonsense:
        return best
    return [usual, *best]


def _likely(readings: Sequence[_Reading], *, any_words: bool) -> list[_Reading]:
    """Return the readings in other scripts that are nearly as likely as the likeliest.

    Args:
        readings: to choose from.
        any_words: whether the words may be less likely than names are.
    """
    scored = [
        (score - _NONSENSE * reading.nonsense - _JOINT * count_joints(reading.text), reading)
        for reading in readings
        if reading.share <= _HALF
        if (score := max(likelihood(language, reading.words) for language in reading.encoding.languages))
        >= _LEAST_LIKELY.get(reading.encoding.script, _LEAST_LIKELY_LETTER) * (reading.letters + _RARE_LETTERS)
        or any_words
    ]
    best = max((score for score, _ in scored), default=0.0)
    return _different(reading for score, reading in sorted(scored, key=lambda one: -one[0]) if score > best - _SURE)


def _different(readings: Iterable[_Reading]) -> list[_Reading]:
    """Return the first one of those that give the same text."""
    return list({reading.text: reading for reading in reversed(list(readings))}.values())[::-1]


def _is_long(reading: _Reading) -> bool:
    return reading.encoding.script in SEVERAL_BYTES or reading.letters >= _FEWEST_LETTERS


def _told(reading: _Reading) -> FileEncoding:
    doubtful = reading.encoding not in WESTERN and len(reading.words) < _MANY_WORDS
    return FileEncoding(reading.encoding.codec, reading.encoding.name, doubtful=doubtful)


def _untold(readings: Sequence[_Reading]) -> FileEncoding:
    encodings = [reading.encoding for reading in readings]
    table = "".join(map(_agreed, zip(*(_characters(encoding) for encoding in encodings), strict=True)))
    names = tuple(encoding.name for encoding in encodings[:_MOST_NAMED])
    return FileEncoding("", "", table=table, possible=names, guess=encodings[0].codec)


def _agreed(characters: tuple[str, ...]) -> str:
    return characters[0] if len(set(characters)) == 1 else UNREADABLE


@functools.cache
def _characters(encoding: OlderEncoding) -> str:
    if encoding.script in SEVERAL_BYTES:
        return bytes(range(128)).decode() + UNREADABLE * 128
    return bytes(range(256)).decode(encoding.codec, "replace")
