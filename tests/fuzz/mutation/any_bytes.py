"""Changes bytes without knowing what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Final

PIECES: Final = (
    b"\0",
    b"\n",
    b'"',
    b"\x1b[31m",
    b"\xff",
    b"\x80",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\x1a",
)


def change_bytes(data: bytes, random: Random, others: Sequence[bytes] = ()) -> bytes:
    """Cut, double, replace or insert some bytes, or take some from another input."""
    at = random.randrange(len(data) + 1)
    end = min(len(data), at + random.choice((1, 2, 8, 64, len(data))))
    what = random.randrange(6)
    if what == 0:
        return data[:at]
    if what == 1:
        return data[:at] + data[end:]
    if what == 2:
        return data[:end] + data[at:end] * random.choice((1, 1, 2, 30)) + data[end:]
    if what == 3:
        return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]
    if what == 4 and others:
        other = random.choice(others)
        return data[:at] + other[random.randrange(len(other) + 1) :]
    return data[:at] + random.choice(PIECES) * random.choice((1, 1, 3)) + data[at:]
