"""What `rollcall redrive` says."""

from __future__ import annotations

from typing import Any

from rollcall_cli.commands.redrive import told


def done(**changes: Any) -> dict[str, Any]:
    base: dict[str, Any] = {
        "failure_queue": {"replayed": 0, "positions": 0, "requeued": 0, "failed": 0, "left": 0},
        "imports": {"unfinished": 3, "stalled": 0, "resumed": [], "requeued": 0, "failed": 0},
        "redactions": [],
        "lost_uploads": [],
        "expired_passwords": 0,
        "oldest_pending_seconds": 12.5,
    }
    for name, value in changes.items():
        base[name] = base[name] | value if isinstance(value, dict) else value
    return base


def test_nothing_to_do() -> None:
    assert told(done()) == ["Nothing had failed or got stuck"]


def test_a_line_for_each_thing() -> None:
    lines = told(
        done(
            failure_queue={"replayed": 2, "requeued": 3},
            imports={"resumed": ["a"], "requeued": 4, "failed": 1},
            lost_uploads=["a.csv"],
        )
    )

    assert lines == [
        "Uploads sent to ingest again that it had failed on: 2",
        "Imports without progress that go on: 1",
        "Agents tried again: 7",
        "Agents that no try helped, now FAILED with the reason in the report: 1",
        "Uploads sent to ingest that nobody had told of: 1",
    ]
