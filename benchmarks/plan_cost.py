"""What `rollcall plan` costs for a directory of 10,000 rows, beside as many agents."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import boto3

from benchmarks.bars import Result, Table, at_most
from benchmarks.centre import Centre
from benchmarks.operator import run_command
from benchmarks.samples import SITES, settled_wire, username_of, write_directory

ROWS: Final = 10_000
CHANGED: Final = 1_000
"""Agents whose phone differs from the file's; and as many are new."""

BAR_SECONDS: Final = 5.0
BAR_DYNAMODB: Final = ROWS // 100 + 5
"""BatchGetItem reads 100 agents."""
BAR_CONNECT: Final = CHANGED // 100 + 10
"""SearchUsers answers 100 users; the rest are names of profiles and groups."""

_KEY: Final = "plan.csv"
_BATCH: Final = 25
_WORKERS: Final = 8


def measure(centre: Centre, scratch: Path, say: Callable[[str], None]) -> Result:
    """Put agents into the table, users into the instance, and plan."""
    centre.server.controls.connect_settings(quota_factor=1_000_000, limits={"users": 1_000_000})
    say(f"putting {ROWS - CHANGED:,} agents")
    _remove_users(centre)
    _put_agents(centre)
    path = write_directory(scratch / _KEY, ROWS, passwords=False, groups=SITES)
    stack_file = scratch / "outputs.json"
    stack_file.write_text(json.dumps(centre.outputs), "utf-8")
    say(f"planning {ROWS:,} rows")
    centre.server.controls.reset_calls()
    since, processor_since = time.perf_counter(), time.process_time()
    planned = run_command(["plan", str(path), "--key", _KEY, "--json", "--stack-file", str(stack_file)])
    seconds, processor_seconds = time.perf_counter() - since, time.process_time() - processor_since
    calls = {service: sum(operations.values()) for service, operations in centre.server.controls.calls().items()}
    counts = {name: count for name, count in (planned or {}).get("counts", {}).items() if count}
    expected = {"create": CHANGED, "change": CHANGED, "unchanged": ROWS - 2 * CHANGED}
    if counts != expected:
        raise RuntimeError(f"the plan says {counts}, not {expected}")
    return _result(seconds, processor_seconds, calls)


def _result(seconds: float, processor_seconds: float, calls: dict[str, int]) -> Result:
    name = f"plan of {ROWS:,} rows"
    table = Table(
        f"Planning {ROWS:,} rows, of which {CHANGED:,} change an agent and {CHANGED:,} are new",
        ["", "seconds", "seconds of its own processor time", "calls to DynamoDB", "calls to Connect"],
    )
    table.rows = [
        [name, f"{seconds:.1f}", f"{processor_seconds:.1f}", str(calls["dynamodb"]), str(calls["connect"])],
    ]
    return Result(
        "plan",
        [
            at_most(f"{name}: local time", seconds, BAR_SECONDS, "s"),
            at_most(f"{name}: calls to DynamoDB", calls["dynamodb"], BAR_DYNAMODB, "calls"),
            at_most(f"{name}: calls to Connect", calls["connect"], BAR_CONNECT, "calls"),
        ],
        [table],
        [
            f"The command in a process that has started. The instance has {CHANGED:,} users, those that change. "
            "Connect answers 100 users a call: on AWS, at two a second, each 10,000 users of an instance take 50 s.",
        ],
        {"seconds": seconds, "processor_seconds": processor_seconds, "calls": calls},
    )


def _remove_users(centre: Centre) -> None:
    """Remove the users of subjects before: a plan reads all users of an instance."""
    connect, instance = boto3.client("connect"), centre.outputs["instance_id"]
    pages = connect.get_paginator("list_users").paginate(InstanceId=instance)
    found = [user["Id"] for page in pages for user in page["UserSummaryList"]]
    with ThreadPoolExecutor(_WORKERS) as pool:
        list(pool.map(lambda user: connect.delete_user(InstanceId=instance, UserId=user), found))


def _put_agents(centre: Centre) -> None:
    """Put the agents that are not new, with users for those that change."""
    connect, instance = boto3.client("connect"), centre.outputs["instance_id"]
    routing = connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"][0]["Id"]
    security = connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"][0]["Id"]

    def item(number: int) -> dict[str, Any]:
        found = settled_wire(number) | {"instance_id": {"S": instance}, "source_key": {"S": _KEY}}
        found["hierarchy"] = {"S": SITES[number % len(SITES)]}
        if number >= CHANGED:
            return found
        found["phone"]["M"]["acw_seconds"] = {"N": "5"}
        answer = connect.create_user(
            InstanceId=instance,
            Username=username_of(number),
            Password="Initial1x",  # noqa: S106 (of nobody)
            IdentityInfo={"FirstName": "Ada", "LastName": "King"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            RoutingProfileId=routing,
            SecurityProfileIds=[security],
        )
        return found | {"user_id": {"S": answer["UserId"]}}

    dynamodb, table = boto3.client("dynamodb"), centre.outputs["agents_table"]

    def write(numbers: Iterable[int]) -> None:
        requests: Any = [{"PutRequest": {"Item": item(number)}} for number in numbers]
        if dynamodb.batch_write_item(RequestItems={table: requests})["UnprocessedItems"]:
            raise RuntimeError("The local store left items unprocessed")

    amount = ROWS - CHANGED
    with ThreadPoolExecutor(_WORKERS) as pool:
        list(pool.map(write, (range(start, min(start + _BATCH, amount)) for start in range(0, amount, _BATCH))))
    centre.settle()
