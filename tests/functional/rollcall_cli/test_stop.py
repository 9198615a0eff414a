"""`rollcall stop` on an import that waits for agents."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rollcall_cli.commands import stop
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine

HEADER = "username,first_name,last_name,routing_profile,acw_seconds\n"
NAMES = ("ada", "bob", "eve")


def rows(acw: int) -> list[str]:
    return [f"{name},{name.title()},King,Basic Routing Profile,{acw}" for name in NAMES]


@pytest.fixture
def record(centre: Centre) -> dict[str, Any]:
    """All three are there, and a second version waits to change them; ada is changed already."""
    centre.ingest("agents.csv", *rows(10), header=HEADER)
    centre.wake(*NAMES)
    made = centre.ingest("agents.csv", *rows(20), "new,New,King,Basic Routing Profile,20", header=HEADER)
    centre.wake("ada")
    return made


def test_what_is_done_stays_and_the_rest_is_as_it_was(
    centre: Centre, record: dict[str, Any], rollcall: CommandLine
) -> None:
    result = rollcall.run("stop", "agents.csv", "--json")

    assert result.exit_code == 0, result.err
    counts = result.json["counts"]
    assert (result.json["given_up"], counts["updated"], counts["superseded"], counts["pending"]) == (3, 1, 3, 0)
    assert ":user/" in result.json["stopped_by"] or ":sts:" in result.json["stopped_by"]
    assert [centre.agent(name)["phone"]["acw_seconds"] for name in NAMES] == [20, 10, 10]
    assert [centre.agent(name)["status"] for name in (*NAMES, "new")] == ["ACTIVE", "ACTIVE", "ACTIVE", "REMOVED"]
    centre.wake(*NAMES, "new")
    assert sorted(centre.usernames()) == sorted(NAMES)


def test_the_report_says_by_whom_and_when(centre: Centre, record: dict[str, Any], rollcall: CommandLine) -> None:
    stopped = rollcall.run("stop", record["import_id"][:8], "--json").json

    centre.wake_report(record)

    ended = rollcall.run("status", "agents.csv", "--json").json
    assert (ended["status"], ended["stopped_by"]) == ("FINISHED", stopped["stopped_by"])
    prefix = f"agents.csv/{record['import_id']}/"
    objects = {
        name: centre.deployment.s3.get_object(Bucket="rollcall-reports", Key=prefix + name)["Body"].read().decode()
        for name in ("outcome.csv", "summary.json", "report.html")
    }
    assert json.loads(objects["summary.json"])["verdict"] == "Stopped before its end: 3 of 4 rows were given up"
    for text in objects.values():
        assert stopped["stopped_by"] in text
        assert stopped["stopped_at"] in text
    assert [line.split(",")[2] for line in objects["outcome.csv"].splitlines()[1:]] == ["updated", *["superseded"] * 3]


def test_an_agent_that_is_begun_with_comes_to_its_end(
    centre: Centre, record: dict[str, Any], rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stop, "_SECONDS_FOR_THE_REST", 0.0)
    centre.put_agent(**centre.agent("bob") | {"calling_since": "2026-12-01T08:00:00.000Z"})

    first = rollcall.run("stop", "agents.csv")
    centre.wake("bob")
    again = rollcall.run("stop", "agents.csv")

    assert first.exit_code == 1
    assert "1 agent had been begun with" in first.err
    assert again.exit_code == 0
    assert centre.agent("bob")["phone"]["acw_seconds"] == 20
    counts = centre.import_record(record)
    assert (counts["updated"], counts["superseded"], counts["pending"]) == (2, 2, 0)


def test_an_import_that_has_ended_is_left_alone(centre: Centre, rollcall: CommandLine) -> None:
    made = centre.ingest("agents.csv", *rows(10), header=HEADER)
    centre.wake(*NAMES)
    centre.wake_report(made)
    before = centre.import_record(made)

    result = rollcall.run("stop", "agents.csv")

    assert result.exit_code == 0
    assert "has ended already" in result.err
    assert centre.import_record(made) == before
    assert rollcall.run("stop", "none.csv").exit_code == 3


def test_retry_brings_back_nobody_into_a_stopped_import(centre: Centre, rollcall: CommandLine) -> None:
    """What failed can be tried again; the stopped import does not wait for it."""
    made = centre.ingest("agents.csv", *rows(10), "gus,Gus,King,No such profile,10", header=HEADER)
    centre.wake("gus")
    rollcall.run("stop", "agents.csv")

    retried = rollcall.run("retry", "--json").json

    assert retried == {"agents": ["gus"], "imports": {}}
    assert "awaited_by" not in centre.agent("gus")
    assert centre.import_record(made)["pending"] == 0
