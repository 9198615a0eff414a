"""How much of Connect's quota provisioning uses, how much of it is thrown away, and what other ways of calling do."""

from __future__ import annotations

import functools
import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3

from benchmarks.bars import Result, Table, at_least, at_most
from benchmarks.callers import make_users
from benchmarks.centre import REAL_BURST, REAL_QUOTA, Centre
from benchmarks.samples import username_of, write_directory

AGENTS: Final = 500
QUOTA_FACTOR: Final = 10.0
BAR_ONE: Final = 95.0
BAR_FOUR: Final = 90.0
BAR_BESIDE: Final = 95.0
BAR_THROTTLED: Final = 5.0

HELD: Final = AGENTS // 100
"""Agents that have to be tried again without end: one in a hundred."""
BESIDE: Final = "provision, 1 at once, 1 % held back"

_SPACING_SECONDS: Final = 0.6
_CREATE: Final = "CreateUser"
_OTHER_WAYS: Final[dict[str, dict[str, Any]]] = {
    "fixed spacing of 600 ms, 1 caller": {"callers": 1, "pause_seconds": _SPACING_SECONDS / QUOTA_FACTOR},
    "fixed spacing of 600 ms, 4 callers": {"callers": 4, "pause_seconds": _SPACING_SECONDS / QUOTA_FACTOR},
    "no spacing, 1 caller": {"callers": 1, "pause_seconds": 0.0},
    "no spacing, 4 callers": {"callers": 4, "pause_seconds": 0.0},
    "no spacing, 4 callers, no retries": {"callers": 4, "pause_seconds": 0.0, "retries": False},
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run, by Connect's own log.

    Attributes:
        name: how the calls were made.
        percent: of the quota's rate, once the burst is gone.
        throttled_percent: of all calls, those that Connect refused for their rate.
        failed: agents that got no user.
        seconds: from the first call to the last user.
    """

    name: str
    percent: float
    throttled_percent: float
    failed: int
    seconds: float


def used_percent(times: Sequence[float], *, rate: float, burst: int) -> float:
    """Return how much of a token bucket's rate was used, in percent.

    The first calls may come out of the burst, which says nothing about the rate. So they are left out, as many as
    the bucket holds, and the rest is counted from the last of them on.

    Args:
        times: when calls were let through, in seconds.
        rate: tokens a second.
        burst: tokens that the bucket holds.
    """
    ordered = sorted(times)
    if len(ordered) <= burst or ordered[-1] == ordered[burst - 1]:
        return math.nan
    return 100 * (len(ordered) - burst) / (ordered[-1] - ordered[burst - 1]) / rate


def measure(centre: Centre, scratch: Path, say: Callable[[str], None]) -> Result:
    """Make 500 users in each way."""
    runs = []
    for shards in (1, 4):
        say(f"{AGENTS} agents by provision, {shards} at once")
        runs.append(
            _run(centre, f"provision, {shards} at once", functools.partial(_provision, centre, scratch, shards))
        )
    say(f"{AGENTS - HELD} agents by provision, beside {HELD} that are held back")
    runs.append(_run(centre, BESIDE, functools.partial(_beside_held_back, centre, scratch)))
    for title, way in _OTHER_WAYS.items():
        say(f"{AGENTS} agents by {title}")
        runs.append(_run(centre, title, functools.partial(_by_hand, centre, way)))
    return _result(runs)


def _run(centre: Centre, title: str, make: Callable[[str], int]) -> Run:
    centre.server.controls.connect_reset()
    centre.scale_quota(QUOTA_FACTOR)
    failed = make("".join(letter for letter in title if letter.isalnum()))
    every = centre.server.controls.connect_log()
    calls = [entry for entry in every if entry["operation"] == _CREATE]
    times = [entry["at"] for entry in calls if entry["error"] is None]
    throttled = [entry for entry in every if entry["error"] in {"ThrottlingException", "TooManyRequestsException"}]
    return Run(
        title,
        used_percent(times, rate=REAL_QUOTA * QUOTA_FACTOR, burst=round(REAL_BURST * QUOTA_FACTOR)),
        100 * len(throttled) / len(every),
        failed,
        max(times) - min(entry["at"] for entry in calls),
    )


def _provision(centre: Centre, scratch: Path, shards: int, prefix: str) -> int:
    """Have a directory provisioned by the deployed functions; return how many of its agents have no user."""
    centre.server.controls.set_shards(shards)
    key, began = f"{prefix}.csv", time.time()
    centre.upload(write_directory(scratch / key, AGENTS, prefix=f"{prefix}-"), key)
    record = centre.finished(key)
    if record.get("rows") != AGENTS:
        raise RuntimeError(f"{key} was not ingested whole: {record}")
    if (found := centre.containers_since(began)) != shards:
        raise RuntimeError(f"{found} containers called Connect, not {shards}: this would measure something else")
    return AGENTS - int(record.get("created", 0))


def _beside_held_back(centre: Centre, scratch: Path, prefix: str) -> int:
    """Provision a directory that begins with agents whose users were deleted by hand just now.

    For five minutes provision does not believe that they are gone, and tries them again. Returns how many of the others
    have no user.
    """
    centre.server.controls.set_shards(1)
    instance, connect = centre.outputs["instance_id"], boto3.client("connect")
    key, first = f"{prefix}.csv", f"{prefix}-held"
    held = write_directory(scratch / key, HELD, prefix=first)
    centre.upload(held, key)
    centre.finished(key)
    for page in connect.get_paginator("list_users").paginate(InstanceId=instance):
        for user in page["UserSummaryList"]:
            if user["Username"].startswith(first):
                connect.delete_user(InstanceId=instance, UserId=user["Id"])
    held = write_directory(scratch / key, HELD, prefix=first, after_call_seconds=60)
    others = write_directory(scratch / f"others-{key}", AGENTS - HELD, prefix=f"{prefix}-")
    with held.open("ab") as file:
        file.write(others.read_bytes().partition(b"\n")[2])
    centre.server.controls.connect_reset()  # the log counts from here
    centre.scale_quota(QUOTA_FACTOR)
    began = time.time()
    centre.upload(held, key)
    record = centre.created(key, AGENTS - HELD)
    waiting = int(record["pending"])
    if waiting != HELD or centre.containers_since(began) < 2:
        raise RuntimeError(f"{waiting} agents wait, not {HELD}, or nobody tries them again: {record}")
    centre.stop(key)
    return AGENTS - HELD - int(record["created"])


def _by_hand(centre: Centre, way: dict[str, Any], prefix: str) -> int:
    names = [username_of(number, f"{prefix}-") for number in range(AGENTS)]
    return make_users(centre.outputs["instance_id"], names, **way).failed


def _result(runs: Sequence[Run]) -> Result:
    quota = REAL_QUOTA * QUOTA_FACTOR
    table = Table(
        f"Provisioning {AGENTS} agents at {quota:g} calls a second",
        ["way", "of the quota's rate", "throttled calls", "failed agents", "seconds"],
    )
    table.rows = [
        [
            run.name,
            "-" if run.failed > AGENTS / 2 else f"{run.percent:.1f} %",
            f"{run.throttled_percent:.1f} %",
            str(run.failed),
            f"{run.seconds:.1f}",
        ]
        for run in runs
    ]
    bars = []
    for run, limit in zip(runs[:3], (BAR_ONE, BAR_FOUR, BAR_BESIDE), strict=True):
        bars += [
            at_least(f"{run.name}: share of the quota's rate", run.percent, limit, "%"),
            at_most(f"{run.name}: throttled calls", run.throttled_percent, BAR_THROTTLED, "%"),
            at_most(f"{run.name}: failed agents", run.failed, 0, "agents"),
        ]
    raw: dict[str, Any] = {
        run.name: {
            "percent_of_rate": run.percent,
            "throttled_percent": run.throttled_percent,
            "failed": run.failed,
            "seconds": run.seconds,
        }
        for run in runs
    }
    return Result(
        "pace",
        bars,
        [table],
        [
            f"All of Connect's quotas and bursts are {QUOTA_FACTOR:g} times the defaults, and the function's setting "
            f"with them: CreateUser takes {quota:g} calls a second and {REAL_BURST * QUOTA_FACTOR:g} at once.",
            "Rates are from the local Connect's own log of the calls that it let through. The first "
            f"{REAL_BURST * QUOTA_FACTOR:g} users of a run, which a burst could make, are left out, and the time to "
            "the last of them with them.",
            "Containers of the provision function are counted by the presences that they leave in the outcomes table.",
            "The other ways call CreateUser alone, without reading or writing anything else, and with boto3's default "
            f"retries unless it says otherwise; the spacing is scaled to {1000 * _SPACING_SECONDS / QUOTA_FACTOR:g} "
            "ms. boto3's pauses between retries are not scaled: by their measure the quota comes back ten times as "
            "fast here as it does on AWS, where more of these agents fail.",
        ],
        raw,
    )
