"""Writes zips whose bytes follow from names and contents alone."""

from __future__ import annotations

import os
import tempfile
import zipfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_EARLIEST_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_REGULAR_FILE_READABLE_BY_ALL = 0o100644
_UNIX = 3


def write_zip(target: Path, files: Mapping[str, bytes]) -> None:
    """Writes `files` to `target`, atomically and always with the same bytes.

    Entries are stored, not deflated: a deflated stream depends on the zlib (or zlib-ng) that Python was linked with,
    and Lambda's limits count the unpacked size as well.

    Args:
        target: The zip to write; its directory is created.
        files: Contents by path inside the zip, `/`-separated.
    """
    with _replacing(target) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for path in sorted(files):
            archive.writestr(_entry(path), files[path])


def write_file(target: Path, content: bytes) -> None:
    """Writes one file, atomically; its directory is created."""
    with _replacing(target) as stream:
        stream.write(content)


@contextmanager
def _replacing(target: Path) -> Iterator[IO[bytes]]:
    """Gives a stream whose content takes the place of `target` once all of it is written."""
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(descriptor, "wb") as stream:
            yield stream
        os.chmod(name, 0o644)  # mkstemp's 0600 would keep a build under another account from replacing it
        os.replace(name, target)
    except BaseException:
        os.unlink(name)
        raise


def _entry(path: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(path, _EARLIEST_ZIP_TIME)
    entry.compress_type = zipfile.ZIP_STORED
    entry.create_system = _UNIX
    entry.external_attr = _REGULAR_FILE_READABLE_BY_ALL << 16
    return entry
