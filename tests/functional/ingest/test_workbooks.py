"""Workbooks are imported as CSV is; spreadsheets that can't be looked into are told and stored nowhere as data."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from ingest.deadline import Deadline
from tests.functional.stores import Deployment
from tests.unit.ingest.reading.containers.making import ole
from tests.unit.ingest.reading.real_world.exports.workbook_writer import Cell, Number, Sheet, ods, xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEADER: list[Cell] = ["user login", "first name", "last name", "routing profile", "password"]
CANARY = "Kz7wQuetzal"


def agents(amount: int, *, password: str = "") -> list[list[Cell]]:
    rows: list[list[Cell]] = [[f"agent{n}", "First", f"Last{n}", "Sales", password] for n in range(1, amount + 1)]
    return [HEADER, *rows]


def stored(deployment: Deployment, key: str) -> bytes:
    content: bytes = deployment.s3.get_object(Bucket="rollcall-uploads", Key=key)["Body"].read()
    return content


def test_a_workbook_becomes_agents(deployment: Deployment) -> None:
    rows: list[list[Cell]] = [
        ["Staff list"],
        [],
        *agents(2),
        [Number(815, "five digits"), "Nia", "Okafor", "Sales", ""],
    ]
    book = xlsx(Sheet([["Read me"]], "Notes"), Sheet(rows, "Staff", hidden_rows=frozenset({4})))
    event = deployment.upload("hr/export", book, XLSX)

    done = deployment.run_ingest(event)

    record = deployment.record(event)
    assert (done["kind"], done["rows"], done["rejected"]) == ("agent_directory", 3, 0)
    assert set(deployment.agents()) == {"agent1", "agent2", "00815"}
    assert deployment.agents()["00815"]["source"]["line"] == 6
    assert "The sheet 'Staff' was read. Nothing was read from the sheets 'Notes'." in record["notice"]
    assert "hidden or filtered out were read as well: 4." in record["notice"]
    assert stored(deployment, "hr/export") == book


def test_passwords_leave_the_upload(deployment: Deployment) -> None:
    book = xlsx(Sheet(agents(3, password=CANARY), "Staff"), Sheet([["x"]], "Other"))
    event = deployment.upload("agents.xlsx", book, XLSX)

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert record["redaction"] == "done"
    assert "a new one takes its place" in record["notice"]
    secrets = deployment.passwords()
    assert [list(secret.values()) for secret in secrets.values()] == [[CANARY] * 3]
    with zipfile.ZipFile(io.BytesIO(stored(deployment, "agents.xlsx"))) as archive:
        assert not any(CANARY.encode() in archive.read(name) for name in archive.namelist())
    versions: Any = deployment.s3.list_object_versions(Bucket="rollcall-uploads")["Versions"]
    assert [version["VersionId"] for version in versions] == [record["redacted_version"]]
    assert CANARY not in str(deployment.items("files"))


def test_the_copy_is_no_upload_and_can_be_uploaded_again(deployment: Deployment) -> None:
    first = deployment.upload("agents.xlsx", xlsx(Sheet(agents(3, password=CANARY))), XLSX)
    deployment.run_ingest(first)
    deployment.settle_agents()
    copy = stored(deployment, "agents.xlsx")

    again = deployment.upload("agents.xlsx", copy, XLSX)
    done = deployment.run_ingest(again)

    assert (done["rows"], done["rejected"]) == (3, 0)
    assert deployment.record(again)["unchanged"] == 3


def test_passwords_on_a_sheet_that_is_not_read_leave_the_upload(deployment: Deployment) -> None:
    secrets = Sheet([["System", "Kennwort"], ["CRM", CANARY]], "Zugänge", hidden=True)
    event = deployment.upload("agents.xlsx", xlsx(Sheet([row[:4] for row in agents(1)]), secrets), XLSX)

    deployment.run_ingest(event)

    assert deployment.record(event)["redaction"] == "done"
    with zipfile.ZipFile(io.BytesIO(stored(deployment, "agents.xlsx"))) as archive:
        assert not any(CANARY.encode() in archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (ole("Workbook") + CANARY.encode(), "(.xls)"),
        (ole("EncryptedPackage"), "Remove that password"),
        (ods([["user login", "password"], ["ada", CANARY]]), "(.ods)"),
        (xlsx(Sheet(agents(1, password=CANARY)))[:-40], "is damaged"),
    ],
    ids=["xls", "encrypted", "ods", "damaged"],
)
def test_what_can_not_be_looked_into_is_told_and_not_stored_as_data(
    deployment: Deployment, content: bytes, says: str
) -> None:
    event = deployment.upload("file", content)

    done = deployment.run_ingest(event)

    record = deployment.record(event)
    assert (done["kind"], done["ingested"], record["status"]) == ("table", "whole", "PROVISIONING")
    assert says in record["reason"]
    assert "delete it from the upload bucket" in record["reason"]
    assert "content" not in str(sorted(record)).replace("content_type", "")
    assert "redaction" not in record
    assert stored(deployment, "file") == content


def test_a_workbook_of_other_things_is_a_plain_file(deployment: Deployment) -> None:
    book = xlsx(Sheet([["Article", "Price"], ["Desk", Number(310)]]))
    event = deployment.upload("prices.xlsx", book, XLSX)

    assert deployment.run_ingest(event)["kind"] == "file"
    assert deployment.record(event)["content"] == book


def test_a_long_workbook_is_handed_over(deployment: Deployment) -> None:
    header, first, *others = (row[:4] for row in agents(1_200))
    # Rows that repeat a login are rejected, which costs no write of their own.
    rows = [header, first, *([first[0], *row[1:]] for row in others)]
    event = deployment.upload("agents.xlsx", xlsx(Sheet(rows)), XLSX)
    hurried = Deadline(iter([1_000, *[100] * 50]).__next__)

    runs = [deployment.ingest().run(event, hurried)["ingested"]]
    while runs[-1] == "open":
        runs.append(deployment.ingest().run(event, hurried)["ingested"])

    assert runs in (["open", "open", "open", "whole"], ["open", "open", "whole"])
    assert len(deployment.agents()) == 1
    record = deployment.record(event)
    assert (record["rows"], record["rejected"]) == (1_200, 1_199)
