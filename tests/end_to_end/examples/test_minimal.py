"""The least there is: an instance and its agents."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.end_to_end.directories import counts, directory
from tests.end_to_end.example import Example
from tests.end_to_end.operator import Operator

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

ROWS = [{"user login": name, "first name": name, "last name": "Li"} for name in ("ann", "bob")]


def test_an_upload_makes_users_and_an_undo_takes_them_back(examples: dict[str, Example], tmp_path: Path) -> None:
    minimal = examples["minimal"]
    operator = Operator(minimal, tmp_path)
    (tmp_path / "agents.csv").write_bytes(directory(ROWS))

    uploaded = operator.json("upload", "agents.csv", "--watch")

    assert counts(uploaded["counts"]) == {"rows": 2, "created": 2}
    assert set(minimal.users()) == {"ann", "bob"}
    operator.run("report", "agents.csv", "--to", "report")
    assert "bob" in (tmp_path / "report" / "outcome.csv").read_text("utf-8-sig")
    operator.run("undo", "agents.csv", "--allow-removals", "--yes", "--watch")
    assert minimal.users() == {}
