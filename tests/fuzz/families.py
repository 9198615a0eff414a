"""Families of inputs that grow: for each entry what people, programs and attackers make much of.

A family is a function of a number. Twice the number is about twice the input.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Mapping
from typing import Any, Final

from roster.items import to_wire
from roster.s3_events import created_event
from tests.functional.flow.world import UPLOADS
from tests.fuzz.deployment import stream_record
from tests.fuzz.table_families import TABLES, Family


def _event(records: list[Any]) -> bytes:
    return json.dumps({"Records": records}).encode()


def _created(key: str) -> dict[str, Any]:
    record: dict[str, Any] = created_event(bucket=UPLOADS, key=key, version_id="v1", sequencer="1")["Records"][0]
    return record


def _nested(n: int) -> dict[str, Any]:
    value: dict[str, Any] = {"S": "x"}
    for _ in range(n):
        value = {"L": [value]}
    return value


def _failed(records: list[Any]) -> bytes:
    return json.dumps({"requestPayload": {"Records": records}}).encode()


def _message(**members: Any) -> bytes:
    message = {
        "username": "ada",
        "id": "x",
        "attempt": 1,
        "since": "2026-11-22T12:00:00.000Z",
        "wanted": "y",
        "removed": [],
    }
    return json.dumps(message | members).encode()


def _hook(hook: str, **members: Any) -> bytes:
    event = {"hook": hook, "instance_id": "i", "queue_id": "q", "tf": {"action": "create"}, **members}
    return json.dumps(event).encode()


def _plan(*documents: Any) -> bytes:
    header = {"columns": ["username"], "ignored": [], "withheld": [], "name_columns": {}}
    return gzip.compress("\n".join(map(json.dumps, [header, *documents])).encode(), mtime=0)


def _planned(line: int, **members: Any) -> dict[str, Any]:
    return {"line": line, "username": f"ann{line}", "outcome": "rejected", "cells": [f"ann{line}"], **members}


def _attributes(**given: Any) -> bytes:
    return json.dumps(to_wire(given)).encode()


def _agent(**given: Any) -> bytes:
    return _attributes(**{"state": "present", "status": "ACTIVE", "revision": 1, **given})


def _removal(**images: Any) -> dict[str, Any]:
    return stream_record({"username": "ada"}, name="REMOVE", **images)


_REMARK: Final = {"column": "username", "message": "is wrong"}

FAMILIES: Final[dict[str, Mapping[str, Family]]] = {
    "upload": TABLES,
    "directory-file": TABLES,
    "object-key": {
        "letters": lambda n: b"a" * n,
        "slashes": lambda n: b"a/" * (n // 2),
        "escapes": lambda n: b"\x1b" * n,
        "formulas": lambda n: b"=;" * (n // 2),
    },
    "s3-event": {
        "records": lambda n: _event([_created(f"k{i}.csv") for i in range(n)]),
        "records of one key": lambda n: _event([_created("k.csv")] * n),
        "records that can't be read": lambda n: _event([{}] * n),
        "a long key": lambda n: _event([_created("%41" * n)]),
    },
    "agents-stream": {
        "records": lambda n: _event([stream_record({"username": f"ann{i}"}) for i in range(n)]),
        "records of one agent": lambda n: _event([stream_record({"username": "ada"})] * n),
        "removals of one agent": lambda n: _event([_removal(OldImage={"username": {"S": "ada"}})] * n),
        "a deep image": lambda n: _event([_removal(OldImage={"x": _nested(n // 8)})]),
        "a wide image": lambda n: _event([_removal(OldImage={f"a{i}": {"N": "1"} for i in range(n)})]),
    },
    "files-stream": {
        "records": lambda n: _event([stream_record({"key": f"k{i}", "sequencer": "1"}) for i in range(n)]),
        "records of one import": lambda n: _event([stream_record({"key": "k", "sequencer": "1"})] * n),
    },
    "retry-queue": {
        "removed": lambda n: _message(removed=[{"username": "ada", "user_id": f"u{i}"} for i in range(n)]),
        "a long name": lambda n: _message(username="a" * n),
        "no JSON": lambda n: b"[" * n,
    },
    "failure-queue": {
        "records": lambda n: _failed([_created(f"k{i}.csv") for i in range(n)]),
        "records of one key": lambda n: _failed([_created("k.csv")] * n),
        "no JSON": lambda n: b"{" * n,
    },
    "upkeep-event": {"members": lambda n: json.dumps({f"m{i}": i for i in range(n)}).encode()},
    "lifecycle-event": {
        "quick connects": lambda n: _hook("offer_quick_connects", quick_connect_ids=[f"q{i}" for i in range(n)]),
        "profiles": lambda n: _hook(
            "release_users",
            groups=True,
            routing_profiles={"ids": ["routing-1", *(f"p{i}" for i in range(n))], "fallback": "routing-2"},
            security_profiles={"ids": ["security-1", *(f"p{i}" for i in range(n))], "fallback": "security-2"},
            tf={"action": "delete"},
        ),
        "members": lambda n: _hook("disable_queue", **{f"m{i}": i for i in range(n)}),
    },
    "plan-object": {
        "lines": lambda n: _plan(*(_planned(i, problems=[_REMARK]) for i in range(n))),
        "unchanged": lambda n: _plan({"unchanged": [f"a{i}" for i in range(n)], "lines": [[1, n]]}),
        "unchanged in pieces": lambda n: _plan({"unchanged": ["a"] * n, "lines": [[2 * i, 2 * i] for i in range(n)]}),
        "remarks of a line": lambda n: _plan(_planned(2, problems=[_REMARK] * n)),
        "kinds of remarks": lambda n: _plan(
            *(_planned(i, problems=[{"column": f"c{i}", "message": f"is {i}"}]) for i in range(n))
        ),
        "changes of a line": lambda n: _plan(
            _planned(2, outcome="provision", changes=[{"column": f"c{i}", "old": "", "new": "x"} for i in range(n)])
        ),
        "columns": lambda n: _plan({"columns": [f"c{i}" for i in range(n)]}, _planned(2, cells=["x"] * n)),
    },
    "import-record": {
        "a long notice": lambda n: _attributes(notice="x " * n),
        "attributes": lambda n: _attributes(**{f"a{i}": i for i in range(n)}),
    },
    "outcome-item": {"a long reason": lambda n: _attributes(username="cyd", outcome="failed", reason="x " * n)},
    "agent-item": {
        "tags": lambda n: _agent(tags={f"k{i}": "v" for i in range(n)}),
        "proficiencies": lambda n: _agent(
            proficiencies=[{"attribute": f"a{i}", "value": "v", "level": 1} for i in range(n)]
        ),
        "profiles": lambda n: _agent(security_profiles=[f"p{i}" for i in range(n)]),
        "a long path": lambda n: _agent(hierarchy="/".join(["g"] * n)),
    },
    "stack-file": {
        "outputs": lambda n: json.dumps({"instance_id": "i", **{f"o{i}": {"value": i} for i in range(n)}}).encode()
    },
    "leavers-file": {
        "names that are no agents": lambda n: b"".join(b"nobody%d\n" % i for i in range(n)),
        "one name": lambda n: b"ada\n" * n,
        "a long name": lambda n: b"a" * n,
    },
}
"""Entry → name → family."""
