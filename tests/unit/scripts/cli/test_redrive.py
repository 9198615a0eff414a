"""What `rollcall redrive` says."""

from __future__ import annotations

from typing import Any

from scripts.cli.commands.redrive import told


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
        "2 uploads whose ingest had failed are taken in again",
        "1 imports without progress go on",
        "7 agents are tried again",
        "1 agents that no try helped are FAILED now; the reports say why",
        "1 uploads that nobody had told of are taken in",
    ]
