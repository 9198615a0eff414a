"""Opens a zip archive's parts within limits, so that one which explodes fills no memory. Pure."""

from __future__ import annotations

import os
import struct
import zlib
from typing import BinaryIO, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ingest.reading.text import MAX_EXPANSION, UnreadableError
from ingest.reading.workbook.safe_xml import DAMAGED, SafeXml

MAX_UNPACKED_BYTES: Final = 512 * 1024 * 1024
"""Of all XML of a workbook together, as its archive declares it. No more than that is read: `zipfile` stops there."""

MAX_SHORT_PART_BYTES: Final = 8 * 1024 * 1024
"""Of a part that is no sheet and has no texts: styles, relationships, the list of sheets."""

_MAX_LIST_BYTES: Final = 1024 * 1024
"""Of the archive's list of parts, which `zipfile` holds in memory: some 10,000 of them."""

_FREE_BYTES: Final = 1024 * 1024  # the ratio is not asked of less
_DAMAGE: Final = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What `zipfile` raises over an archive that is damaged. `OSError` comes from a file on a disk, where a part is said to
lie before its beginning; `UploadBucket.stream` lets no error of Amazon S3's through that is one."""

_END: Final = b"PK\x05\x06"
_END_BYTES: Final = 22
_LONGEST_COMMENT: Final = 65_535
_ENCRYPTED: Final = 0x1


class Archive:
    """A zip archive whose list of parts was read.

    Args:
        stream: the file, which can seek.

    Raises:
        UnreadableError: it is no whole zip archive, or has too many parts.
    """

    def __init__(self, stream: BinaryIO) -> None:
        _check_list(stream)
        try:
            self._zip = ZipFile(stream)
        except _DAMAGE as error:
            raise UnreadableError(DAMAGED) from error
        self._parts = {_same_names(info.filename): info for info in self._zip.infolist()}

    @property
    def names(self) -> list[str]:
        """The names of its parts."""
        return [info.filename for info in self._parts.values()]

    def __contains__(self, name: str) -> bool:
        """Whether there is a part of a name."""
        return _same_names(name) in self._parts

    def is_encrypted(self, name: str) -> bool:
        """Whether a part needs a password."""
        return bool(self._parts[_same_names(name)].flag_bits & _ENCRYPTED)

    def beginning(self, name: str, size: int) -> bytes:
        """Return a part's first bytes; none if it can't be read."""
        info = self._parts[_same_names(name)]
        if not _is_readable(info):
            return b""
        try:
            with self._zip.open(info) as part:
                return part.read(size)
        except _DAMAGE:
            return b""

    def check_size(self) -> None:
        """Check what all XML together unpacks to.

        Raises:
            UnreadableError: it is too much.
        """
        amount = sum(info.file_size for name, info in self._parts.items() if name.endswith((".xml", ".rels")))
        if amount > MAX_UNPACKED_BYTES:
            raise UnreadableError(
                f"the workbook unpacks to more than {MAX_UNPACKED_BYTES // 2**20} MB; delete sheets that are not "
                "needed, or save the list as CSV UTF-8"
            )

    def open_xml(self, name: str, *, unit: str = "") -> SafeXml:
        """Open a part as XML.

        Args:
            name: the part's.
            unit: see `SafeXml`; a part without one is short.

        Raises:
            UnreadableError: it is not there, can't be read, or unpacks to too much.
        """
        info = self._parts.get(_same_names(name))
        if info is None or not _is_readable(info):
            raise UnreadableError(DAMAGED)
        if not unit and info.file_size > MAX_SHORT_PART_BYTES:
            raise UnreadableError(
                f"the workbook's {info.filename} is longer than {MAX_SHORT_PART_BYTES // 2**20} MB; copy the list "
                "into a new workbook"
            )
        if info.file_size > _FREE_BYTES + MAX_EXPANSION * info.compress_size:
            raise UnreadableError(
                f"the workbook's {info.filename} unpacks to more than {MAX_EXPANSION} times its size; copy the "
                "list into a new workbook"
            )
        try:
            return SafeXml(self._zip.open(info), unit)
        except _DAMAGE as error:
            raise UnreadableError(DAMAGED) from error

    def close(self) -> None:
        """Close the archive; the stream stays open."""
        self._zip.close()


def _same_names(name: str) -> str:
    """Return what two names of one part have in common.

    Capital letters don't count (ECMA-376 part 2), nor by which slash folders are separated, as on Windows.
    """
    return name.casefold().replace("\\", "/")


def _is_readable(info: ZipInfo) -> bool:
    return info.compress_type in {ZIP_STORED, ZIP_DEFLATED} and not info.flag_bits & _ENCRYPTED


def _check_list(stream: BinaryIO) -> None:
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(size - _LONGEST_COMMENT - _END_BYTES, 0))
    tail = stream.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_BYTES:
        raise UnreadableError(DAMAGED)
    (length,) = struct.unpack_from("<I", tail, at + 12)
    if length > _MAX_LIST_BYTES:
        raise UnreadableError("the archive has too many parts; copy the list into a new workbook")
