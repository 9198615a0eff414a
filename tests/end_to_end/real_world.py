"""Sends every export of the unit tests through one deployment, and says what became of each and of their passwords.

`PYTHONPATH=.:lambda_src python -m tests.end_to_end.real_world`, some minutes long. It prints a table in Markdown, and
ends with status 1 where a file passed in silence, became something else than it should, or left a password behind.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from roster.imports import COUNTS
from tests.canaries.finder import Finder
from tests.canaries.sweep import sweep
from tests.deployment_rules import RULES
from tests.end_to_end.local_account import LocalStack
from tests.servers import start_server
from tests.unit.ingest.reading.real_world.exports.all_exports import EXPORTS
from tests.unit.ingest.reading.real_world.exports.export import Export

QUOTA_FACTOR = 100.0
_LEAST_WORD = 8
"""Shorter cells, such as "No", stand everywhere."""
_IDLE_SECONDS = 900


def key_of(number: int, export: Export) -> str:
    """Return a key of an export's own, under its own name: the name may say that the file lists staff."""
    return f"{number:03}/{export.key}"


def send_all(stack: LocalStack) -> dict[str, dict[str, Any]]:
    """Upload every export at once; return key → its record once nothing runs any more."""
    s3, bucket = stack.client("s3"), stack.outputs()["upload_bucket"]
    for number, export in enumerate(EXPORTS):
        s3.put_object(Bucket=bucket, Key=key_of(number, export), Body=export.content)
    stack.server.controls.wait_until_idle(_IDLE_SECONDS)
    return {item["key"]: item for item in stack.items(stack.outputs()["files_table"]) if "kind" in item}


def outcome_of(record: Mapping[str, Any]) -> str:
    """Return what a file became; a directory that is rejected whole is told as a table that is none."""
    return "table" if record.get("reason") else str(record["kind"])


def faults(records: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return what became something else than it should, and which imports have not ended."""
    wrong = []
    for number, export in enumerate(EXPORTS):
        record = records.get(key_of(number, export))
        if record is None:
            wrong.append(f"{export.name}: has no record")
        elif record["kind"] != "file" and record["status"] not in {"FINISHED", "REJECTED"}:
            wrong.append(f"{export.name}: is {record['status']}")
        elif (found := outcome_of(record)) != export.outcome and export.rules == RULES:
            wrong.append(f"{export.name}: is a {found}, should be {export.outcome}")
        elif record["kind"] != "file" and not record.get("report"):
            wrong.append(f"{export.name}: nobody was told")
    return wrong


def secrets_of(exports: list[Export]) -> set[str]:
    """Return all passwords, and cells that speak of them, that can be told from other text."""
    return {word for export in exports for word in (*export.canaries, *export.never_used) if len(word) >= _LEAST_WORD}


def main() -> int:
    """Run it."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with (
            start_server(home / "server", connect_quota_factor=QUOTA_FACTOR) as server,
            LocalStack(home, server) as stack,
        ):
            server.controls.connect_settings(limits={"users": 10_000})
            stack.stage()
            stack.apply(default_phone_country=RULES.phone_country, connect_requests_per_second=2 * QUOTA_FACTOR)
            stack.settle()
            since = time.monotonic()
            records = send_all(stack)
            seconds = time.monotonic() - since
            wrong = faults(records)
            swept = sweep(stack, Finder(secrets_of(EXPORTS), whole=True))
            users, secrets = len(stack.users()), sum(map(len, stack.passwords().values()))
    kinds = Counter(map(outcome_of, records.values()))
    counts = {name: sum(record.get(name, 0) for record in records.values()) for name in COUNTS}
    lines = [
        f"{len(EXPORTS)} files in {seconds:.0f} seconds: {', '.join(f'{n} {kind}' for kind, n in kinds.most_common())}",
        f"rows: {', '.join(f'{amount:,} {name}' for name, amount in counts.items() if amount)}",
        f"{users} users in Amazon Connect, {secrets} passwords in Secrets Manager",
        "",
        *swept.table(),
        *swept.hits,
        f"{len(wrong)} files became something else than they should",
        *wrong,
    ]
    sys.stdout.write("\n".join([*lines, ""]))
    return 1 if wrong or swept.hits else 0


if __name__ == "__main__":
    raise SystemExit(main())
