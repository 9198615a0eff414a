"""The demonstration's reports outlive the bucket that they were written to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from roster.reports_bucket import report_prefix
from scripts.local.results import keep_reports

BUCKET = "rollcall-reports"


@pytest.fixture
def s3() -> Iterator[Any]:
    with mock_aws():
        client = boto3.client("s3")
        client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-central-1"})
        yield client


def test_pages_and_files_are_kept_without_the_functions_plans(s3: Any, tmp_path: Path) -> None:
    imports = [{"key": key, "import_id": f"{number:032x}"} for number, key in enumerate(("agents.csv", "late/two.csv"))]
    for record in imports:
        prefix = report_prefix(record["key"], record["import_id"])
        for name in ("report.html", "outcome.csv", "plan/000001.json"):
            s3.put_object(Bucket=BUCKET, Key=f"{prefix}{name}", Body=f"{name} of {record['key']}".encode())
    folder = tmp_path / "reports"
    (folder / "of-an-earlier-run").mkdir(parents=True)

    pages = keep_reports(imports, {"report_bucket": BUCKET}, folder)

    assert pages == [folder / "agents.csv" / "report.html", folder / "late-two.csv" / "report.html"]
    assert pages[1].read_text() == "report.html of late/two.csv"
    kept = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    assert kept == {
        f"{name}/{file}" for name in ("agents.csv", "late-two.csv") for file in ("report.html", "outcome.csv")
    }
