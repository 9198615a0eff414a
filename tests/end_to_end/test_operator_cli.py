"""An operator works with the command line alone: uploads, looks, mends, exports, compares, hands passwords out."""

from __future__ import annotations

import csv
import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.stack import Stack

KEY = "operator/agents.csv"
HEADER = (
    "first name,last name,email address,password,user login,routing profile name,security profile name_1,tags,"
    "phone type (soft/desk),ACW timeout (seconds)"
)
ROWS = [
    "Ida,Kø,ida@example.com,,op.ida,Basic Routing Profile,Agent,floor=2,soft,30",
    "Jon,Li,jon@example.com,Initial1Jon,op.jon,Night Shift,Agent,,soft,0",
    ",Nemo,nemo@example.com,,op.nemo,Basic Routing Profile,Agent,,soft,0",
]


class Operator:
    """Runs `scripts/rollcall` from another folder, as a program of its own whose output is piped."""

    def __init__(self, stack: Stack, folder: Path) -> None:
        self.folder = folder
        self._environment = os.environ | stack.server.environment()
        outputs = folder / "outputs.json"
        outputs.write_text(json.dumps(stack.outputs()), "utf-8")
        self._environment["ROLLCALL_STACK_FILE"] = str(outputs)

    def run(self, *arguments: str, exit_code: int = 0) -> subprocess.CompletedProcess[str]:
        """Run one command."""
        result = subprocess.run(
            [str(PROJECT / "scripts" / "rollcall"), *arguments],
            cwd=self.folder,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=240,
        )
        assert result.returncode == exit_code, f"{arguments}: {result.returncode}\n{result.stdout}\n{result.stderr}"
        assert "\x1b" not in result.stdout + result.stderr
        return result

    def json(self, *arguments: str, exit_code: int = 0) -> Any:
        """Run one command and read the JSON that it prints, which is all that it prints."""
        return json.loads(self.run(*arguments, "--json", exit_code=exit_code).stdout)


@pytest.fixture(scope="module")
def operator(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    return Operator(stack, tmp_path_factory.mktemp("operator"))


@pytest.fixture(scope="module")
def uploaded(operator: Operator) -> dict[str, Any]:
    """One created, one failed for want of a routing profile, one rejected."""
    (operator.folder / "agents.csv").write_text("\n".join([HEADER, *ROWS, ""]), "utf-8")
    document: dict[str, Any] = operator.json("upload", "agents.csv", "--key", KEY, "--watch", exit_code=1)
    return document


def test_upload_watches_to_the_end(uploaded: dict[str, Any]) -> None:
    counts = {name: amount for name, amount in uploaded["counts"].items() if amount}

    assert (uploaded["status"], counts) == ("FINISHED", {"rows": 3, "created": 1, "failed": 1, "rejected": 1})
    attention = [(line["line"], line["username"], line["outcome"]) for line in uploaded["attention"]]
    assert attention == [(3, "op.jon", "failed"), (4, "op.nemo", "rejected")]
    assert "Night Shift" in uploaded["attention"][0]["reason"]


def test_what_validate_said_is_what_became_of_it(uploaded: dict[str, Any], operator: Operator) -> None:
    check = operator.json("validate", "agents.csv", "--deployed", exit_code=1)

    assert [problem["line"] for problem in check["problems"]] == [4]


def test_status_report_and_agents(uploaded: dict[str, Any], operator: Operator) -> None:
    listed = operator.json("status")
    assert (listed[0]["key"], listed[0]["counts"]) == (KEY, uploaded["counts"])
    text = operator.run("status", uploaded["import_id"][:8], exit_code=1)
    assert "op.jon" in text.stdout
    assert [agent["username"] for agent in operator.json("agents", "--status", "failed") if "op." in agent["username"]]

    operator.run("report", KEY, "--to", "report")
    with (operator.folder / "report" / "outcome.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["outcome"] for row in csv.DictReader(stream)] == ["created", "failed", "rejected"]


def test_retry_succeeds_once_the_profile_is_there(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    connect.create_routing_profile(
        InstanceId=instance,
        Name="Night Shift",
        Description="Made after the upload",
        DefaultOutboundQueueId=queues[0]["Id"],
        MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
    )

    assert operator.json("retry", KEY) == {"agents": ["op.jon"], "imports": {uploaded["import_id"]: 1}}
    now = operator.json("status", KEY, "--watch", exit_code=1)

    counts = {name: amount for name, amount in now["counts"].items() if amount}
    assert (now["status"], counts) == ("FINISHED", {"rows": 3, "created": 2, "rejected": 1})
    assert "op.jon" in stack.users()
    operator.run("report", KEY, "--to", "report")
    with (operator.folder / "report" / "outcome.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["outcome"] for row in csv.DictReader(stream)] == ["created", "created", "rejected"]
    assert operator.json("retry", KEY) == {"agents": [], "imports": {}}


def test_an_export_uploaded_again_changes_nobody(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    users = stack.users()
    operator.run("export", "--output", "export.csv")

    result = operator.json("upload", "export.csv", "--watch")

    counts = {name: amount for name, amount in result["counts"].items() if amount}
    assert counts == {"rows": len(users), "unchanged": len(users)}
    assert stack.users() == users


def test_drift_is_what_somebody_did_by_hand(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    assert not operator.json("drift")["drift"]
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    users = stack.users()
    place = {"InstanceId": instance, "UserId": users["op.ida"]["Id"]}
    before = users["op.ida"]["PhoneConfig"]

    connect.update_user_phone_config(**place, PhoneConfig=before | {"AfterContactWorkTimeLimit": 99})
    drift = operator.json("drift", exit_code=1)
    connect.update_user_phone_config(**place, PhoneConfig=before)

    assert drift["missing"] == drift["unknown"] == []
    assert [(entry["username"], entry["facet"]) for entry in drift["different"]] == [("op.ida", "phone")]


def test_passwords_go_to_a_private_file(uploaded: dict[str, Any], operator: Operator) -> None:
    refused = operator.run("passwords", KEY, exit_code=2)
    assert refused.stdout == ""
    assert "Initial1Jon" not in refused.stderr

    operator.run("passwords", KEY, "--output", "passwords.csv")

    file = operator.folder / "passwords.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open(newline="") as stream:
        rows = dict(csv.reader(stream))
    assert rows["op.jon"] == "Initial1Jon"
    assert len(rows["op.ida"]) == 20
    assert "op.nemo" not in rows


def test_a_template_of_this_instance(operator: Operator) -> None:
    operator.run("template", "--output", "template.csv")

    check = operator.json("validate", "template.csv", exit_code=1)
    assert check["problem"] is None
    assert check["rejected"] == check["rows"] > 0
    assert "Seattle/Billing" in (operator.folder / "template.csv").read_text("utf-8-sig")
