"""Shows numbers as their format shows them in a spreadsheet: leading zeros, plus signs, percent. Pure.

Two things are left out, because whoever reads the cell would take them for part of the value: separators of thousands,
and decimals of a whole number. Source of the codes: ECMA-376 part 1, 18.8.31.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Final, NamedTuple

from ingest.reading.workbook.date_formats import is_of_dates, show_date

GENERAL: Final = "General"

_MOST_EXACT: Final = 10**15
"""A spreadsheet keeps 15 digits of a number. Longer ones have lost some, and are shown so that this is seen."""

_TOKEN: Final = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|[_*](?P<space>.)|\[(?P<bracket>[^\]]*)\]|(?P<general>General)'
    r"|(?P<half>AM/PM|A/P)|(?P<exponent>E[+-])|(?P<date>y+|m+|d+|h+|s+|e+)|(?P<digit>[0#?])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)")
_ELAPSED: Final = re.compile(r"h+|m+|s+", re.IGNORECASE)


class Token(NamedTuple):
    """A part of a code: its kind, a group of the pattern or `elapsed`, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a code between semicolons, with the numbers that it is for, if it says so."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None


def show_number(value: float, code: str, epoch: datetime) -> str:
    """Return a number as a format shows it.

    Args:
        value: the number.
        code: the format's.
        epoch: the day that dates are counted from.
    """
    if code == GENERAL:
        return show_general(value)
    sections = _sections(code)
    section, takes_sign = _section_for(value, sections)
    if is_of_dates(section.tokens):
        return show_date(value, section.tokens, epoch)
    if not _is_plain(section.tokens):
        return show_general(value)
    shown = _fill(abs(value), section.tokens)
    return f"-{shown}" if value < 0 and not takes_sign else shown


def show_general(value: float) -> str:
    """Return a number without any format: all of its digits, up to 15."""
    if value == int(value) if abs(value) < _MOST_EXACT else False:
        return str(int(value))
    text = f"{value:.15g}"
    return text.upper() if "e" in text else text


@lru_cache(1_000)
def _sections(code: str) -> tuple[Section, ...]:
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code):
        kind, text = str(match.lastgroup), match[match.lastgroup or 0]
        if kind == "other" and text == ";":
            sections.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket" and (found := _CONDITION.fullmatch(text)):
            condition = found[1], float(found[2])
        elif kind == "bracket" and _ELAPSED.fullmatch(text):
            tokens.append(Token("elapsed", text.lower()))
        elif kind == "bracket":
            # A currency and a language, such as $€-407. Colours and the like show nothing.
            tokens.append(Token("quoted", text[1:].partition("-")[0] if text.startswith("$") else ""))
        elif kind != "space":
            tokens.append(Token(kind, text))
    return (*sections, Section(tuple(tokens), condition))


def _section_for(value: float, sections: Sequence[Section]) -> tuple[Section, bool]:
    """Return the section that a number is shown by, and whether it says itself that the number is negative."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, False
        return sections[-1], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: float, sign: str, limit: float) -> bool:
    return {
        "<": value < limit,
        "<=": value <= limit,
        ">": value > limit,
        ">=": value >= limit,
        "=": value == limit,
        "<>": value != limit,
    }[sign]


def _is_plain(tokens: Sequence[Token]) -> bool:
    """Whether a section only sets digits; of a fraction, a power of ten or thousands all digits say more."""
    digits = [index for index, token in enumerate(tokens) if token.kind == "digit"]
    if not digits or any(token.kind in {"exponent", "general"} or token.text == "@" for token in tokens):
        return False
    if any(token == Token("other", "/") for token in tokens[digits[0] : digits[-1]]):
        return False
    return Token("other", ",") not in tokens[digits[-1] :]


def _fill(value: float, tokens: Sequence[Token]) -> str:
    """Put the digits of a number that is not negative in the places that a section has for them."""
    value *= 100 ** tokens.count(Token("other", "%"))
    point = tokens.index(Token("other", ".")) if Token("other", ".") in tokens else len(tokens)
    decimals = sum(token.kind == "digit" for token in tokens[point:])
    whole, _, fraction = f"{value:.{decimals}f}".partition(".")
    if value == int(value):
        fraction = ""
    places = [index for index, token in enumerate(tokens[:point]) if token.kind == "digit"]
    at_place = _spread("" if whole == "0" and places else whole, places, tokens)
    parts: list[str] = []
    for index, token in enumerate(tokens):
        if token.kind == "digit":
            parts.append(at_place.get(index, "") if index < point else fraction[:1])
            fraction = fraction if index < point else fraction[1:]
        elif index == point:
            parts.append("." if fraction else "")
        elif token != Token("other", ","):
            parts.append(token.text)
    return "".join(parts).strip()


def _spread(digits: str, places: Sequence[int], tokens: Sequence[Token]) -> dict[int, str]:
    """Fill places from the right; the first one takes all that is left."""
    found: dict[int, str] = {}
    for index in reversed(places):
        if index == places[0] and digits:
            found[index] = digits
        else:
            found[index] = digits[-1:] or ("0" if tokens[index].text == "0" else "")
            digits = digits[:-1]
    return found
