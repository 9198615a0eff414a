"""Remembers on which line each login stood, in less than 16 bytes a row.

A dict would take about 200, and a directory of a million rows is to be read in flat memory.
"""

from __future__ import annotations

import struct
from typing import Final

_ENTRY: Final = struct.Struct("<qI")
_WHOLE_ENTRY: Final = struct.Struct(f"{_ENTRY.size}s")
_HASH_BYTES: Final = 8
_FIRST_BUCKETS: Final = 64
_FULL: Final = 80
"""Mean entries of a bucket at which there get to be twice as many. Searching one of them is a fast scan in C."""


class SeenLogins:
    """The logins of a file so far.

    An entry is a login's 64-bit hash and its line. Entries lie packed in buckets, which are split one by one when
    they have filled, so growing never takes a second copy of everything. Two different logins are taken for the
    same with a probability of 1 to 37 million in a file of a million rows.
    """

    def __init__(self) -> None:
        self._buckets = [bytearray() for _ in range(_FIRST_BUCKETS)]
        self._mask = _FIRST_BUCKETS - 1
        self._room = _FIRST_BUCKETS * _FULL

    def add(self, login: str, line: int) -> int | None:
        """Remember a login.

        Args:
            login: the login.
            line: where it stands, below 2³².

        Returns:
            The line where it stood before; None if it did not.
        """
        number = hash(login)
        entry = _ENTRY.pack(number, line)
        bucket = self._buckets[number & self._mask]
        at = _find(bucket, entry[:_HASH_BYTES])
        if at is not None:
            found: int = _ENTRY.unpack_from(bucket, at)[1]
            return found
        bucket += entry
        self._room -= 1
        if not self._room:
            self._grow()
        return None

    def __contains__(self, login: str) -> bool:
        number = hash(login)
        return _find(self._buckets[number & self._mask], _ENTRY.pack(number, 0)[:_HASH_BYTES]) is not None

    def _grow(self) -> None:
        """Make twice as many buckets: one more bit of the hash tells which of two an entry goes to."""
        old = len(self._buckets)
        self._mask = 2 * old - 1
        byte, bit = divmod(old.bit_length() - 1, 8)
        for index in range(old):
            low, high = bytearray(), bytearray()
            for (entry,) in _WHOLE_ENTRY.iter_unpack(self._buckets[index]):
                if entry[byte] >> bit & 1:
                    high += entry
                else:
                    low += entry
            self._buckets[index] = low
            self._buckets.append(high)
        self._room = old * _FULL


def _find(bucket: bytearray, number: bytes) -> int | None:
    """Return where a bucket has the entry of a hash."""
    at = bucket.find(number)
    while at >= 0:
        if at % _ENTRY.size == 0:
            return at
        at = bucket.find(number, at + 1)
    return None
