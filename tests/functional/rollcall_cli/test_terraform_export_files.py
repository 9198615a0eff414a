"""Where `export --terraform` writes, and that it overwrites nothing unasked."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers
from tests.functional.rollcall_cli.command_line import CommandLine

if TYPE_CHECKING:
    import pytest


def test_files_are_written_and_never_overwritten_unasked(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path
) -> None:
    folder = tmp_path / "centre"
    (tmp_path / "centre").mkdir()
    (folder / "imports.tf").write_text("mine")

    refused = rollcall.run("export", "--terraform", "--output", str(folder))
    assert refused.exit_code == 2
    assert "imports.tf" in refused.err
    assert [path.name for path in folder.iterdir()] == ["imports.tf"]
    assert (folder / "imports.tf").read_text() == "mine"

    written = rollcall.run("export", "--terraform", "--output", str(folder), "--force")
    assert written.exit_code == 1  # the number that leads nowhere
    files = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert files == ["connect.auto.tfvars", "flows/before-a-call-out.json", "flows/welcome.json", "imports.tf"]
    flow = made.connect.describe_contact_flow(InstanceId=made.instance_id, ContactFlowId=made.ids["Welcome"])
    assert json.loads((folder / "flows/welcome.json").read_text()) == json.loads(flow["ContactFlow"]["Content"])
    checked = subprocess.run(["terraform", "fmt", "-check", "-diff", str(folder)], capture_output=True, text=True)
    assert (checked.returncode, checked.stdout) == (0, "")


def test_a_folder_of_its_own(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    result = rollcall.run("export", "--terraform")

    assert result.exit_code == 1
    assert ["file", "imports.tf", "connect-rollcall-test"] in result.lines
    assert (tmp_path / "connect-rollcall-test" / "connect.auto.tfvars").is_file()
    assert f"Left out: phone number '{numbers.lost}' leads to no flow" in result.err


def test_two_exports_are_the_same(made: CallCentre, numbers: Numbers, rollcall: CommandLine, tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        rollcall.run("export", "--terraform", "--output", str(tmp_path / name))
        texts.append({path.name: path.read_text() for path in (tmp_path / name).rglob("*.*") if path.is_file()})
    assert texts[0] == texts[1]
