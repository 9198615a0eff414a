"""Reads the cells that say who an agent is: login, names, e-mail address. Pure.

The readers are as those of `ingest.reading.values`.
"""

from __future__ import annotations

import re
from typing import Final

from ingest.reading.values import refuse_error

MAX_USERNAME: Final = 100
MAX_USERNAME_SAML: Final = 64
DOCUMENTED_USERNAME: Final = 20
MAX_FIRST_NAME: Final = 255
MAX_LAST_NAME: Final = 256
MAX_LAST_NAME_SAML: Final = 300
MAX_EMAIL: Final = 254
"""RFC 5321's limit of a path; Amazon Connect names none."""

_USERNAME_SAML: Final = re.compile(r"[a-zA-Z0-9_\-.\\@]+")
_EMAIL: Final = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\".]+")
_SEPARATOR: Final = re.compile(r"[\",;|]")
_SCIENTIFIC: Final = re.compile(r"\d([.,]\d+)?E[+-]\d{2,}")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        raise ValueError(
            f"'{text}' was mangled by a spreadsheet, and its digits may be lost; format the column as text and type "
            "the login again"
        )
    if _SEPARATOR.search(text):
        raise ValueError("contains a quote or a separator, as if the row's cells were not told apart; correct the row")
    return refuse_error(text)


def read_first_name(text: str) -> str:
    """Read a first name."""
    return _read_name(text, MAX_FIRST_NAME)


def read_last_name(text: str, *, saml: bool) -> str:
    """Read a last name."""
    return _read_name(text, MAX_LAST_NAME_SAML if saml else MAX_LAST_NAME)


def _read_name(text: str, limit: int) -> str:
    if not text.isprintable():
        text = " ".join(text.split())  # a line break inside the cell, or a blank that must not be broken
        if _CONTROL.search(text):
            raise ValueError("contains a character that can't be seen; type the name again")
    if len(text) > limit:
        raise ValueError(f"has {len(text)} characters, Amazon Connect takes up to {limit}; shorten it")
    return refuse_error(text)


def read_email(text: str) -> str:
    """Read an e-mail address."""
    if len(text) > MAX_EMAIL or not _EMAIL.fullmatch(text):
        raise ValueError("is no e-mail address such as maria@example.com; correct it")
    return text
