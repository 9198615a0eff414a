"""docs/costs.md says what prices, counts and configuration come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.costs import __main__ as module
from scripts.costs.__main__ import deployment, main, tables


def test_the_document_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"]) == 0, capsys.readouterr().err


def test_a_document_without_a_place_for_the_tables_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "costs.md"
    document.write_text("no place\n", "utf-8")
    monkeypatch.setattr(module, "_DOCUMENT", document)

    assert main(["--check"]) == 1
    assert f"{document} needs these two lines" in capsys.readouterr().err


def test_what_stands_is_counted_in_the_project() -> None:
    found = deployment()

    assert (found.keys, found.dashboards) == (1, 1)
    assert found.alarms >= 12
    assert found.hourly_metrics >= 8
    assert found.other_metrics >= 12


def test_the_sums_are_those_of_the_rows() -> None:
    lines = [line.split(" | ") for line in tables()[2:]]
    rows = lines[: next(index for index, line in enumerate(lines) if line[0] == "| together")]
    together = lines[len(rows)]

    for column in range(1, 7):
        cells = [row[column].strip(" |") for row in rows]
        listed = sum(float(cell) for cell in cells if not cell.startswith("<"))
        assert float(together[column].strip(" |*")) == pytest.approx(listed, abs=0.01 * len(cells))
