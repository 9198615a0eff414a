"""Metrics as CloudWatch reads them from the log."""

from __future__ import annotations

import json
from typing import Any

import pytest

from roster.metrics import emit


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POWERTOOLS_METRICS_NAMESPACE", "Rollcall")
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", "provision")
    monkeypatch.setenv("ROLLCALL_NAME", "acme")


def records(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(printed) for printed in capsys.readouterr().out.splitlines()]


def test_a_record_has_the_dimensions_that_the_alarms_ask_for(capsys: pytest.CaptureFixture[str]) -> None:
    emit({"QuotaFull": 1, "UploadToUserSeconds": [2.5, 4.0]})

    [record] = records(capsys)
    [directive] = record["_aws"]["CloudWatchMetrics"]
    assert directive["Namespace"] == "Rollcall"
    assert [sorted(dimensions) for dimensions in directive["Dimensions"]] == [["deployment", "service"]]
    assert (record["deployment"], record["service"]) == ("acme", "provision")
    assert directive["Metrics"] == [
        {"Name": "QuotaFull", "Unit": "Count"},
        {"Name": "UploadToUserSeconds", "Unit": "Seconds"},
    ]
    assert (record["QuotaFull"], record["UploadToUserSeconds"]) == ([1.0], [2.5, 4.0])


def test_records_share_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    emit({"AgentsCreated": 1})
    emit({"AgentsFailed": 2})

    first, second = records(capsys)
    assert "AgentsFailed" not in first
    assert "AgentsCreated" not in second


def test_nothing_to_say_is_no_record(capsys: pytest.CaptureFixture[str]) -> None:
    emit({})
    emit({"UploadToUserSeconds": []})

    assert records(capsys) == []
