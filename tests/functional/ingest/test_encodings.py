"""Directories in older encodings become agents, or say what could not be read."""

from __future__ import annotations

import pytest

from tests.functional.ingest.console_directory import console_row, directory
from tests.functional.stores import Deployment


@pytest.mark.parametrize(
    ("encoding", "content_type", "name"),
    [
        ("cp932", "text/csv", "美咲 水野"),
        ("cp1250", "text/csv; charset=windows-1250", "Bořek Kovář"),
    ],
)
def test_names_in_an_older_encoding_are_taken_in_and_said(
    deployment: Deployment, encoding: str, content_type: str, name: str
) -> None:
    first, last = name.split()
    rows = [console_row(1), console_row(2).replace("First2", first).replace("Last2", last)]
    event = deployment.upload("agents.csv", directory(*rows).decode().encode(encoding), content_type)

    deployment.run_ingest(event)

    assert deployment.agents()["agent2"]["identity"]["first_name"] == first
    assert deployment.agents()["agent2"]["identity"]["last_name"] == last
    assert deployment.record(event)["notice"].startswith("The file is in ")


def test_names_that_are_not_certain_are_rejected_and_the_others_taken_in(deployment: Deployment) -> None:
    rows = [console_row(1), console_row(2).replace("First2", "Kovář")]
    event = deployment.upload("agents.csv", directory(*rows).decode().encode("cp1250"))

    deployment.run_ingest(event)

    record = deployment.record(event)
    assert set(deployment.agents()) == {"agent1"}
    assert (record["pending"], record["rejected"]) == (1, 1)
    assert "can't be told for certain" in record["notice"]
