"""Names of the files that contents of flows are written to. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_OTHER: Final = re.compile(r"[^a-z0-9]+")
_LONGEST: Final = 60


def flow_files(folder: str, names: Iterable[str]) -> dict[str, str]:
    """Return a path for each flow: its name in letters, digits and hyphens that every file system takes.

    Names that come out the same are numbered in their order, so that capitals never tell files apart.
    """
    files: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = _OTHER.sub("-", plain).strip("-")[:_LONGEST].rstrip("-") or "flow"
        candidate, number = stem, 1
        while candidate in taken:
            number += 1
            candidate = f"{stem}-{number}"
        taken.add(candidate)
        files[name] = f"{folder}/{candidate}.json"
    return files
