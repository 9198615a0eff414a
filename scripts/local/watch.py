"""Watches uploads being taken in and agents being made, by what the tables say."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from rollcall_cli.deployment import Deployment
from rollcall_cli.imports import Imports
from roster.imports import ENDED
from scripts.local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scripts.local.narrator import Bar

_SECONDS_BETWEEN_LOOKS = 0.5
_SECONDS_WITHOUT_PROGRESS = 120.0


def wait_for_uploads(outputs: dict[str, Any], keys: Sequence[str], bar: Bar, log: Path) -> list[dict[str, Any]]:
    """Waits until every upload is stored, and every agent directory among them finished.

    Args:
        outputs: The root's outputs.
        keys: The S3 keys that were uploaded.
        bar: Shows agents done of agents read.
        log: What to read if nothing moves any more.

    Returns:
        The latest record of each key, in the order of `keys`.

    Raises:
        LocalError: For two minutes nothing changed.
    """
    imports_table = Imports(Deployment(outputs))
    seen: list[dict[str, Any]] = []
    changed_at = time.monotonic()
    while True:
        records = [found[0] for key in keys if (found := imports_table.of_key(key))]
        if records != seen:
            seen, changed_at = records, time.monotonic()
        imports = [record for record in records if record["kind"] != "file"]
        rows = sum(int(record.get("rows", 0)) + int(record.get("dropped", 0)) for record in imports)
        open_rows = sum(int(record.get("pending", 0)) for record in imports)
        bar.update(rows - open_rows, rows or None, _summary(imports))
        if len(records) == len(keys) and all(record["status"] in ENDED for record in imports):
            return records
        if time.monotonic() - changed_at > _SECONDS_WITHOUT_PROGRESS:
            raise LocalError(_stuck(keys, records), log)
        time.sleep(_SECONDS_BETWEEN_LOOKS)


def _summary(imports: Sequence[Mapping[str, Any]]) -> str:
    return ", ".join(f"{record['key']}: {record['status'].lower()}" for record in imports)


def _stuck(keys: Sequence[str], records: Sequence[Mapping[str, Any]]) -> str:
    missing = sorted(set(keys) - {record["key"] for record in records})
    unfinished = [record for record in records if record.get("status", "FINISHED") not in ENDED]
    parts = [f"{key} has no record in the files table" for key in missing]
    parts += [
        f"{record['key']} is {record['status']} with {record.get('pending', 0)} agents open" for record in unfinished
    ]
    return f"nothing moved for {_SECONDS_WITHOUT_PROGRESS:.0f} s: {'; '.join(parts)}"
