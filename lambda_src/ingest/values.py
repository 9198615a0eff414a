"""What a cell may hold, column by column. Pure.

Each reader takes a trimmed cell that is not empty and returns its value, or raises `ValueError` with a
message that says what to do. The limits are Amazon Connect's own, of CreateUser and of the data types in
its API reference; where the API is laxer than the product's documentation, the documentation wins.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from typing import Any, Final, Literal

import phonenumbers

from roster.agent import Proficiency

MAX_USERNAME: Final = 100
MAX_USERNAME_SAML: Final = 64
DOCUMENTED_USERNAME: Final = 20
MAX_FIRST_NAME: Final = 255
MAX_LAST_NAME: Final = 300
MAX_ACW_SECONDS: Final = 2_000_000
MAX_SECURITY_PROFILES: Final = 10
MAX_HIERARCHY_LEVELS: Final = 5
MAX_PROFICIENCIES: Final = 10
MAX_TAGS: Final = 49
"""Connect takes 50 tags a user; one is Rollcall's own."""

_USERNAME_SAML: Final = re.compile(r"[a-zA-Z0-9_\-.\\@]+")
_EMAIL: Final = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")
_PASSWORD: Final = re.compile(r"(?=.*[a-z])(?=.*[A-Z])(?=.*\d)\S{8,64}")
_E164: Final = re.compile(r"\+[1-9]\d{1,14}")
_SCIENTIFIC: Final = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
_TAG_TEXT: Final = re.compile(r"[^\W]|[\s_.:/=+\-@]")
_YES: Final = frozenset({"yes", "true", "1", "y"})
_NO: Final = frozenset({"no", "false", "0", "n"})
_PHONE_TYPES: Final[dict[str, Literal["SOFT_PHONE", "DESK_PHONE"]]] = {
    "soft": "SOFT_PHONE",
    "softphone": "SOFT_PHONE",
    "desk": "DESK_PHONE",
    "deskphone": "DESK_PHONE",
}
_STATES: Final[dict[str, Literal["present", "absent"]]] = {
    "active": "present",
    "inactive": "absent",
    "removed": "absent",
    "terminated": "absent",
}

Reader = Callable[[str], Any]


def read_username(text: str, *, saml: bool) -> str:
    """Read a login name."""
    if saml:
        if len(text) > MAX_USERNAME_SAML or not _USERNAME_SAML.fullmatch(text):
            raise ValueError(
                f"with SAML a login has up to {MAX_USERNAME_SAML} letters, digits and _ - . \\ @; change it in the file"
            )
    elif len(text) > MAX_USERNAME:
        raise ValueError(f"has {len(text)} characters, Amazon Connect takes up to {MAX_USERNAME}; shorten it")
    if not text.isprintable() or " " in text:
        raise ValueError("contains a space or a character that can't be seen; remove it")
    if "@" in text and not _EMAIL.fullmatch(text):
        raise ValueError("contains @ but is no whole e-mail address; complete the address or remove the @")
    return text


def read_first_name(text: str) -> str:
    """Read a first name, normalised to Unicode NFC as Connect wants it."""
    return _read_name(text, MAX_FIRST_NAME)


def read_last_name(text: str) -> str:
    """Read a last name, normalised to Unicode NFC as Connect wants it."""
    return _read_name(text, MAX_LAST_NAME)


def _read_name(text: str, limit: int) -> str:
    name = text if text.isascii() else unicodedata.normalize("NFC", text)
    if len(name) > limit:
        raise ValueError(f"has {len(name)} characters, Amazon Connect takes up to {limit}; shorten it")
    return name


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if not _EMAIL.fullmatch(text):
        raise ValueError("is no e-mail address such as maria@example.com; correct it")
    return text


def check_password(text: str) -> None:
    """Check an initial password; the message never shows it."""
    if not _PASSWORD.fullmatch(text):
        raise ValueError(
            "breaks Amazon Connect's rule: 8 to 64 characters without spaces, with a lower-case letter, an "
            "upper-case letter and a digit; change it, or leave the cell empty to have one made"
        )


def read_phone_number(text: str, *, country: str) -> str:
    """Read a phone number as E.164; a national one is taken to be of the country (ISO 3166, two letters)."""
    if _E164.fullmatch(text):
        return text
    if _SCIENTIFIC.fullmatch(text):
        raise ValueError(
            f"'{text}' was mangled by a spreadsheet; format the column as text and type the number again, "
            "such as +442079460000"
        )
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise ValueError(
            f"'{text}' is no phone number; write it with its country code, such as +442079460000, "
            f"or as a national number of {country}"
        )
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def read_routing_profile(text: str) -> str:
    """Read a routing profile's name."""
    return unicodedata.normalize("NFC", text)


def read_security_profiles(text: str) -> list[str]:
    """Read names of security profiles, separated by `|`, sorted and each once."""
    names = sorted({name.strip() for name in text.split("|")} - {""})
    if len(names) > MAX_SECURITY_PROFILES:
        raise ValueError(f"names {len(names)} profiles, Amazon Connect takes up to {MAX_SECURITY_PROFILES} a user")
    return names


def read_hierarchy(text: str) -> str:
    """Read a path of hierarchy groups, separated by `/` or `|`, as `A/B/C`."""
    names = [name.strip() for name in re.split(r"[/|]", text)]
    while names and not names[-1]:  # the console pads levels that are not used
        names.pop()
    if any(not name for name in names):
        raise ValueError("has an empty level; write the path from its top, such as Support/IT/Eastern")
    if len(names) > MAX_HIERARCHY_LEVELS:
        raise ValueError(f"has {len(names)} levels, Amazon Connect has up to {MAX_HIERARCHY_LEVELS}")
    return "/".join(names)


def read_phone_type(text: str) -> str:
    """Read `soft`, `desk`, `SOFT_PHONE` or `DESK_PHONE`."""
    kind = _PHONE_TYPES.get(re.sub(r"[\W_]", "", text).casefold())
    if kind is None:
        raise ValueError(f"'{text}' is neither soft nor desk; write one of them")
    return kind


def read_yes_no(text: str) -> bool:
    """Read yes or no, true or false, 1 or 0."""
    answer = text.casefold()
    if answer in _YES:
        return True
    if answer in _NO:
        return False
    raise ValueError(f"'{text}' is neither yes nor no; write one of them")


def read_acw_seconds(text: str) -> int:
    """Read the after-call work limit in seconds, 0 to 2,000,000."""
    if not (text.isascii() and text.isdigit()) or int(text) > MAX_ACW_SECONDS:
        raise ValueError(f"'{text}' is no whole number of seconds from 0 (no limit) to {MAX_ACW_SECONDS}; correct it")
    return int(text)


def read_tags(text: str, *, reserved: str) -> dict[str, str]:
    """Read `key=value;key=value`; the reserved key is Rollcall's own."""
    tags: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(";"))):
        key, equals, value = (part.strip() for part in pair.partition("="))
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
