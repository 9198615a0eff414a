"""How fast ingest writes into the local store, against the store's own rate of the same conditional writes."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import boto3

from benchmarks.bars import Result, Table, at_least
from benchmarks.centre import point_at
from benchmarks.samples import username_of, write_directory
from benchmarks.settings import AGENTS_TABLE, FILES_TABLE, UPLOAD_BUCKET, ingest_settings
from benchmarks.tables import create_stores
from ingest.deadline import Deadline
from ingest.handler import build_intake
from ingest.importing.blocks import MAX_AGENTS_WRITTEN
from ingest.upload_bucket import UploadEvent
from ingest.upload_intake import UploadIntake
from local_aws.client import LocalAws
from roster.clients import build_client
from roster.expressions import Update
from roster.imports import sortable_sequencer
from roster.items import from_wire

ROWS: Final = 4_000
ROUNDS: Final = 5
BAR_SHARE: Final = 0.8

_SINGLE_WRITES: Final = 1_000


def measure(scratch: Path, say: Callable[[str], None]) -> Result:
    """Measure both rates in turn, several times."""
    with LocalAws(scratch / "store", connect_quota_factor=None) as server:
        point_at(server)
        os.environ.update(ingest_settings())
        dynamodb = build_client("dynamodb")
        create_stores(dynamodb, boto3.client("s3"))
        build_intake.cache_clear()
        ingest = build_intake()
        _ingest(ingest, scratch, 0, 500)  # the first import finds connections and caches cold
        sample = from_wire(dynamodb.get_item(TableName=AGENTS_TABLE, Key={"username": {"S": _name(0, 0)}})["Item"])
        rates: list[tuple[float, float]] = []
        for number in range(1, ROUNDS + 1):
            say(f"ingest into the local store, round {number} of {ROUNDS}")
            raw = _raw(dynamodb, sample, number)
            rates.append((raw, _ingest(ingest, scratch, number, ROWS)))
        single = _single(dynamodb, sample)
    return _result(rates, single)


def _result(rates: Sequence[tuple[float, float]], single: float) -> Result:
    share = statistics.median(ours / raw for raw, ours in rates)
    raw, ours = (statistics.median(values) for values in zip(*rates, strict=True))
    table = Table("Ingest into the local store", ["", "rows a second", "share of raw"])
    table.rows = [
        [f"raw: transactions of {MAX_AGENTS_WRITTEN} agents and a fence", f"{raw:,.0f}", "1.00"],
        ["ingest, all of it", f"{ours:,.0f}", f"{share:.2f}"],
        ["raw: one conditional write a call", f"{single:,.0f}", f"{single / raw:.2f}"],
    ]
    return Result(
        "ingest-store",
        [at_least("ingest into the local store, share of its raw rate", share, BAR_SHARE, "x")],
        [table],
        [
            f"{ROUNDS} rounds of {ROWS:,} new agents each, raw and ingest in turn, one request after another; the "
            "share is the median of the rounds' shares. IAM is enforced for both.",
            "Raw: updates such as ingest sends, ready made: items of the same size, conditions, indexes and stream. "
            "Ingest also reads the file and the agents, writes plans and password secrets, and takes the passwords "
            "out of the upload.",
        ],
        {"rounds": [{"raw": raw, "ingest": ours} for raw, ours in rates], "single": single, "share": share},
    )


def _name(round_number: int, number: int) -> str:
    return username_of(number, f"round{round_number}-")


def _ingest(ingest: UploadIntake, scratch: Path, round_number: int, rows: int) -> float:
    """Ingest a directory of new agents; return rows a second."""
    path = write_directory(scratch / "store.csv", rows, prefix=f"round{round_number}-")
    key = f"round{round_number}.csv"
    version = boto3.client("s3").put_object(Bucket=UPLOAD_BUCKET, Key=key, Body=path.read_bytes())["VersionId"]
    event = UploadEvent(UPLOAD_BUCKET, key, version, sortable_sequencer("1"))
    since = time.perf_counter()
    done = ingest.run(event, Deadline(lambda: 900_000))
    seconds = time.perf_counter() - since
    if done.get("rows") != rows or done.get("rejected"):
        raise RuntimeError(f"ingest did not take all rows: {done}")
    return rows / seconds


def _raw(dynamodb: Any, sample: dict[str, Any], round_number: int) -> float:
    """Write agents like a sample's, with nothing else to do; return agents a second."""
    actions = [_insert(sample, f"raw{round_number}-{number:07d}").action() for number in range(ROWS)]
    requests = []
    for start in range(0, ROWS, MAX_AGENTS_WRITTEN):
        fence = Update(FILES_TABLE, {"key": f"raw{round_number}", "sequencer": "1"})
        fence.set({"position": start + MAX_AGENTS_WRITTEN}).add({"rows": MAX_AGENTS_WRITTEN})
        fence.when({"position": start or None})
        requests.append([fence.action(), *actions[start : start + MAX_AGENTS_WRITTEN]])
    since = time.perf_counter()
    for request in requests:
        dynamodb.transact_write_items(TransactItems=request)
    return ROWS / (time.perf_counter() - since)


def _single(dynamodb: Any, sample: dict[str, Any]) -> float:
    updates = [_insert(sample, f"single-{number:07d}").arguments() for number in range(_SINGLE_WRITES)]
    since = time.perf_counter()
    for update in updates:
        dynamodb.update_item(**update)
    return _SINGLE_WRITES / (time.perf_counter() - since)


def _insert(sample: dict[str, Any], username: str) -> Update:
    update = Update(AGENTS_TABLE, {"username": username})
    return update.set({name: value for name, value in sample.items() if name != "username"}).when({"username": None})
