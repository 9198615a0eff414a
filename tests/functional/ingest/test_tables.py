"""A table of people or passwords that is no directory is recorded and told, and never stored as data."""

from __future__ import annotations

import pytest

from tests.functional.stores import Deployment

PEOPLE = "Logon,First name,Last name,Team\nada,Ada,Lovelace,IT\n"
PASSWORDS = "Name,Login,PW\nAda,ada,Secret123\n"
UNNAMED = "ada@example.com,Secret123\nbob@example.com,Other4567\n"


@pytest.mark.parametrize(
    ("text", "says"),
    [(PEOPLE, "did you mean 'login'?"), (PASSWORDS, "('PW')"), (UNNAMED, "has no header")],
    ids=["people", "passwords", "no header"],
)
def test_its_record_says_why_and_holds_nothing_of_it(deployment: Deployment, text: str, says: str) -> None:
    event = deployment.upload("lists/file.csv", text.encode())

    done = deployment.run_ingest(event)

    record = deployment.record(event)
    assert (done["kind"], done["ingested"], record["kind"]) == ("table", "whole", "table")
    assert (record["status"], record["pending"]) == ("PROVISIONING", 0)  # which wakes report
    assert says in record["reason"]
    assert "Secret123" not in str(deployment.items("files"))
    assert deployment.agents() == {}
    assert deployment.passwords() == {}


@pytest.mark.parametrize("text", [PASSWORDS, UNNAMED])
def test_its_passwords_are_taken_out_of_the_upload(deployment: Deployment, text: str) -> None:
    event = deployment.upload("file.csv", text.encode())

    deployment.run_ingest(event)

    stored = deployment.s3.get_object(Bucket="rollcall-uploads", Key="file.csv")["Body"].read().decode()
    assert stored == text.replace("Secret123", "").replace("Other4567", "")
    assert deployment.record(event)["redaction"] == "done"


def test_a_table_of_people_stays_as_it_is(deployment: Deployment) -> None:
    event = deployment.upload("file.csv", PEOPLE.encode())

    deployment.run_ingest(event)

    assert "redaction" not in deployment.record(event)
    stored = deployment.s3.get_object(Bucket="rollcall-uploads", Key="file.csv")["Body"].read().decode()
    assert stored == PEOPLE


def test_it_ends_an_older_import_of_its_key(deployment: Deployment) -> None:
    older = deployment.upload("agents.csv", b"username,first_name,last_name\nada,Ada,Lovelace\n")
    deployment.run_ingest(older)
    newer = deployment.upload("agents.csv", PEOPLE.encode())

    deployment.run_ingest(newer)

    assert deployment.record(older)["superseded_by"] == newer.sequencer


def test_a_column_that_is_nearly_known_is_a_notice_of_the_import(deployment: Deployment) -> None:
    text = "username,first_name,last_name,Routing Profil\nada,Ada,Lovelace,Sales\n"
    event = deployment.upload("agents.csv", text.encode())

    deployment.run_ingest(event)

    assert "'Routing Profil'; did you mean 'routing profile'?" in deployment.record(event)["notice"]


def test_what_is_not_used_stays_out_of_the_plan(deployment: Deployment) -> None:
    text = "username,first_name,last_name,Salary,PIN\nada,Ada,Lovelace,61234.56,4711\nbob,,Byrne,61234.57,4712\n"
    event = deployment.upload("agents.csv", text.encode())

    deployment.run_ingest(event)

    [plan] = deployment.stores.reports.plans(f"agents.csv/{deployment.record(event)['import_id']}/")
    assert (plan["columns"], plan["ignored"], plan["withheld"]) == (
        ["username", "first_name", "last_name"],
        ["Salary"],
        ["PIN"],
    )
    assert "61234" not in str(plan)
    assert "471" not in str(plan)
    stored = deployment.s3.get_object(Bucket="rollcall-uploads", Key="agents.csv")["Body"].read().decode()
    assert stored == text.replace("4711", "").replace("4712", "")
