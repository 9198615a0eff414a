"""How many AWS calls, and dollars, new, changed and unchanged agents take."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import boto3

from benchmarks.bars import Bar, Result, Table, at_most
from benchmarks.centre import REAL_QUOTA, Centre
from benchmarks.samples import SITES, username_of, write_directory
from scripts.costs.import_prices import DOLLARS, PRICES_OF, REGION, Work, dollars, item_bytes, quantities

AGENTS: Final = 1_000
BAR_SECRETS: Final = 4
BAR_LOOK_UPS: Final = 7
"""Three lists, two hierarchy groups, and what the two security profiles may do: agents who get one that can manage
others are named (docs/decisions/0046)."""
BAR_READS: Final = 10
BAR_OTHERS: Final = 6
"""Two blocks of 500 lines: each one's plan is written, and read for the report, and the position is moved."""

Calls = dict[str, dict[str, int]]

_KEY: Final = "calls.csv"
_PREFIX: Final = "calls-"
_QUOTA_FACTOR: Final = 20.0
_SECONDS: Final = 600.0
_CONNECT_WRITES: Final = ("Create", "Update", "Delete", "Associate", "Disassociate", "Tag", "Untag")


def measure(centre: Centre, scratch: Path, say: Callable[[str], None]) -> Result:
    """Count the calls of one import after another, with one container of each function."""
    centre.server.controls.set_shards(1)
    centre.scale_quota(_QUOTA_FACTOR)
    runs: dict[str, Work] = {}
    say(f"calls of {AGENTS:,} new agents")
    runs["new"] = _count(centre, scratch, AGENTS)
    say(f"calls of {AGENTS:,} unchanged and {AGENTS:,} changed agents")
    runs["unchanged"] = _count(centre, scratch, AGENTS, passwords=False)
    less = _count(centre, scratch, AGENTS // 2, passwords=False)
    runs["changed"] = _count(centre, scratch, AGENTS, passwords=False, after_call_seconds=60)
    marginal = _difference(runs["unchanged"].calls, less.calls, 2)
    fixed = _difference(less.calls, _difference(runs["unchanged"].calls, less.calls))
    return _result(runs, marginal, fixed)


def _count(centre: Centre, scratch: Path, agents: int, **options: Any) -> Work:
    """Import a directory and count what was called for it, the upload aside."""
    controls = centre.server.controls
    path = write_directory(scratch / _KEY, agents, prefix=_PREFIX, groups=SITES, **options)
    controls.reset_calls()
    centre.upload(path, _KEY)
    # Waiting by the admin API adds no calls.
    controls.wait_until_idle(_SECONDS)
    calls = {service: dict(operations) for service, operations in controls.calls().items()}
    calls["s3"]["PutObject"] -= 1  # the upload: the administrator's own call
    record = centre.latest(_KEY)
    if record.get("rows") != agents or record.get("rejected") or record.get("failed"):
        raise RuntimeError(f"the import did not do what was to be counted: {record}")
    client, outputs = boto3.client("dynamodb"), centre.outputs
    agent = client.get_item(TableName=outputs["agents_table"], Key={"username": {"S": username_of(0, _PREFIX)}})
    entry = client.get_item(
        TableName=outputs["files_table"], Key={"key": {"S": _KEY}, "sequencer": {"S": record["sequencer"]}}
    )
    created = int(record.get("created", 0))
    return Work(
        agents=agents,
        worked_on=created + int(record.get("updated", 0)),
        created=created,
        calls=calls,
        agent_bytes=item_bytes(agent["Item"]),
        record_bytes=item_bytes(entry["Item"]),
        quota=REAL_QUOTA,
    )


def _difference(more: Mapping[str, Mapping[str, int]], less: Mapping[str, Mapping[str, int]], times: int = 1) -> Calls:
    """Return (more - less) x times, operation by operation."""
    found: Calls = {}
    for service, operations in more.items():
        for operation, count in operations.items():
            taken = less.get(service, {}).get(operation, 0)
            left = (count - taken) * times
            if left:
                found.setdefault(service, {})[operation] = left
    return found


def _result(runs: Mapping[str, Work], marginal: Calls, fixed: Calls) -> Result:
    amounts = {case: quantities(work) for case, work in runs.items()}
    costs = {case: dollars(quantity) for case, quantity in amounts.items()}
    return Result(
        "calls",
        _bars(runs, marginal),
        [_calls_table(runs, marginal, fixed), _costs_table(amounts, costs)],
        [
            "Counted by local AWS as requests on the wire, refused ones and retries too. Each function has one fresh "
            "container; with more shards each of provision's containers makes its own look-ups and reads of secrets.",
            "Look-ups are three lists (more where they have several pages), one for each hierarchy group that the "
            f"file names, which are the {len(SITES)} sites here, and one for each security profile that agents get. A "
            "further group is a further look-up, and groups of the same name below different parents are one each.",
            f"Unchanged agents were imported twice, {AGENTS:,} and {AGENTS // 2:,} of them: the difference is what "
            "agents take, the rest what an import takes whatever its length. Plan and position are written, and the "
            "plan is read for the report, once for 500 lines. A file with passwords reads each secret once more, to "
            "compare them.",
            f"Dollars: list prices of {REGION} as of {PRICES_OF}, from memory of AWS's public price pages "
            "(aws.amazon.com/<service>/pricing) and unchecked since; they are in the last column. Read and write units "
            "follow from the items' sizes, Lambda's time from Connect's default quota, with one container waiting for "
            "it.",
            "Not in it: what the deployment costs by itself (key, alarms, metrics, point-in-time backups) and what "
            "Connect charges for its use.",
        ],
        {
            "calls": {case: work.calls for case, work in runs.items()},
            "unchanged_per_1000": marginal,
            "fixed": fixed,
            "item_bytes": {case: [work.agent_bytes, work.record_bytes] for case, work in runs.items()},
            "quantities": amounts,
            "dollars": costs,
        },
    )


def _bars(runs: Mapping[str, Work], marginal: Calls) -> list[Bar]:
    new = runs["new"].calls
    connect = new.get("connect", {})
    writes = sum(count for operation, count in connect.items() if operation.startswith(_CONNECT_WRITES))
    reads = marginal.get("dynamodb", {}).get("BatchGetItem", 0)
    others = sum(sum(operations.values()) for operations in marginal.values()) - reads
    still = runs["unchanged"].calls
    return [
        at_most(f"{AGENTS:,} new agents: Connect writes", writes, AGENTS, "calls"),
        at_most(f"{AGENTS:,} new agents: Connect look-ups", sum(connect.values()) - writes, BAR_LOOK_UPS, "calls"),
        at_most(
            f"{AGENTS:,} new agents: Secrets Manager, all containers",
            sum(new.get("secretsmanager", {}).values()),
            BAR_SECRETS,
            "calls",
        ),
        at_most(f"{AGENTS:,} unchanged agents: batched reads", reads, BAR_READS, "calls"),
        at_most(f"{AGENTS:,} unchanged agents: other calls, for blocks of 500 lines", others, BAR_OTHERS, "calls"),
        at_most(
            f"{AGENTS:,} unchanged agents: Connect and Secrets Manager",
            sum(still.get("connect", {}).values()) + sum(still.get("secretsmanager", {}).values()),
            0,
            "calls",
        ),
    ]


def _calls_table(runs: Mapping[str, Work], marginal: Calls, fixed: Calls) -> Table:
    columns: dict[str, Mapping[str, Mapping[str, int]]] = {case: work.calls for case, work in runs.items()}
    columns |= {"unchanged, by agents": marginal, "by import": fixed}
    names = sorted({(service, name) for calls in columns.values() for service in calls for name in calls[service]})
    table = Table(f"AWS calls per {AGENTS:,} agents", ["call", *columns])
    for service, name in names:
        counts = [calls.get(service, {}).get(name, 0) for calls in columns.values()]
        table.rows.append([f"{service} {name}", *(f"{count:,}" for count in counts)])
    return table


def _costs_table(amounts: Mapping[str, Mapping[str, float]], costs: Mapping[str, Mapping[str, float]]) -> Table:
    table = Table(f"Dollars per {AGENTS:,} agents", ["charged for", *costs, "list price"])
    for name, (price, per, remark) in DOLLARS.items():
        cells = [f"{_number(amounts[case][name])}: {costs[case][name]:.4f}" for case in costs]
        unit = "" if per == 1 else f" for {per:,.0f}"
        table.rows.append([name, *cells, f"${price:g}{unit}{'; ' if remark else ''}{remark}"])
    table.rows.append(["together", *(f"{sum(own.values()):.4f}" for own in costs.values()), ""])
    return table


def _number(amount: float) -> str:
    return f"{amount:,.0f}" if amount == round(amount) else f"{amount:,.4g}"
