"""How far an import is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from roster.imports import ImportRecord
from roster.progress import Progress, progress_of

NOW = datetime(2026, 11, 22, 12, 2, tzinfo=UTC)


def progress(status: str, **counts: Any) -> Progress:
    record = {
        "status": status,
        "pending": 0,
        "started_at": "2026-11-22T12:00:00.000Z",
        "progress_at": "2026-11-22T12:01:40.000Z",
    } | counts
    return progress_of(cast("ImportRecord", record), requests_per_second=2, now=NOW)


def test_the_quota_says_when_the_pending_ones_are_done() -> None:
    running = progress("PROVISIONING", rows=500, pending=240, created=150, failed=10, unchanged=90, rejected=10)

    assert (running.done, running.pending, running.total, running.share) == (260, 240, 500, 0.52)
    assert running.per_second == 1.6
    assert running.expected_end == NOW + timedelta(minutes=2)


def test_while_the_file_is_read_nobody_knows_how_many_come() -> None:
    reading = progress("INGESTING", rows=95, pending=95)

    assert reading.reading
    assert reading.expected_end is None
    assert reading.share == 0


def test_a_finished_import_has_no_expected_end() -> None:
    done = progress("FINISHED", rows=3, created=3)

    assert done.finished
    assert (done.share, done.expected_end) == (1.0, None)


def test_an_import_without_rows_is_done_when_its_file_is_read() -> None:
    assert progress("PROVISIONING").share == 1.0
    assert progress("INGESTING").share == 0.0


def test_clocks_that_disagree_give_no_rate() -> None:
    assert progress("PROVISIONING", rows=1, created=1, started_at="2026-11-22T12:01:40.000Z").per_second == 0
    assert progress("PROVISIONING", rows=1, created=1, started_at="2026-11-22T12:09:00.000Z").per_second == 0
