"""Agent directories become wanted agents, each line once, whatever happens on the way."""

from __future__ import annotations

import pytest

from roster.awaiting import awaited
from roster.reports_bucket import report_prefix
from tests.functional.ingest.console_directory import console_row, directory
from tests.functional.stores import Deployment


def test_a_row_becomes_a_pending_agent_with_everything_it_says(deployment: Deployment) -> None:
    row = console_row(1, security="Agent|QualityAnalyst", type="desk", phone="020 7946 0000", accept="yes")
    event = deployment.upload("staff/my agents.csv", directory(row))

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert deployment.agents() == {
        "agent1": {
            "username": "agent1",
            "state": "present",
            "status": "PENDING",
            "revision": 1,
            "attempts": 0,
            "identity": {"first_name": "First1", "last_name": "Last1", "email": "agent1@example.com"},
            "phone": {
                "type": "DESK_PHONE",
                "desk_phone_number": "+442079460000",
                "auto_accept": True,
                "acw_seconds": 30,
            },
            "routing_profile": "Basic Routing Profile",
            "security_profiles": ["Agent", "QualityAnalyst"],
            "source": {"key": "staff/my agents.csv", "sequencer": event.sequencer, "line": 2},
            "source_key": "staff/my agents.csv",
            "import_id": record["import_id"],
            **awaited(record["import_id"], 2, "agent1"),
            "password_secret": f"rollcall/passwords/{record['import_id']}/2",
            "password_stored_at": "2026-11-22T12:00:00.000Z",
            "wanted_since": record["uploaded_at"],
            "created_at": "2026-11-22T12:00:00.000Z",
            "updated_at": "2026-11-22T12:00:00.000Z",
        }
    }
    assert deployment.passwords() == {f"rollcall/passwords/{record['import_id']}/2": {"agent1": "Secret123"}}
    assert {name: record[name] for name in ("status", "position", "rows", "pending")} == {
        "status": "PROVISIONING",
        "position": 3,
        "rows": 1,
        "pending": 1,
    }


def test_a_bad_row_is_rejected_with_every_broken_rule_and_good_rows_go_on(deployment: Deployment) -> None:
    bad = console_row(2, password="weak", phone="nonsense", acw="soon")
    event = deployment.upload("agents.csv", directory(console_row(1), bad, console_row(3)))

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert set(deployment.agents()) == {"agent1", "agent3"}
    assert (record["rows"], record["pending"], record["rejected"]) == (3, 2, 1)
    [plan] = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    rejected = plan["lines"][1]
    assert (rejected["line"], rejected["outcome"]) == (3, "rejected")
    assert [problem["column"] for problem in rejected["problems"]] == [
        "phone number",
        "ACW timeout (seconds)",
        "password",
    ]


def test_passwords_stand_in_no_table_and_no_plan(deployment: Deployment) -> None:
    event = deployment.upload(
        "agents.csv", directory(console_row(1, password="Sesame4711"), console_row(2, password="bad one"))
    )

    deployment.run_ingest(event)

    record = deployment.record(event)
    [plan] = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    stored = repr((deployment.items("agents"), deployment.items("files"), plan))
    assert "Sesame4711" not in stored
    assert "bad one" not in stored
    assert "password" not in plan["columns"]


def test_a_missing_password_is_made(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", directory(console_row(1, password="")))

    deployment.run_ingest(event)

    [secret] = deployment.passwords().values()
    assert len(secret["agent1"]) == 20


@pytest.mark.parametrize("repetitions", [2, 3])
def test_the_same_event_again_changes_nothing(deployment: Deployment, repetitions: int) -> None:
    event = deployment.upload("agents.csv", directory(*map(console_row, range(1, 98))))
    deployment.run_ingest(event)
    before = (deployment.agents(), deployment.record(event), deployment.passwords())

    for _ in range(repetitions):
        deployment.run_ingest(event)

    assert (deployment.agents(), deployment.record(event), deployment.passwords()) == before
    assert before[1]["pending"] == 97


def test_a_newer_upload_ends_an_older_one_that_arrives_late(deployment: Deployment) -> None:
    old = deployment.upload("agents.csv", directory(console_row(1, acw="10")))
    new = deployment.upload("agents.csv", directory(console_row(1, acw="20")))

    deployment.run_ingest(new)
    deployment.run_ingest(old)

    assert deployment.agents()["agent1"]["phone"]["acw_seconds"] == 20
    late = deployment.record(old)
    assert (late["superseded_by"], late["status"], late["pending"]) == (new.sequencer, "PROVISIONING", 0)


def test_a_newer_upload_takes_pending_agents_and_their_counts_over(deployment: Deployment) -> None:
    old = deployment.upload("agents.csv", directory(console_row(1), console_row(2)))
    deployment.run_ingest(old)
    new = deployment.upload("agents.csv", directory(console_row(1, acw="99")))

    deployment.run_ingest(new)

    first, second = deployment.record(old), deployment.record(new)
    assert (first["pending"], first["superseded"], first["superseded_by"]) == (1, 1, new.sequencer)
    assert second["pending"] == 1
    agent = deployment.agents()["agent1"]
    assert (agent["awaited_by"], agent["revision"]) == (second["import_id"], 2)
    assert agent["password_secret"].startswith(f"rollcall/passwords/{first['import_id']}/")


def test_pending_agents_of_an_import_whose_record_is_gone_are_taken_over_too(deployment: Deployment) -> None:
    """It expired, or somebody deleted it: nobody counts there any more."""
    gone = deployment.upload("gone.csv", directory(console_row(1)))
    there = deployment.upload("there.csv", directory(console_row(2)))
    for event in (gone, there):
        deployment.run_ingest(event)
    key = {"key": {"S": gone.key}, "sequencer": {"S": gone.sequencer}}
    deployment.dynamodb.delete_item(TableName="rollcall-files", Key=key)
    event = deployment.upload("agents.csv", directory(*(console_row(number, acw="5") for number in range(1, 4))))

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert (record["status"], record["rows"], record["pending"]) == ("PROVISIONING", 3, 3)
    assert {item["awaited_by"] for item in deployment.agents().values()} == {record["import_id"]}
    assert (deployment.record(there)["pending"], deployment.record(there)["superseded"]) == (0, 1)
    assert deployment.stores.files.read(gone.key, gone.sequencer) is None


def test_settled_agents_are_not_written_again(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", directory(*map(console_row, range(1, 8))))
    deployment.run_ingest(event)
    deployment.settle_agents()
    before = deployment.agents()
    again = deployment.upload("agents.csv", directory(*map(console_row, range(1, 8))))

    deployment.run_ingest(again)

    assert deployment.agents() == before
    record = deployment.record(again)
    assert (record["rows"], record["unchanged"], record["pending"]) == (7, 7, 0)


def test_a_repeated_login_is_rejected_with_the_first_line(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", directory(console_row(1), console_row(1, acw="5")))

    deployment.run_ingest(event)

    record = deployment.record(event)
    [plan] = deployment.stores.reports.plans(f"agents.csv/{record['import_id']}/")
    assert "line 2" in plan["lines"][1]["problems"][0]["message"]
    assert deployment.agents()["agent1"]["phone"]["acw_seconds"] == 30


def test_a_row_of_a_megabyte_is_a_row_like_any_other(deployment: Deployment) -> None:
    """What Rollcall has no column for goes neither into the plan nor into a table."""
    notes = ",".join(f"note{number}" for number in range(8))
    long = ",".join(["x" * 130_000] * 8)
    rows = "".join(f"agent{number},Ada,King,a@example.com,{long}\n" for number in range(2))
    event = deployment.upload("agents.csv", f"username,first_name,last_name,email,{notes}\n{rows}".encode())

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert (record["rows"], record["pending"], record.get("rejected", 0)) == (2, 2, 0)
    [plan] = deployment.stores.reports.plans(report_prefix("agents.csv", record["import_id"]))
    assert plan["columns"] == ["username", "first_name", "last_name", "email"]
    assert plan["name_columns"] == {"first_name": 1, "last_name": 2}
    assert [line["cells"][1:] for line in plan["lines"]] == [["Ada", "King", "a@example.com"]] * 2
    assert plan["ignored"] == notes.split(",")


def test_a_cell_that_no_spreadsheet_holds_is_read_where_nobody_needs_it(deployment: Deployment) -> None:
    rows = "ada,Ada,King,a@example.com,\nben,Ben,King,b@example.com," + "x" * 140_000 + "\n"
    event = deployment.upload("agents.csv", f"username,first_name,last_name,email,note\n{rows}".encode())

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert (record["rows"], record["pending"]) == (2, 2)


def test_a_cell_that_is_too_long_says_so(deployment: Deployment) -> None:
    rows = "ada,Ada,King,a@example.com\nben," + "B" * 140_000 + ",King,b@example.com\n"
    event = deployment.upload("agents.csv", f"username,first_name,last_name,email\n{rows}".encode())

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert (record["rows"], record["pending"], record["rejected"]) == (2, 1, 1)
    [plan] = deployment.stores.reports.plans(report_prefix("agents.csv", record["import_id"]))
    [problem] = plan["lines"][1]["problems"]
    assert problem == {
        "column": "first_name",
        "message": "has 140000 characters, Amazon Connect takes up to 255; shorten it",
    }


def test_a_directory_without_a_login_column_is_rejected_whole(deployment: Deployment) -> None:
    event = deployment.upload("agents.csv", b"first name,last name,routing profile name\nA,B,C\n")

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert record["status"] == "PROVISIONING"
    assert "user login" in record["reason"]
    assert deployment.agents() == {}
