"""The corpus: for each entry the inputs that changes begin with, and each input that something was found by.

Files whose names begin with `seed-` are made by `python -m tests.fuzz.seeds`; those that begin with `found-` made an
entry fail once, and are run by each `make test`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "corpus"


def files_of(entry: str) -> list[Path]:
    """Return the files of an entry, in the order of their names."""
    return sorted(file for file in (FOLDER / entry).iterdir() if file.is_file())


def inputs_of(entry: str) -> list[bytes]:
    """Return the inputs of an entry, in the order of their files' names."""
    return [file.read_bytes() for file in files_of(entry)]


def found_since(files: Iterable[Path], moment: int) -> list[Path]:
    """Return the inputs that were found since a moment, those that are found again too.

    Args:
        files: of an entry.
        moment: as `time.time_ns` tells it.
    """
    return [file for file in files if file.name.startswith("found-") and file.stat().st_mtime_ns >= moment]


def keep(entry: str, data: bytes) -> Path:
    """Write an input that made an entry fail into the corpus, and return its file."""
    file = FOLDER / entry / f"found-{hashlib.sha256(data).hexdigest()[:12]}"
    file.write_bytes(data)
    return file
