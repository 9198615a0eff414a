"""What an entry is: a place where somebody else's bytes come into Rollcall, and what must hold whatever they are."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from botocore.exceptions import BotoCoreError, ClientError

from roster.errors import RollcallError
from tests.fuzz.deployment import CANARY
from tests.fuzz.mutation import Mutator
from tests.fuzz.site import Site

REFUSALS: Final = (RollcallError, ClientError, BotoCoreError)
"""Errors that say of themselves what becomes of them (`roster.errors`); any other one is a fault."""

_CALLS: Final = 1500
_CALLS_A_BYTE: Final = 2
"""A case makes so many calls to stores and services at most, and so many more for each byte of its input."""

_UNPACKED: Final = 200
"""So much longer an input may become when it is unpacked (`ingest.reading.text.MAX_EXPANSION`)."""


@dataclass(frozen=True)
class Entry:
    """An entry.

    Attributes:
        name: of its folder in the corpus.
        run: hands an input to the entry's own code, and raises where something does not hold.
        mutate: changes an input, with what it consists of in mind.
    """

    name: str
    run: Callable[[bytes], None]
    mutate: Mutator


def check_told(site: Site) -> None:
    """No password is told, or stored but in a secret."""
    told = site.all_told()
    at = told.find(CANARY)
    assert at < 0, f"a password is told: ...{told[max(0, at - 200) : at + 40]!r}"


def check_work(site: Site, data: bytes) -> None:
    """An input makes no more calls than its length accounts for, unpacked where it is packed."""
    size = len(data) * (_UNPACKED if data.startswith((b"\x1f\x8b", b"PK")) else 1)
    assert site.calls <= _CALLS + _CALLS_A_BYTE * size, f"{site.calls} calls for {len(data)} bytes"


def one_line(text: str) -> bool:
    """Whether a text has no character that moves a cursor, breaks a line or turns the direction of writing."""
    return (
        not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in text) and not set(text) & _TURNS
    )


_TURNS: Final = frozenset("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def json_of(data: bytes) -> Any:
    """Return the event that AWS Lambda's runtime makes of bytes.

    Raises:
        ValueError, RecursionError: it would not call the function.
    """
    return json.loads(data)
