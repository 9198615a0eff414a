"""The CSV files of a report are written like the upload, and what is mended in them is read like it."""

from __future__ import annotations

import codecs
import csv
import io

import pytest

from ingest.reading.dialect import SEPARATORS
from report.handler import lambda_handler
from roster.reports_bucket import report_prefix
from tests.functional.report.one_import import Context
from tests.functional.stores import Deployment

HEADER = ["Benutzername", "Vorname", "Nachname", "Routing Profile", "Handy"]
ROWS = [
    ["juergen", "Jürgen", "Größe", "Basic Routing Profile", "=1+2"],
    ["zoe", "Zoë", 'Äsch; genannt "Ö", auch | so', "Basic Routing Profile", "12"],
]
MENDED = "+4915112345678"

WRITTEN = {
    "UTF-8": ("utf-8", codecs.BOM_UTF8),
    "UTF-8 with a mark": ("utf-8-sig", codecs.BOM_UTF8),
    "UTF-16": ("utf-16-le", codecs.BOM_UTF16_LE),
    "UTF-16, the other order": ("utf-16-be", codecs.BOM_UTF16_BE),
    "Windows-1252": ("cp1252", b""),
    "Mac Roman": ("mac-roman", codecs.BOM_UTF8),
    "code page 850": ("cp850", codecs.BOM_UTF8),
}
"""Encoding of the upload, and the byte order mark of the report, which tells its encoding."""


def sheet(separator: str, rows: list[list[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue()


def report_on(deployment: Deployment, key: str, body: bytes) -> dict[str, bytes]:
    """Import a directory of which no agent waits for Connect, and return the CSV files of its report."""
    event = deployment.upload(key, body)
    deployment.run_ingest(event)
    keys = {"key": {"S": key}, "sequencer": {"S": event.sequencer}}
    records = [{"eventName": "MODIFY", "dynamodb": {"Keys": keys, "SequenceNumber": "7"}}]
    assert lambda_handler({"Records": records}, Context())["batchItemFailures"] == []  # type: ignore[arg-type]
    prefix = report_prefix(key, deployment.record(event)["import_id"])
    return {
        name: deployment.s3.get_object(Bucket="rollcall-reports", Key=prefix + name)["Body"].read()
        for name in ("rejected.csv", "outcome.csv")
    }


@pytest.mark.parametrize(
    ("written", "separator", "marked"),
    [
        *((written, ";", True) for written in WRITTEN),
        *(("UTF-8", separator, True) for separator in (",", "\t", "|")),
        *(("UTF-16", separator, False) for separator in SEPARATORS),
        ("UTF-16, the other order", ";", False),
    ],
)
def test_a_mended_report_is_read_like_its_upload(
    deployment: Deployment, written: str, separator: str, marked: bool
) -> None:
    codec, mark = WRITTEN[written]
    head = mark if marked and codec.startswith("utf-16") else b""
    files = report_on(deployment, "agents.csv", head + sheet(separator, [HEADER, *ROWS]).encode(codec))

    read_as = "utf-8" if mark == codecs.BOM_UTF8 else codec
    for body in files.values():
        assert body.startswith(mark)
    text = files["rejected.csv"].removeprefix(mark).decode(read_as)
    found = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    assert found[0] == [*HEADER, "error"]
    assert [row[:4] for row in found[1:]] == [row[:4] for row in ROWS]
    assert [row[4] for row in found[1:]] == ["'=1+2", "12"]  # guarded against formulas
    outcome = files["outcome.csv"].removeprefix(mark).decode(read_as)
    assert [row[:3] for row in csv.reader(io.StringIO(outcome, newline=""), delimiter=separator)][1:] == [
        ["2", "juergen", "rejected"],
        ["3", "zoe", "rejected"],
    ]

    for row in found[1:]:
        row[4] = MENDED
    mended = mark + sheet(separator, found).encode(read_as)
    deployment.run_ingest(deployment.upload("mended.csv", mended))

    names = {name: item["identity"] for name, item in deployment.agents().items()}
    assert {name: (one["first_name"], one["last_name"]) for name, one in names.items()} == {
        row[0]: (row[1], row[2]) for row in ROWS
    }
