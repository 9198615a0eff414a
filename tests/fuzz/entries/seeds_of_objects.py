"""Seeds of what others may write into the stores."""

from __future__ import annotations

import gzip
import json
from typing import Any

from roster.items import to_wire


def plan_seeds() -> list[bytes]:
    """Return plans with lines of each kind."""
    header = {
        "columns": ["username", "first_name"],
        "ignored": ["x"],
        "withheld": ["pin"],
        "name_columns": {"first_name": 1},
    }
    problem = {"column": "username", "message": "is empty"}
    lines: list[dict[str, Any]] = [
        {"unchanged": ["ada", "bob"], "lines": [[2, 3]], "warnings": [problem]},
        {"line": 4, "username": "cyd", "outcome": "rejected", "problems": [problem], "cells": ["cyd", "Cyd"]},
        {
            "line": 5,
            "username": "dan",
            "outcome": "provision",
            "cells": ["dan", "=1+1"],
            "before": {"state": "present", "identity": {"first_name": "D", "last_name": "H"}},
            "changes": [{"column": "first_name", "old": "D", "new": "Dan"}],
        },
        {
            "line": 6,
            "username": "eve",
            "outcome": "provision",
            "cells": [],
            "listed": False,
            "before": {"state": "absent"},
        },
    ]
    texts = ([header, *lines], [header], [header, lines[1]])
    return [gzip.compress("\n".join(map(json.dumps, documents)).encode(), mtime=0) for documents in texts]


def record_seeds() -> list[bytes]:
    """Return attributes of an import's record."""
    plain = {
        "pending": 0,
        "rows": 4,
        "created": 2,
        "rejected": 1,
        "failed": 1,
        "position": 6,
        "notice": "x",
        "reason": "",
    }
    stopped = {"pending": 1, "stopped_at": "2026-11-22T12:00:00.000Z", "stopped_by": "arn", "superseded_by": "2"}
    odd = {"status": "INGESTING", "progress_at": "2026-11-22T12:00:00.000Z", "separator": ";", "encoding": "utf-16"}
    begun = {"redaction": "pending", "kind": "table", "version_id": "v9", "started_at": "2026-11-22", "expires_at": 1}
    return [json.dumps(to_wire(attributes)).encode() for attributes in (plain, stopped, odd, begun)]


def outcome_seeds() -> list[bytes]:
    """Return outcomes of lines."""
    made = {"username": "cyd", "outcome": "created", "user_id": "user-9", "at": "2026-11-22T12:00:00.000Z"}
    failed = {"username": "cyd", "outcome": "failed", "reason": "because", "expires_at": 1}
    return [json.dumps(to_wire(attributes)).encode() for attributes in (made, failed, made | {"outcome": "superseded"})]


def agent_seeds() -> list[bytes]:
    """Return items of agents."""
    item = {
        "state": "present",
        "revision": 3,
        "status": "ACTIVE",
        "status_reason": "because",
        "identity": {"first_name": "Ada", "last_name": "King"},
        "phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0},
        "routing_profile": "Evening",
        "security_profiles": ["Agent"],
        "tags": {"k": "v"},
        "user_id": "user-1",
        "applied": {"identity": {"first_name": "Ada", "last_name": "King"}},
        "source": "upload",
        "source_key": "staff.csv",
        "awaited_by": {"key": "staff.csv", "sequencer": "1", "line": 2},
        "retry": {"id": "x", "attempt": 2, "since": "2026-11-22T12:00:00.000Z", "reason": "r"},
    }
    failed = {"state": "present", "status": "FAILED", "import_id": "0" * 32, "updated_at": "2026-11-22T12:00:00.000Z"}
    return [json.dumps(to_wire(attributes)).encode() for attributes in (item, failed, {"state": "absent"})]
