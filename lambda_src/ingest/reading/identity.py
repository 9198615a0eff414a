"""Reads the cells that say who an agent is: login, names, e-mail address. Pure.

The readers are as those of `ingest.reading.values`. What they read with a warning they return as `Noted`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.reading.garbled_names import has_lost_letter
from ingest.reading.remarks import Noted, noted
from ingest.reading.text_repairs import is_filler, mend
from ingest.reading.values import refuse_error

MAX_USERNAME: Final = 100
MAX_USERNAME_SAML: Final = 64
DOCUMENTED_USERNAME: Final = 20
SIMPLE_USERNAME: Final = re.compile(r"[a-z0-9_\-.]{1,20}")
"""What nearly all logins are like: taken with and without SAML, mangled by nothing, and short enough for no warning."""

SIMPLE_EMAIL: Final = re.compile(r"[a-zA-Z0-9_\-.+]{1,64}@[a-zA-Z0-9\-.]{1,100}\.[a-zA-Z]{2,24}")
"""What nearly all addresses are like: they break no rule, and nothing about them needs mending."""

MAX_FIRST_NAME: Final = 255
MAX_LAST_NAME: Final = 256
MAX_LAST_NAME_SAML: Final = 300
MAX_EMAIL: Final = 254
"""RFC 5321's limit of a path; Amazon Connect names none."""

# CreateUser's documentation of Username, which names the characters for SAML. Without it, the backslash is none.
_USERNAME: Final = re.compile(r"[a-zA-Z0-9_\-.@]+")
_USERNAME_SAML: Final = re.compile(r"[a-zA-Z0-9_\-.\\@]+")
_EMAIL: Final = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")
_SEPARATOR: Final = re.compile(r"[\",;|]")
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?E[+-]\d{2,}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_QUOTES: Final = frozenset("'\"")
_NO_WHOLE_ADDRESS: Final = "contains @ but is no whole e-mail address; complete the address or remove the @"
_A_NAME_THOUGH: Final = "Null"
"""A family name. Exports write their filler in small or capital letters."""


def read_username(text: str, *, saml: bool) -> str:
    """Read a login name."""
    if saml:
        if len(text) > MAX_USERNAME_SAML or not _USERNAME_SAML.fullmatch(text):
            raise ValueError(
                f"with SAML a login has up to {MAX_USERNAME_SAML} letters, digits and _ - . \\ @; change it in the file"
            )
    elif len(text) > MAX_USERNAME:
        raise ValueError(f"has {len(text)} characters, Amazon Connect takes up to {MAX_USERNAME}; shorten it")
    elif not _USERNAME.fullmatch(text):
        raise ValueError(_why_no_username(text))
    if "@" in text and not _EMAIL.fullmatch(text):
        raise ValueError(_NO_WHOLE_ADDRESS)
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        raise ValueError(_mangled(text))
    return text


def _mangled(text: str) -> str:
    return (
        f"'{text}' was mangled by a spreadsheet, and its digits may be lost; format the column as text and type "
        "the login again"
    )


def _why_no_username(text: str) -> str:
    """Return what is wrong with a login that holds characters which Amazon Connect does not take."""
    refuse_error(text)
    if not text.isprintable() or " " in text:
        return "contains a space or a character that can't be seen; remove it"
    if "@" in text and not _EMAIL.fullmatch(text):
        return _NO_WHOLE_ADDRESS
    if _SCIENTIFIC.fullmatch(text):
        return _mangled(text)
    if _SEPARATOR.search(text):
        return "contains a quote or a separator, as if the row's cells were not told apart; correct the row"
    refused = " ".join(dict.fromkeys(_USERNAME.sub("", text)))
    return (
        f"contains {refused} but Amazon Connect takes only the letters a to z, digits and _ - . @ in a login; choose "
        "another login"
    )


def read_first_name(text: str) -> str | Noted:
    """Read a first name."""
    return _read_name(text, MAX_FIRST_NAME)


def read_last_name(text: str, *, saml: bool) -> str | Noted:
    """Read a last name."""
    return _read_name(text, MAX_LAST_NAME_SAML if saml else MAX_LAST_NAME)


def _read_name(text: str, limit: int) -> str | Noted:
    mended = mend(text)
    text = mended.value if isinstance(mended, Noted) else mended
    warning = ""
    if not text.isprintable():
        text = " ".join(text.split())  # a line break inside the cell, or a blank that must not be broken
        if _CONTROL.search(text):
            raise ValueError("contains a character that can't be seen; type the name again")
    if text[:1] in _QUOTES and text[-1] == text[0] and len(text) > 2:
        text = text[1:-1].strip()
        warning = f"stood in quotes and was read as {text}"
    if len(text) > limit:
        raise ValueError(f"has {len(text)} characters, Amazon Connect takes up to {limit}; shorten it")
    refuse_error(text)
    if text == _A_NAME_THOUGH:
        warning = f"{text} is taken for a name, not for an empty cell"
    elif is_filler(text):
        raise ValueError(f"'{text}' is what exports write into an empty cell; write the name")
    if "?" in text and has_lost_letter(text):
        raise ValueError("has a ? in place of a letter that was lost; export the file anew as CSV UTF-8")
    if "\\" in text:
        raise ValueError("contains a backslash, as if it were not told where the cell ends; type the name again")
    if not any(map(str.isalpha, text)):
        raise ValueError(f"'{text}' has no letter in it; write the name")
    name: str | Noted = noted(text, warning, mended)
    return name


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if len(text) > MAX_EMAIL or not _EMAIL.fullmatch(text):
        raise ValueError("is no e-mail address such as maria@example.com; correct it")
    return text
