"""What an invocation did, as metrics."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from provision.invocation_metrics import InvocationMetrics


@pytest.fixture
def metrics(monkeypatch: pytest.MonkeyPatch) -> InvocationMetrics:
    monkeypatch.setenv("ROLLCALL_NAME", "acme")
    return InvocationMetrics(lambda: datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC))


def test_outcomes_throttles_and_durations(metrics: InvocationMetrics, capsys: pytest.CaptureFixture[str]) -> None:
    for outcome in ("created", "created", "updated", "adopted", "removed", "failed", "unchanged"):
        metrics.count_outcome(outcome, {"updated_at": "2026-01-01T12:00:00.000Z"})
    metrics.count_throttle()
    metrics.count_full_quota()

    metrics.emit()

    written = json.loads(capsys.readouterr().out)
    names = ("AgentsCreated", "AgentsUpdated", "AgentsAdopted", "AgentsRemoved", "AgentsFailed")
    assert [written[name] for name in names] == [[2.0], [1.0], [1.0], [1.0], [1.0]]
    assert [written["ConnectThrottles"], written["QuotaFull"]] == [[1.0], [1.0]]
    assert written["UploadToUserSeconds"] == [30.0] * 4
    assert written["deployment"] == "acme"


def test_the_time_is_that_from_the_upload(metrics: InvocationMetrics, capsys: pytest.CaptureFixture[str]) -> None:
    metrics.count_outcome(
        "created", {"wanted_since": "2026-01-01T12:00:10.000Z", "updated_at": "2026-01-01T12:00:20.000Z"}
    )
    metrics.emit()

    assert json.loads(capsys.readouterr().out)["UploadToUserSeconds"] == [20.0]


def test_each_invocation_begins_anew(metrics: InvocationMetrics, capsys: pytest.CaptureFixture[str]) -> None:
    metrics.count_throttle()
    metrics.emit()
    capsys.readouterr()

    metrics.emit()

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("at", [None, 7, "yesterday", "2026-01-01T12:00:00"])
def test_a_time_that_others_wrote_otherwise_is_left_out(
    metrics: InvocationMetrics, at: object, capsys: pytest.CaptureFixture[str]
) -> None:
    metrics.count_outcome("created", {"updated_at": at})
    metrics.emit()

    assert "UploadToUserSeconds" not in json.loads(capsys.readouterr().out)
