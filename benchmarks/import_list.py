"""What it costs to list imports, and to find one by its id, beside 100,000 stored files."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import boto3

from benchmarks.bars import Bar, Result, Table, at_most
from benchmarks.centre import point_at
from benchmarks.operator import run_command
from benchmarks.settings import FILES_TABLE, UPLOAD_BUCKET
from benchmarks.stored_records import id_of_import, past_import, stored_file
from benchmarks.tables import create_stores
from local_aws.client import LocalAws
from rollcall_cli.deployment import Deployment
from rollcall_cli.imports import Imports
from roster.clients import aws_session, build_client
from roster.items import to_wire

FILES: Final = 100_000
IMPORTS: Final = 10_000
FEW: Final = 100
"""Imports of the table that the other is compared with, which has no files."""

BAR_SECONDS: Final = 1.0
BAR_LIST_CALLS: Final = 3
BAR_LIST_ITEMS: Final = 3 * 51
"""Of each kind of import the 50 newest and one more, and as many records."""
BAR_ID_CALLS: Final = 4
BAR_ID_ITEMS: Final = 2

_ROUNDS: Final = 5
_BATCH: Final = 25
"""Items that one BatchWriteItem takes."""
_WRITERS: Final = 4


@dataclass(frozen=True, slots=True)
class _Cost:
    """What one look costs: seconds of the fastest of some rounds, calls to DynamoDB, and items that these look at."""

    seconds: float
    calls: int
    items: int


def measure(scratch: Path, say: Callable[[str], None]) -> Result:
    """Measure looks at a small table, and at a large one."""
    outputs = {"instance_id": "none", "files_table": FILES_TABLE, "upload_bucket": UPLOAD_BUCKET}
    stack_file = scratch / "outputs.json"
    stack_file.write_text(json.dumps(outputs), "utf-8")
    with LocalAws(scratch / "store", connect_quota_factor=None) as server:
        point_at(server)
        answers = _Answers()
        dynamodb = build_client("dynamodb")
        create_stores(dynamodb, boto3.client("s3"))
        listing = ["status", "--json", "--stack-file", str(stack_file)]
        _write(dynamodb, map(past_import, range(FEW)))
        small = answers.cost(lambda: _list(listing, 50))
        say(f"writing {FILES:,} files and {IMPORTS:,} imports")
        _write(dynamodb, map(stored_file, range(FILES)))
        _write(dynamodb, map(past_import, range(FEW, IMPORTS)))
        say("listing imports")
        imports = Imports(Deployment(outputs))
        costs = {
            f"status: 50 of {FEW} imports, no files": small,
            f"status: 50 of {IMPORTS:,} imports, {FILES:,} files": answers.cost(lambda: _list(listing, 50)),
            "an import by its id": answers.cost(lambda: _find(imports, id_of_import(IMPORTS // 2))),
            f"status --all: {IMPORTS:,} imports": answers.cost(lambda: _list([*listing, "--all"], IMPORTS), rounds=1),
        }
    return _result(costs)


def _result(costs: dict[str, _Cost]) -> Result:
    _, listed, found, _ = costs.values()
    table = Table("Looking at imports in the local store", ["", "seconds", "calls to DynamoDB", "items"])
    table.rows = [[name, f"{one.seconds:.2f}", f"{one.calls:,}", f"{one.items:,}"] for name, one in costs.items()]
    beside = f"beside {FILES:,} files and {IMPORTS:,} imports"
    return Result(
        "status",
        [
            *_bars(f"status {beside}", listed, BAR_LIST_CALLS, BAR_LIST_ITEMS),
            *_bars(f"an import by its id {beside}", found, BAR_ID_CALLS, BAR_ID_ITEMS),
        ],
        [table],
        [
            f"The fastest of {_ROUNDS} rounds, for all imports of one; the command in a process that has started. The "
            "local store sorts all imports for each page of a query, which DynamoDB does not.",
            "Items are those that DynamoDB looks at: entries of an index, and records. None of them is a plain file.",
        ],
        {name: {"seconds": one.seconds, "calls": one.calls, "items": one.items} for name, one in costs.items()},
    )


def _bars(name: str, cost: _Cost, calls: int, items: int) -> Iterable[Bar]:
    return (
        at_most(f"{name}: local time", cost.seconds, BAR_SECONDS, "s"),
        at_most(f"{name}: calls", cost.calls, calls, "calls"),
        at_most(f"{name}: items looked at", cost.items, items, "items"),
    )


class _Answers:
    """Keeps what DynamoDB answers to the clients that are made from now on."""

    def __init__(self) -> None:
        self._kept: list[dict[str, Any]] = []
        aws_session().register("after-call.dynamodb", self._keep)

    def _keep(self, **event: Any) -> None:
        self._kept.append(event["parsed"])

    def cost(self, look: Callable[[], None], rounds: int = _ROUNDS) -> _Cost:
        """Look some times; the fastest counts, as only other work makes one slower, and the calls of the last."""
        seconds = []
        for _ in range(rounds):
            self._kept.clear()
            since = time.perf_counter()
            look()
            seconds.append(time.perf_counter() - since)
        return _Cost(min(seconds), len(self._kept), sum(map(_items, self._kept)))


def _items(answer: dict[str, Any]) -> int:
    """Return how many items a query looked at, or how many a batch read."""
    return int(answer.get("ScannedCount", 0)) + sum(map(len, answer.get("Responses", {}).values()))


def _list(arguments: list[str], expected: int) -> None:
    """Run the command.

    Raises:
        RuntimeError: it did not list as many imports as it should.
    """
    listed = len(run_command(arguments) or [])
    if listed != expected:
        raise RuntimeError(f"rollcall {' '.join(arguments)} lists {listed} imports, not {expected}")


def _find(imports: Imports, import_id: str) -> None:
    if imports.find(import_id)["import_id"] != import_id:
        raise RuntimeError(f"another import than {import_id} was found")


def _write(dynamodb: Any, items: Iterable[dict[str, Any]]) -> None:
    def write(batch: list[dict[str, Any]]) -> None:
        requests = [{"PutRequest": {"Item": to_wire(item)}} for item in batch]
        left = dynamodb.batch_write_item(RequestItems={FILES_TABLE: requests})["UnprocessedItems"]
        if left:
            raise RuntimeError("The local store left items unprocessed")

    source = iter(items)
    batches = iter(lambda: list(islice(source, _BATCH)), [])
    with ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(write, batches))
