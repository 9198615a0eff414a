"""The headers by which columns are known, as `roster.columns` declares them. Pure but for reading one file once.

A header may stand for two columns: "Nom" is the last name beside "Prénom", and a whole name where it stands
alone.

`staff_headers.csv` lists headers that nothing is read from and that lists of people have: `weight`, 1 for one that
other tables have too, 2 for one that hardly any other has, 3 for one that only lists of staff have; `may_be`, the
column whose values may stand below it; `source`; `header`.
"""

from __future__ import annotations

import csv
import functools
import importlib.resources
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from ingest.reading.language_words import LANGUAGES
from ingest.reading.normal_form import normal_form
from ingest.reading.password_words import ANYWHERE, WHOLE
from roster.columns import forms
from roster.columns.declaration import Header
from roster.columns.table import COLUMNS

ONLY_STAFF: Final = 3
"""Weight of a header that only lists of staff have."""

_NOISE: Final = re.compile(r"[\W_]+")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted({re.escape(word) for word in words}, key=len, reverse=True))


_ALL: Final = tuple(LANGUAGES.values())
# What exports and templates write behind a header: "Email Address [Required]", "Last name *".
_MARKER: Final = re.compile(
    rf"[\[(]\s*({_any_of(word for words in _ALL for word in words.required)})\s*[\])]|\brequired\s*$", re.IGNORECASE
)
_YES: Final = _any_of(word for words in _ALL for word in words.yes_or_no[0])
_NO: Final = _any_of(word for words in _ALL for word in words.yes_or_no[1])
_WITHIN: Final = _any_of(words.within for words in _ALL)
_SECONDS: Final = _any_of(word for words in _ALL for word in words.seconds)
# What is to be written below a header, and the columns that it can be written in: "Quick connect (yes/no)".
_FORMS: Final = (
    (
        re.compile(rf"[\[(]\s*(({_YES})\s*[/|]\s*({_NO})|true\s*[/|]\s*false|on\s*[/|]\s*off)\s*[\])]", re.IGNORECASE),
        frozenset(column.name for column in COLUMNS if column.form is forms.YES_NO),
    ),
    (
        re.compile(rf"[\[(]\s*(({_WITHIN})\s+)?({_SECONDS})\.?\s*[\])]", re.IGNORECASE),
        frozenset(column.name for column in COLUMNS if column.form is forms.SECONDS),
    ),
)
# Entra writes its own name for a column behind the one for people: "First name [givenName] Required".
_OWN_NAME: Final = re.compile(r"\[\s*([A-Za-z]+)\s*\]\s*$")

# The console numbers the values that one cell holds: security_profile_name_1|security_profile_name_2.
_NUMBERED: Final = (
    ("security_profiles", re.compile(r"securityprofiles?(names?)?(\d+(securityprofile(name)?\d+)*)?")),
    ("user_hierarchy", re.compile(r"(user|agent)hierarchy(\d+((user|agent)hierarchy\d+)*)?")),
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header may name: a column, and how strong a name for it the header is; 1 is the strongest."""

    column: str
    rank: int


def plain(header: str) -> str:
    """Return a header in small letters without blanks and punctuation, by which it is looked up."""
    if header.isascii():
        return header.lower() if header.isalnum() else _NOISE.sub("", header.lower())
    return _NOISE.sub("", normal_form("NFKC", header)).casefold()


def meanings(header: str) -> tuple[Meaning, ...]:
    """Return the columns that a header may name, those of the first column first; none if it is unknown."""
    known = meanings_by_header()
    for name in _readings(header):
        key = plain(name)
        if found := known.get(key):
            return found
        for column, pattern in _NUMBERED:
            if pattern.fullmatch(key):
                return (Meaning(column, 1),)
    for form, columns in _FORMS:
        if (name := form.sub(" ", header)) != header:
            return tuple(meaning for meaning in meanings(name) if meaning.column in columns)
    return ()


def staff_weight(header: str) -> int:
    """Return how much a header that nothing is read from says that the table lists people, 0 to 3."""
    known = _staff_headers()
    return max((known[key][0] for name in _readings(header) if (key := plain(name)) in known), default=0)


def may_be_login(header: str) -> bool:
    """Whether logins may stand below a header that nothing is read from, such as "User ID"."""
    return _staff_headers().get(plain(header), (0, ""))[1] == "username"


def _readings(header: str) -> Iterator[str]:
    yield header
    unmarked = _MARKER.sub(" ", header)
    if unmarked != header:
        yield unmarked
    if own := _OWN_NAME.search(unmarked.strip()):
        yield own[1]


@functools.cache
def _staff_headers() -> Mapping[str, tuple[int, str]]:
    text = importlib.resources.files("ingest.reading").joinpath("staff_headers.csv").read_text("utf-8")
    lines = csv.DictReader(text.splitlines())
    return {plain(line["header"]): (int(line["weight"]), line["may_be"]) for line in lines}


@functools.cache
def known_headers() -> tuple[tuple[str, Header], ...]:
    """Return the headers of all columns, each with its column's name."""
    return tuple((column.name, header) for column in COLUMNS for header in column.known_by())


@functools.cache
def meanings_by_header() -> Mapping[str, tuple[Meaning, ...]]:
    """Return plain header → the columns that it may name."""
    found: dict[str, dict[str, Meaning]] = {}
    for column, header in known_headers():
        named = found.setdefault(plain(header.text), {})
        # Several languages may write the same header; the strongest counts.
        if column not in named or header.rank < named[column].rank:
            named[column] = Meaning(column, header.rank)
    return {header: tuple(named.values()) for header, named in found.items()}


@functools.cache
def non_ascii_headers() -> frozenset[str]:
    """Return the plain headers that have more than ASCII in them: of what is read, of staff, and of passwords."""
    known = {*meanings_by_header(), *_staff_headers(), *map(plain, (*ANYWHERE, *WHOLE))}
    return frozenset(header for header in known if not header.isascii())
