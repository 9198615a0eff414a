"""What an invocation did, as metrics."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from provision.tally import Tally


@pytest.fixture
def tally(monkeypatch: pytest.MonkeyPatch) -> Tally:
    monkeypatch.setenv("ROLLCALL_NAME", "acme")
    return Tally(lambda: datetime(2026, 1, 1, 12, 0, 30, tzinfo=UTC))


def test_outcomes_throttles_and_durations(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    for outcome in ("created", "created", "updated", "adopted", "removed", "failed", "unchanged"):
        tally.outcome(outcome, {"updated_at": "2026-01-01T12:00:00.000Z"})
    tally.throttled()
    tally.quota_full()

    tally.emit()

    metrics = json.loads(capsys.readouterr().out)
    names = ("AgentsCreated", "AgentsUpdated", "AgentsAdopted", "AgentsRemoved", "AgentsFailed")
    assert [metrics[name] for name in names] == [[2.0], [1.0], [1.0], [1.0], [1.0]]
    assert [metrics["ConnectThrottles"], metrics["QuotaFull"]] == [[1.0], [1.0]]
    assert metrics["UploadToUserSeconds"] == [30.0] * 4
    assert metrics["deployment"] == "acme"


def test_the_time_is_that_from_the_upload(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    tally.outcome("created", {"wanted_since": "2026-01-01T12:00:10.000Z", "updated_at": "2026-01-01T12:00:20.000Z"})
    tally.emit()

    assert json.loads(capsys.readouterr().out)["UploadToUserSeconds"] == [20.0]


def test_each_invocation_begins_anew(tally: Tally, capsys: pytest.CaptureFixture[str]) -> None:
    tally.throttled()
    tally.emit()
    capsys.readouterr()

    tally.emit()

    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("at", [None, 7, "yesterday", "2026-01-01T12:00:00"])
def test_a_time_that_others_wrote_otherwise_is_left_out(
    tally: Tally, at: object, capsys: pytest.CaptureFixture[str]
) -> None:
    tally.outcome("created", {"updated_at": at})
    tally.emit()

    assert "UploadToUserSeconds" not in json.loads(capsys.readouterr().out)
