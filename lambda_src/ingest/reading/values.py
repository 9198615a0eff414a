"""Reads the cells of all other columns, and the rules that are common to all cells. Pure.

Each reader takes a cell that was cleaned and is not empty and returns its value, or raises `ValueError` with a
message that says what to do. The limits are Amazon Connect's own, of CreateUser and of the data types in
its API reference; where the API is laxer than the product's documentation, the documentation wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final, Literal

from ingest.reading.language_words import NO, YES
from ingest.reading.normal_form import normal_form
from roster.agent import Proficiency
from roster.cells import original_cell

MAX_ACW_SECONDS: Final = 2_000_000
MAX_SECURITY_PROFILES: Final = 10
MAX_HIERARCHY_LEVELS: Final = 5
MAX_PROFICIENCIES: Final = 10
MAX_TAGS: Final = 49
"""Connect takes 50 tags a user; one is Rollcall's own."""

MAX_TAGS_LENGTH: Final = 5_000
"""Rollcall's own limit in characters: 95 agents have to fit into one DynamoDB transaction of 4 MB."""

MAX_ROUTING_PROFILE: Final = 127
MAX_SECURITY_PROFILE: Final = 127
MAX_HIERARCHY_GROUP: Final = 128
"""Rollcall's own limit; Amazon Connect's API names none."""

# Comes along when cells are copied from web pages and address books.
_INVISIBLE: Final = "\u00ad\u061c\u200b\u200e\u200f\u202a\u202b\u202c\u2060\u2066\u2067\u2068\u2069\ufeff \u00a0"
_PROFILE_SEPARATOR: Final = re.compile(r"[|;,\r\n]")
_NOT_THE_BAR: Final = re.compile(r"[;,\r\n]")
# CreateSecurityProfile's pattern of SecurityProfileName: no separator can be part of a name.
_SECURITY_PROFILE: Final = re.compile(r"[ a-zA-Z0-9_@-]+")
_SECONDS: Final = re.compile(r"(\d{1,10})([.,]0{1,2})?", re.ASCII)  # with three digits the mark would group thousands
_TEXT_FORMULA: Final = re.compile(r'="([^"]*)"')
_ERROR: Final = re.compile(r"#(#+|N/?[ADV]|[¡¿]?[^\W\d_][\w/]*[!?])|Err:\d{3}")
_TAG_TEXT: Final = re.compile(r"[^\W]|[ \u00a0\u3000_.:/=+\-@]")
_PHONE_TYPES: Final[dict[str, Literal["SOFT_PHONE", "DESK_PHONE"]]] = {
    "soft": "SOFT_PHONE",
    "softphone": "SOFT_PHONE",
    "desk": "DESK_PHONE",
    "deskphone": "DESK_PHONE",
}
_STATES: Final[dict[str, Literal["present", "absent"]]] = {
    "active": "present",
    "aktiv": "present",
    "inactive": "absent",
    "inaktiv": "absent",
    "removed": "absent",
    "terminated": "absent",
}

Reader = Callable[[str], Any]


def clean(cell: str) -> str:
    """Return what a cell says: without blanks around it or a guard against formulas, normalised to Unicode NFC."""
    text = (original_cell(cell) if "'" in cell else cell).strip()
    if text.startswith('="'):
        text = without_formula(text).strip()
    if text.isascii():
        return text
    return normal_form("NFC", text).strip(_INVISIBLE)


def without_formula(text: str) -> str:
    """Return the text of a cell such as `="0815"`, which tools write to keep spreadsheets from changing it."""
    formula = _TEXT_FORMULA.fullmatch(text) if text.startswith("=") else None
    return text if formula is None else formula[1]


def refuse_error(text: str) -> str:
    """Return a text, unless it is what a spreadsheet shows in place of a value."""
    if text.startswith(("#", "Err:")) and _ERROR.fullmatch(text):
        raise ValueError(
            f"'{text}' is a spreadsheet's message that a formula failed or a column is too narrow; type the value "
            "instead"
        )
    return text


def read_routing_profile(text: str) -> str:
    """Read a routing profile's name."""
    return _short_enough(text, MAX_ROUTING_PROFILE)


def read_security_profiles(text: str) -> list[str]:
    """Read names of security profiles, separated by `|`, `;`, `,` or line breaks, sorted and each once."""
    names = sorted({name.strip() for name in _PROFILE_SEPARATOR.split(text)} - {""})
    if len(names) > MAX_SECURITY_PROFILES:
        raise ValueError(f"names {len(names)} profiles, Amazon Connect takes up to {MAX_SECURITY_PROFILES} a user")
    if _NOT_THE_BAR.search(text) and (odd := [name for name in names if not _SECURITY_PROFILE.fullmatch(name)]):
        raise ValueError(
            f"'{odd[0]}' can't be a security profile: their names have the letters a to z, digits, spaces and _ @ -; "
            "correct it, and separate names by |"
        )
    return [_short_enough(name, MAX_SECURITY_PROFILE) for name in names]


def read_hierarchy(text: str) -> str:
    """Read a path of hierarchy groups, separated by `/` or `|`, as `A/B/C`; a slash before it means nothing."""
    names = [name.strip() for name in re.split(r"[/|]", refuse_error(text).removeprefix("/"))]
    while names and not names[-1]:  # the console pads levels that are not used
        names.pop()
    if any(not name for name in names):
        raise ValueError("has an empty level; write the path from its top, such as Support/IT/Eastern")
    if len(names) > MAX_HIERARCHY_LEVELS:
        raise ValueError(f"has {len(names)} levels, Amazon Connect has up to {MAX_HIERARCHY_LEVELS}")
    return "/".join(_short_enough(name, MAX_HIERARCHY_GROUP) for name in names)


def _short_enough(name: str, limit: int) -> str:
    if len(name) > limit:
        raise ValueError(f"holds a name of {len(name)} characters, up to {limit} are possible; correct it")
    return refuse_error(name)


def read_phone_type(text: str) -> str:
    """Read `soft`, `desk`, `SOFT_PHONE` or `DESK_PHONE`."""
    kind = _PHONE_TYPES.get(re.sub(r"[\W_]", "", text).casefold())
    if kind is None:
        raise ValueError(f"'{text}' is neither soft nor desk; write one of them")
    return kind


def read_yes_no(text: str) -> bool:
    """Read yes or no, true or false, on or off, 1 or 0."""
    answer = text.casefold()
    if answer in YES:
        return True
    if answer in NO:
        return False
    raise ValueError(f"'{text}' is neither yes nor no; write one of them")


def read_acw_seconds(text: str) -> int:
    """Read the after-contact work limit in seconds, 0 to 2,000,000; some tools write `30.0` or `30,00`."""
    number = _SECONDS.fullmatch(text)
    if number is None or int(number[1]) > MAX_ACW_SECONDS:
        raise ValueError(
            f"'{text}' is no whole number of seconds from 0 (no limit) to {MAX_ACW_SECONDS}; write it in digits alone"
        )
    return int(number[1])


def read_tags(text: str, *, reserved: str) -> dict[str, str]:
    """Read `key=value;key=value`, or `key|value||key|value` as the console writes it; `reserved` is Rollcall's own."""
    if len(text) > MAX_TAGS_LENGTH:
        raise ValueError(f"has {len(text)} characters, up to {MAX_TAGS_LENGTH} are possible; shorten the tags")
    tags: dict[str, str] = {}
    between, within = ("||", "|") if "|" in text and "=" not in text else (";", "=")
    for pair in filter(None, (part.strip() for part in text.split(between))):
        key, equals, value = (part.strip() for part in pair.partition(within))
        if not equals or not key:
            raise ValueError(f"'{pair}' is no key=value; separate tags by semicolons")
        if key.casefold().startswith("aws:") or key == reserved:
            raise ValueError(f"the key '{key}' is reserved; choose another")
        if len(key) > 128 or len(value) > 256 or not all(map(_TAG_TEXT.fullmatch, key + value)):
            raise ValueError(
                f"'{pair}' can't be a tag: keys have up to 128 characters, values up to 256, "
                "of letters, digits, spaces and _ . : / = + - @"
            )
        if key in tags:
            raise ValueError(f"the key '{key}' appears twice; keep one")
        tags[key] = value
    if len(tags) > MAX_TAGS:
        raise ValueError(f"has {len(tags)} tags, up to {MAX_TAGS} are possible")
    return tags


def read_proficiencies(text: str) -> list[Proficiency]:
    """Read `attribute:value:level;…`, sorted by attribute and value."""
    found: dict[tuple[str, str], Proficiency] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        names = [name.strip() for name in part.split(":")]
        if len(names) != 3 or not names[0] or not names[1] or names[2] not in {"1", "2", "3", "4", "5"}:
            raise ValueError(f"'{part}' is no attribute:value:level with a level from 1 to 5; correct it")
        if max(len(names[0]), len(names[1])) > 100:
            raise ValueError(f"'{part}' is too long: attribute and value have up to 100 characters")
        if (names[0], names[1]) in found:
            raise ValueError(f"'{names[0]}:{names[1]}' appears twice; keep one")
        found[names[0], names[1]] = {"attribute": names[0], "value": names[1], "level": int(names[2])}
    if len(found) > MAX_PROFICIENCIES:
        raise ValueError(f"has {len(found)} proficiencies, Amazon Connect takes up to {MAX_PROFICIENCIES} a user")
    return [found[key] for key in sorted(found)]


def read_state(text: str) -> str:
    """Read `active`, or one of `inactive`, `removed`, `terminated`."""
    state = _STATES.get(text.casefold())
    if state is None:
        raise ValueError(f"'{text}' is no status; write active, inactive, removed or terminated")
    return state
