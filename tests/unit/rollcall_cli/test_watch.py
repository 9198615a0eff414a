"""Whoever stops watching is told that the import goes on."""

from __future__ import annotations

import pytest
import typer

from rollcall_cli.errors import INTERRUPTED
from rollcall_cli.watch import left_to_itself


def test_an_interruption_says_how_to_look_again(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as leaving, left_to_itself("team/agents.csv"):
        raise KeyboardInterrupt

    said = capsys.readouterr()
    assert leaving.value.exit_code == INTERRUPTED
    assert said.out == ""
    assert "rollcall status team/agents.csv" in said.err
