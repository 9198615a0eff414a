"""Agent directories as tests write them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from roster.imports import COUNTS


def directory(rows: Iterable[Mapping[str, object]]) -> bytes:
    """Write a directory whose columns are those of its first row."""
    rows = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def counts(record: Mapping[str, Any]) -> dict[str, int]:
    """An import's counts that are not zero."""
    return {name: record[name] for name in COUNTS if record.get(name)}
