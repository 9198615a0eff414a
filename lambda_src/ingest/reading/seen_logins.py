"""Remembers on which line each login stood, in less than 16 bytes a row.

A dict would take about 200, and a directory of a million rows is to be read in flat memory.
"""

from __future__ import annotations

from array import array
from typing import Final

_BUCKET_BITS: Final = 12
_HASH_BYTES: Final = 6
_LINE_BYTES: Final = 3
_ENTRY_BYTES: Final = _HASH_BYTES + _LINE_BYTES
_BUCKET_MASK: Final = (1 << _BUCKET_BITS) - 1
_HASH_MASK: Final = (1 << 8 * _HASH_BYTES) - 1

_CHUNK_ENTRIES: Final = 32
_LINK_BYTES: Final = 4
_CHUNK_BYTES: Final = _LINK_BYTES + _CHUNK_ENTRIES * _ENTRY_BYTES
_PAGE_CHUNKS: Final = 1024

LAST_LINE: Final = (1 << 8 * _LINE_BYTES) - 1
"""The last line that is told exactly; Connect's largest instances have some thousand users."""


class SeenLogins:
    """The logins of a file so far.

    An entry is part of a login's hash and its line; another part of the hash tells the bucket that it belongs to. A
    bucket is a chain of chunks, the latest first, of 32 entries each; a chunk begins with the number of the next. All
    chunks are of one size and lie in large pages, because buckets that each grow by themselves leave holes between
    them, a third of everything. Searching a chunk is a fast scan in C. Two different logins are taken for the same
    with a probability of 1 to 2 million in a file of a million rows.
    """

    def __init__(self) -> None:
        self._newest = array("I", bytes(array("I").itemsize << _BUCKET_BITS))
        self._sizes = array("I", self._newest)
        self._pages: list[bytearray] = []
        self._chunks = 0

    def add(self, login: str, line: int) -> int | None:
        """Remember a login.

        Args:
            login: the login.
            line: where it stands; beyond `LAST_LINE`, that one is remembered.

        Returns:
            The line where it stood before; None if it did not.
        """
        number = hash(login)
        part = (number >> _BUCKET_BITS & _HASH_MASK).to_bytes(_HASH_BYTES, "big")
        index = number & _BUCKET_MASK
        earlier = self._find(index, part)
        if earlier is None:
            self._append(index, part + min(line, LAST_LINE).to_bytes(_LINE_BYTES, "big"))
        return earlier

    def __contains__(self, login: str) -> bool:
        number = hash(login)
        part = (number >> _BUCKET_BITS & _HASH_MASK).to_bytes(_HASH_BYTES, "big")
        return self._find(number & _BUCKET_MASK, part) is not None

    def _find(self, index: int, part: bytes) -> int | None:
        """Return the line of the entry of a bucket with a part of a hash."""
        left = self._sizes[index]
        chunk = self._newest[index]
        while left:
            page, start = self._pages[chunk // _PAGE_CHUNKS], chunk % _PAGE_CHUNKS * _CHUNK_BYTES
            first = start + _LINK_BYTES
            # Only the newest chunk is not full.
            held = (left - 1) % _CHUNK_ENTRIES + 1
            end = first + held * _ENTRY_BYTES
            at = page.find(part, first, end)
            while at >= 0:
                if (at - first) % _ENTRY_BYTES == 0:
                    return int.from_bytes(page[at + _HASH_BYTES : at + _ENTRY_BYTES], "big")
                at = page.find(part, at + 1, end)
            chunk = int.from_bytes(page[start:first], "big")
            left -= held
        return None

    def _append(self, index: int, entry: bytes) -> None:
        size = self._sizes[index]
        place = size % _CHUNK_ENTRIES
        if place == 0:
            self._begin_chunk(index)
        chunk = self._newest[index]
        at = chunk % _PAGE_CHUNKS * _CHUNK_BYTES + _LINK_BYTES + place * _ENTRY_BYTES
        self._pages[chunk // _PAGE_CHUNKS][at : at + _ENTRY_BYTES] = entry
        self._sizes[index] = size + 1

    def _begin_chunk(self, index: int) -> None:
        if self._chunks % _PAGE_CHUNKS == 0:
            self._pages.append(bytearray(_PAGE_CHUNKS * _CHUNK_BYTES))
        start = self._chunks % _PAGE_CHUNKS * _CHUNK_BYTES
        self._pages[-1][start : start + _LINK_BYTES] = self._newest[index].to_bytes(_LINK_BYTES, "big")
        self._newest[index] = self._chunks
        self._chunks += 1
