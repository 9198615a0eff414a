"""The function as it is invoked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from roster.clock import timestamp, utc_now
from roster.errors import PermanentError, RetryableError
from tests.functional.provision.centre import Centre
from tests.functional.upkeep.workshop import Workshop, directory
from upkeep.handler import build_upkeep, lambda_handler


@dataclass
class Context:
    """What AWS Lambda tells a function about its invocation."""

    function_name: str = "rollcall-upkeep"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-upkeep"
    aws_request_id: str = "11111111-2222-3333-4444-555555555555"

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


@pytest.fixture
def environment(workshop: Workshop, centre: Centre, monkeypatch: pytest.MonkeyPatch) -> Any:
    values = {
        "ROLLCALL_NAME": "rollcall",
        "FILES_TABLE": "rollcall-files",
        "AGENTS_TABLE": "rollcall-agents",
        "OUTCOMES_TABLE": "rollcall-outcomes",
        "UPLOAD_BUCKET": "rollcall-uploads",
        "UPLOAD_RETENTION_DAYS": "365",
        "REPORT_RETENTION_DAYS": "365",
        "PASSWORD_SECRET_PREFIX": "rollcall/passwords",
        "PASSWORD_RETENTION_DAYS": "30",
        "INGEST_FUNCTION": "rollcall-ingest",
        "PROVISION_FUNCTION": "rollcall-provision",
        "FAILURE_QUEUE_URL": workshop.queue_url,
        "INSTANCE_ID": centre.instance_id,
        "IDENTITY_MANAGEMENT_TYPE": "CONNECT_MANAGED",
        "ALLOWED_SECURITY_PROFILES": "null",
        "CONNECT_REQUESTS_PER_SECOND": "1000",
        "DRIFT": "tell",
    }
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    build_upkeep.cache_clear()
    yield monkeypatch
    build_upkeep.cache_clear()


def run(event: dict[str, Any]) -> dict[str, Any]:
    context: Any = Context()
    return lambda_handler(event, context)


def gauges(text: str) -> dict[str, Any]:
    [record] = [json.loads(line) for line in text.splitlines() if "_aws" in line]
    return {name: record[name][0] for name in ("OldestPendingSeconds", "StalledImports", "UnfinishedImports")}


@pytest.mark.usefixtures("environment")
def test_a_deployment_that_is_well_has_nothing_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    done = run({})

    assert done == {
        "failure_queue": {
            "replayed": 0,
            "positions": 0,
            "requeued": 0,
            "failed": 0,
            "left": 0,
            "unreadable": 0,
            "uploads": [],
        },
        "imports": {"unfinished": 0, "stalled": 0, "resumed": [], "requeued": 0, "failed": 0},
        "redactions": [],
        "lost_uploads": [],
        "unended_uploads": 0,
        "expired_passwords": 0,
        "oldest_pending_seconds": 0.0,
        "drift": {"state": "over", "missing": 0, "changed": 0, "put_back": 0, "only_told": False},
    }
    json.dumps(done)
    assert gauges(capsys.readouterr().out) == {"OldestPendingSeconds": 0, "StalledImports": 0, "UnfinishedImports": 0}


@pytest.mark.usefixtures("environment")
def test_what_the_last_comparison_found_is_told_every_hour(centre: Centre, capsys: pytest.CaptureFixture[str]) -> None:
    """Only the schedule compares: an operator waits for the answer."""
    for name in ("ada", "bob", "cy"):
        user_id = centre.create_user(name)
        centre.put_agent(name, status="ACTIVE", user_id=user_id, hierarchy="Sales" if name == "bob" else "")

    assert "drift" not in run({"idle_seconds": 3600, "max_replays": 9})
    found = [run({})["drift"] for _ in range(2)]

    assert [(one["state"], one["missing"], one["changed"]) for one in found] == [("over", 0, 1), ("not due", 0, 1)]
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines() if "DriftedAgents" in line]
    names = ("MissingAgents", "ChangedAgents", "DriftedAgents")
    assert [[record[name] for name in names] for record in told] == [[[0.0], [1.0], [1.0]]] * 2


def test_a_task_that_fails_leaves_the_others_alone(
    workshop: Workshop,
    environment: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    environment.setenv("FAILURE_QUEUE_URL", workshop.queue_url + "-gone")
    workshop.begin(workshop.deployment.upload("agents.csv", b"username,first_name,last_name\nada,A,B\n"))

    with pytest.raises(RetryableError, match=r"could not be done, the log says why: failure_queue$"):
        run({"idle_seconds": 1_000_000_000})

    assert gauges(capsys.readouterr().out)["UnfinishedImports"] == 1
    assert "NonExistentQueue" in caplog.text


def test_what_it_is_asked_for_has_to_exist() -> None:
    with pytest.raises(PermanentError, match="idle_seconds and max_replays"):
        run({"idle": 5})


@pytest.mark.usefixtures("environment")
def test_gauges_tell_of_imports_and_agents_that_wait(workshop: Workshop, capsys: pytest.CaptureFixture[str]) -> None:
    now = utc_now()
    hours_ago = timestamp(now - timedelta(hours=7))
    idle = workshop.deployment.upload("idle.csv", directory("ada"))
    workshop.deployment.run_ingest(idle)
    workshop.change_agent("ada", updated_at=hours_ago)
    workshop.change_record(idle, progress_at=hours_ago)
    young = workshop.deployment.upload("young.csv", directory("bob"))
    workshop.begin(young)
    workshop.change_record(young, progress_at=timestamp(now))

    run({})

    found = gauges(capsys.readouterr().out)
    assert (found["UnfinishedImports"], found["StalledImports"]) == (2, 1)
    assert 7 * 3600 <= found["OldestPendingSeconds"] < 8 * 3600
