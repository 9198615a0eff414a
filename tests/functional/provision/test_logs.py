"""What the function logs and counts: of each agent so that somebody finds it by its import, line or username."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from local_aws.connect import controls
from provision.handler import logger
from tests.functional.provision.centre import Centre


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    text = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", text)
    return text


def entries(printed: io.StringIO) -> dict[str, dict[str, Any]]:
    found = [json.loads(line) for line in printed.getvalue().splitlines()]
    return {entry["username"]: entry for entry in found}


def test_an_outcome_is_logged_with_import_line_and_username(centre: Centre, printed: io.StringIO) -> None:
    record = centre.ingest(
        "agents.csv",
        "ada,Ada,King,ada@example.com,,Basic Routing Profile,Agent",
        "ben,Ben,King,ben@example.com,,No Such Profile,Agent",
    )

    assert centre.wake("ada", "ben") == []

    logged = entries(printed)
    told = {name: (entry["import_id"], entry["line"], entry["outcome"]) for name, entry in logged.items()}
    assert told == {"ada": (record["import_id"], 2, "created"), "ben": (record["import_id"], 3, "failed")}
    assert "No Such Profile" in logged["ben"]["reason"]


def test_an_error_is_logged_with_them_too(centre: Centre, printed: io.StringIO) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,King,ada@example.com,,Basic Routing Profile,Agent")
    controls().fail_next("CreateUser", "AccessDeniedException", status=403, times=1)

    assert centre.wake("ada") == []

    entry = entries(printed)["ada"]
    assert (entry["level"], entry["import_id"], entry["line"]) == ("ERROR", record["import_id"], 2)


def test_a_deleted_agent_is_logged_with_the_import_that_made_it(centre: Centre, printed: io.StringIO) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,King,ada@example.com,,Basic Routing Profile,Agent")
    centre.wake("ada")

    assert centre.deliver([centre.delete_agent("ada")]) == []

    entry = entries(printed)["ada"]
    assert (entry["outcome"], entry["import_id"], entry["line"]) == ("removed", record["import_id"], 2)


def test_no_agent_bears_the_import_of_another(centre: Centre, printed: io.StringIO) -> None:
    names = [f"agent{number:02}" for number in range(20)]
    centre.ingest("agents.csv", *(f"{name},Ada,King,{name}@example.com,,Basic Routing Profile,Agent" for name in names))
    centre.wake(*names)
    others = [f"other{number:02}" for number in range(20)]
    for name in others:
        centre.put_agent(name, identity={"first_name": "Ada", "last_name": "King"})
    for name in names:
        centre.change(name)

    assert centre.wake(*(name for pair in zip(names, others, strict=True) for name in pair)) == []

    logged = entries(printed)
    assert sorted(logged) == sorted([*names, *others])
    assert {name for name, entry in logged.items() if "import_id" in entry or "line" in entry} == set(names)
    assert all(logged[name]["line"] == line for line, name in enumerate(names, start=2))


def test_metrics_tell_what_became_of_the_agents(
    centre: Centre, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Rollcall")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "provision")
    controls().set_limit("users", 2)
    centre.ingest(
        "agents.csv",
        "ada,Ada,King,ada@example.com,,Basic Routing Profile,Agent",
        "ben,Ben,King,ben@example.com,,No Such Profile,Agent",
    )
    centre.create_user("cem")
    centre.ingest("more.csv", "cem,Cem,King,cem@example.com,,Basic Routing Profile,Agent")
    controls().fail_next("CreateUser", "ThrottlingException")
    capsys.readouterr()

    assert centre.wake("ada", "ben", "cem") == []
    centre.ingest("late.csv", "dan,Dan,King,dan@example.com,,Basic Routing Profile,Agent")
    assert centre.wake("dan") == []

    first, second = [json.loads(line) for line in capsys.readouterr().out.splitlines() if '"_aws"' in line]
    counted = {name: sum(first[name]) for name in ("AgentsCreated", "AgentsAdopted", "AgentsFailed")}
    assert counted == {"AgentsCreated": 1, "AgentsAdopted": 1, "AgentsFailed": 1}
    assert sum(first["ConnectThrottles"]) == 1
    assert len(first["UploadToUserSeconds"]) == 2
    assert (sum(second["QuotaFull"]), sum(second["AgentsFailed"])) == (1, 1)
