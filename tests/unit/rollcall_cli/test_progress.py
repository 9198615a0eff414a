"""What is said while something goes on, where there is no terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollcall_cli.progress import progress
from rollcall_cli.time_left import Others

if TYPE_CHECKING:
    import pytest


def said(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, looks: list[tuple[int, Others]]
) -> list[str]:
    """Return the lines that one import of 10 agents gives, looked at every 6 seconds."""
    times = iter(range(0, 10_000, 3))
    monkeypatch.setattr("rollcall_cli.progress.time.monotonic", lambda: float(next(times)))
    others = iter([look for _, look in looks])
    with progress("a.csv", quota=2.0, line=lambda: next(others)) as show:
        for done, _ in looks:
            show(done, 10, "some open")
    return capsys.readouterr().err.splitlines()


def test_the_end_counts_the_agents_of_other_uploads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [line] = said(capsys, monkeypatch, [(0, Others((1500, 290)))])

    assert "a.csv: 0/10, taking turns with 1790 agents of 2 other uploads, ends about" in line
    assert "(in 15 s), some open" in line


def test_nothing_is_said_of_others_where_there_are_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [line] = said(capsys, monkeypatch, [(0, Others())])

    assert "a.csv: 0/10, 2.0/s, ends about" in line
    assert "(in 5 s), some open" in line
