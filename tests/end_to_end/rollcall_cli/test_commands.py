"""An operator works with the command line alone: uploads, looks, mends, exports, compares, hands passwords out."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.end_to_end import by_hand
from tests.end_to_end.account import client
from tests.end_to_end.directories import counts
from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in
from tests.end_to_end.recovery import wait_until
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


@pytest.fixture(scope="module")
def operator(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Operator:
    """Somebody with the operator's policy and no other."""
    return Operator(stack, tmp_path_factory.mktemp("operator"), sign_in(stack, "operator"))


@pytest.fixture(scope="module")
def uploaded(operator: Operator) -> dict[str, Any]:
    """One created, one failed for want of a routing profile, one rejected."""
    (operator.folder / "agents.csv").write_text("\n".join([HEADER, *ROWS, ""]), "utf-8")
    document: dict[str, Any] = operator.json("upload", "agents.csv", "--key", KEY, "--watch", exit_code=1)
    return document


def test_upload_watches_to_the_end(uploaded: dict[str, Any]) -> None:
    assert (uploaded["status"], counts(uploaded["counts"])) == (
        "FINISHED",
        {"rows": 3, "created": 1, "failed": 1, "rejected": 1},
    )
    attention = [(line["line"], line["username"], line["outcome"]) for line in uploaded["attention"]]
    assert attention == [(3, "op.jon", "failed"), (4, "op.nemo", "rejected")]
    assert "Night Shift" in uploaded["attention"][0]["reason"]


def test_what_validate_said_is_what_became_of_it(uploaded: dict[str, Any], operator: Operator) -> None:
    check = operator.json("validate", "agents.csv", "--deployed", exit_code=1)

    assert [problem["line"] for problem in check["problems"]] == [3, 4]
    assert "Night Shift" in check["problems"][0]["message"]


def test_status_report_and_agents(uploaded: dict[str, Any], operator: Operator) -> None:
    listed = operator.json("status")
    assert (listed[0]["key"], listed[0]["counts"]) == (KEY, uploaded["counts"])
    text = operator.run("status", uploaded["import_id"][:8], exit_code=1)
    assert "op.jon" in text.stdout
    assert [agent["username"] for agent in operator.json("agents", "--status", "failed") if "op." in agent["username"]]

    operator.run("report", KEY, "--to", "report")
    with (operator.folder / "report" / "outcome.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["outcome"] for row in csv.DictReader(stream)] == ["created", "failed", "rejected"]


def test_a_deployment_goes_by_the_name_that_terraform_wrote_down(
    uploaded: dict[str, Any], operator: Operator, stack: Stack
) -> None:
    assert operator.json("status", "--deployment", stack.name) == operator.json("status")


def test_retry_succeeds_once_the_profile_is_there(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    by_hand.make_routing_profile(connect, instance, "Night Shift")

    assert operator.json("retry", KEY) == {"agents": ["op.jon"], "imports": {uploaded["import_id"]: 1}}
    now = operator.json("status", KEY, "--watch", exit_code=1)

    assert (now["status"], counts(now["counts"])) == ("FINISHED", {"rows": 3, "created": 2, "rejected": 1})
    assert "op.jon" in stack.users()
    operator.run("report", KEY, "--to", "report")
    with (operator.folder / "report" / "outcome.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["outcome"] for row in csv.DictReader(stream)] == ["created", "created", "rejected"]
    assert operator.json("retry", KEY) == {"agents": [], "imports": {}}


@pytest.fixture(scope="module")
def made_by_others(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> Iterator[None]:
    """A stranger, one whom a file of few columns adopted, and an administrator."""
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    made = [by_hand.create_user(connect, instance, name) for name in ("op.stranger", "op.adopted")]
    made.append(by_hand.create_user(connect, instance, "op.root", "Admin"))
    (operator.folder / "few.csv").write_text("username,first_name,last_name\nop.adopted,Own,Name\n", "utf-8")
    assert operator.json("upload", "few.csv", "--watch")["counts"]["adopted"] == 1
    yield
    connect.delete_user(InstanceId=instance, UserId=made[-1])


def untouched(stack: Stack, users: dict[str, Any]) -> set[str]:
    """Who of the users holds a profile that Rollcall leaves alone."""
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    listed = connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"]
    admin = next(profile["Id"] for profile in listed if profile["Name"] == "Admin")
    return {name for name, user in users.items() if admin in user["SecurityProfileIds"]}


def test_an_export_uploaded_again_changes_nobody(made_by_others: None, operator: Operator, stack: Stack) -> None:
    """Whoever else is there. The first time the table learns of strangers, and all of those of whom it knew a part."""
    users = stack.users()
    theirs = untouched(stack, users)
    everybody = len(users) - len(theirs)

    export = operator.json("export", "--output", "export.csv")
    learnt = operator.json("upload", "export.csv", "--watch")
    nothing = operator.json("upload", "export.csv", "--watch")

    assert set(export["left_out"]) == theirs >= {"op.root"}
    assert (learnt["status"], learnt["attention"], learnt["counts"]["rows"]) == ("FINISHED", [], everybody)
    assert set(counts(learnt["counts"])) == {"rows", "unchanged", "updated", "adopted"}
    assert counts(nothing["counts"]) == {"rows": everybody, "unchanged": everybody}
    assert stack.users() == users


def instance_status(connect: Any, instance_id: str) -> str:
    status: str = connect.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"]
    return status


def test_an_export_of_an_instance_that_rollcall_never_saw(operator: Operator, stack: Stack) -> None:
    connect = stack.client("connect")
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=f"{stack.name}-never-saw",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    try:
        wait_until(lambda: instance_status(connect, instance["Id"]) == "ACTIVE", "making the instance", seconds=300)
        for name, profile in (("old.hand", "Agent"), ("old.boss", "CallCenterManager"), ("old.root", "Admin")):
            by_hand.create_user(connect, instance["Id"], name, profile)

        # The operator's policy ends at the deployment's instance.
        administrator = stack.account.environment() | {"ROLLCALL_STACK_FILE": ""}
        shown = operator.piped("export", "--instance-id", instance["Arn"], environment=administrator)

        rows = {row["username"]: row for row in csv.DictReader(io.StringIO(shown.stdout, newline=""))}
        assert (shown.returncode, sorted(rows)) == (0, ["old.boss", "old.hand"])
        assert rows["old.hand"]["desk_phone_number"] == "+12065550100"
        assert rows["old.boss"]["security_profiles"] == "CallCenterManager"
        assert "Left out: old.root holds Admin" in shown.stderr
        (operator.folder / "old.csv").write_text(shown.stdout, "utf-8")
        assert operator.json("validate", "old.csv")["good"]
    finally:
        connect.delete_instance(InstanceId=instance["Id"])


def test_drift_is_what_somebody_did_by_hand(made_by_others: None, operator: Operator, stack: Stack) -> None:
    """Whatever others did before; the whole answer is what table and Connect say themselves."""
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    users = stack.users()
    agents = {item["username"]: item.get("status") for item in stack.items(stack.outputs()["agents_table"])}
    known = {name: status for name, status in agents.items() if status != "REMOVED"}
    expected = {
        "missing": sorted(name for name, status in known.items() if status == "ACTIVE" and name not in users),
        "unknown": sorted(users.keys() - known.keys()),
        "not_compared": sorted(name for name, status in known.items() if status != "ACTIVE"),
    }
    theirs = untouched(stack, users)
    found = bool(expected["missing"] or set(expected["unknown"]) - theirs)
    place = {"InstanceId": instance, "UserId": users["op.ida"]["Id"]}
    phone = users["op.ida"]["PhoneConfig"]

    before = operator.json("drift", exit_code=int(found))
    connect.update_user_phone_config(**place, PhoneConfig=phone | {"AfterContactWorkTimeLimit": 99})
    after = operator.json("drift", exit_code=1)
    connect.update_user_phone_config(**place, PhoneConfig=phone)

    assert before["drift"] == found
    assert before["different"] == []
    assert [(entry["username"], entry["facet"]) for entry in after["different"]] == [("op.ida", "phone")]
    for drift in (before, after):
        assert drift["missing"] == expected["missing"]
        assert [entry["username"] for entry in drift["unknown"]] == expected["unknown"]
        assert drift["not_compared"] == expected["not_compared"]
        assert {entry["username"] for entry in drift["unknown"] if entry["refused_profiles"]} <= theirs


def test_an_operator_does_not_see_passwords(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    refused = operator.run("passwords", KEY, "--output", "passwords.csv", exit_code=3)

    assert "secretsmanager:" in refused.stderr
    assert not (operator.folder / "passwords.csv").exists()
    # Nor in the upload, as it was before ingest took them out.
    s3, bucket = client(operator.environment, "s3"), stack.outputs()["upload_bucket"]
    with pytest.raises(ClientError, match="AccessDenied"):
        s3.get_object(Bucket=bucket, Key=KEY)


def test_passwords_go_to_a_private_file(uploaded: dict[str, Any], operator: Operator, stack: Stack) -> None:
    reader = sign_in(stack, "operator", "password_reader")
    refused = operator.piped("passwords", KEY, environment=reader)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "Initial1Jon" not in refused.stderr

    written = operator.piped("passwords", KEY, "--output", "passwords.csv", environment=reader)

    assert written.returncode == 0, written.stderr
    file = operator.folder / "passwords.csv"
    assert file.stat().st_mode & 0o777 == 0o600
    with file.open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["username"]: row["password"] for row in csv.DictReader(stream)}
    assert rows["op.jon"] == "Initial1Jon"
    assert len(rows["op.ida"]) == 20
    assert "op.nemo" not in rows


def test_a_template_of_this_instance(operator: Operator) -> None:
    operator.run("template", "--output", "template.csv")

    check = operator.json("validate", "template.csv", exit_code=1)
    assert check["problem"] is None
    assert check["rejected"] == check["rows"] > 0
    assert "Seattle/Billing" in (operator.folder / "template.csv").read_text("utf-8-sig")
