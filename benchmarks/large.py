"""A directory of 20,000 agents through local AWS, from the upload to the report: every agent exactly once."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

from benchmarks.bars import Result, Table, at_most
from benchmarks.centre import REAL_QUOTA, Centre
from benchmarks.machine import children, peak_memory_bytes
from benchmarks.samples import username_of, write_directory
from roster.clients import build_client
from roster.outcomes_table import OutcomesTable

AGENTS: Final = 20_000
SHARDS: Final = 4
QUOTA_FACTOR: Final = 50.0

_KEY: Final = "large.csv"
_PREFIX: Final = "large-"
_MIB: Final = 1024 * 1024
_SECONDS_BETWEEN_LOOKS: Final = 2.0


class _Watch:
    """Keeps the largest peak of memory of any one container while its block runs."""

    def __init__(self, server_pid: int) -> None:
        self._pid = server_pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self.container_bytes = 0
        self.containers = 0

    def _run(self) -> None:
        while not self._done.wait(_SECONDS_BETWEEN_LOOKS):
            peaks = [peak_memory_bytes(pid) for pid in children(self._pid)]
            self.container_bytes = max(self.container_bytes, *peaks, 0)
            self.containers = max(self.containers, len(peaks))

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def measure(centre: Centre, scratch: Path, say: Callable[[str], None]) -> Result:
    """Import the directory and look at every agent."""
    controls = centre.server.controls
    controls.set_shards(SHARDS)
    centre.scale_quota(QUOTA_FACTOR)
    path = write_directory(scratch / _KEY, AGENTS, prefix=_PREFIX)
    controls.reset_calls()
    say(f"{AGENTS:,} agents at {REAL_QUOTA * QUOTA_FACTOR:g} calls a second")
    with _Watch(centre.server.pid) as watch:
        since = time.monotonic()
        centre.upload(path, _KEY)
        record = centre.finished(_KEY)
        seconds = time.monotonic() - since
    calls = controls.calls()
    users = Counter(name for name in centre.users() if name.startswith(_PREFIX))
    wanted = {username_of(number, _PREFIX) for number in range(AGENTS)}
    outcomes = OutcomesTable(build_client("dynamodb"), centre.outputs["outcomes_table"])
    told = Counter(outcome["username"] for outcome in outcomes.of_import(record["import_id"]))
    not_once = sum(users[name] != 1 or told[name] != 1 for name in wanted) + len(users.keys() - wanted)
    table = Table(
        f"{AGENTS:,} agents, {SHARDS} shards, at {REAL_QUOTA * QUOTA_FACTOR:g} calls a second", ["what", "how much"]
    )
    table.rows = [
        ["seconds from upload to report", f"{seconds:.0f}"],
        ["agents a second", f"{AGENTS / seconds:.1f}"],
        ["users", f"{users.total():,}"],
        ["created, by the import's counts", f"{int(record.get('created', 0)):,}"],
        ["largest container, MiB", f"{watch.container_bytes / _MIB:.0f}"],
        ["containers at once", str(watch.containers)],
        *(
            [f"{service} {operation} calls", f"{count:,}"]
            for service in sorted(calls)
            for operation, count in sorted(calls[service].items())
        ),
    ]
    return Result(
        "large",
        [
            at_most(f"{AGENTS:,} agents: not exactly once in Connect and the outcomes", not_once, 0, "agents"),
            at_most(f"{AGENTS:,} agents: failed", int(record.get("failed", 0)), 0, "agents"),
            at_most(f"{AGENTS:,} agents: not counted as created", AGENTS - int(record.get("created", 0)), 0, "agents"),
        ],
        [table],
        [
            "The whole deployment with IAM enforced. It is the machine that limits it here, not the quota.",
            "Calls to wait for the import are among the queries. Memory is that of the function with the largest "
            "resident peak, looked at every 2 seconds; 0 where the system does not tell.",
        ],
        {
            "seconds": seconds,
            "not_once": not_once,
            "largest_container_bytes": watch.container_bytes,
            "calls": calls,
            "record": {name: record.get(name, 0) for name in ("rows", "created", "failed", "rejected")},
        },
    )
