"""The README: the demo, an own file without an account, and an upload on AWS."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import boto3
import openpyxl
import pytest
from rich.console import Console

from scripts.local.demo import SECOND_DIRECTORY, show_staff
from scripts.local.narrator import WIDTH_IN_A_PIPE, Narrator
from scripts.local.results import problems_table
from tests.end_to_end.documents.scene import HEADER, STAFF, Scene
from tests.end_to_end.recovery import wait_until

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")


def test_what_the_demo_shows(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its directories, sent to its contact centre, printed by its functions; `make down` shows the rest."""
    for name, value in scene.deployed.server.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)
    outputs, printed = scene.deployed.outputs(), io.StringIO()
    scene.deployed.upload(SECOND_DIRECTORY.name, SECOND_DIRECTORY.read_bytes())
    records = [scene.deployed.records(key)[-1] for key in ("agents.csv", SECOND_DIRECTORY.name, "welcome.txt")]
    narrator = Narrator(Console(file=printed, width=WIDTH_IN_A_PIPE))

    show_staff(records, outputs, narrator)
    narrator.console.print()
    narrator.console.print(problems_table(records[:2], outputs))

    scene.demo = printed.getvalue()


def test_who_reads_the_readme_alone_has_an_excel_file_in_connect_and_takes_it_back(scene: Scene) -> None:
    shell, mine = scene.shell, {"nadia.rossi", "omar.said"}
    workbook = openpyxl.Workbook()
    sheet = workbook.create_sheet(index=0)
    for row in (HEADER.strip().split(","), *(["nadia.rossi", "Nadia", "Rossi"], ["omar.said", "Omar", "Said"])):
        sheet.append(row)
    workbook.save(shell.folder / "my.xlsx")

    assert "2 to create" in shell.run("scripts/rollcall plan my.xlsx")
    assert not mine & scene.users()
    shell.run("scripts/rollcall upload my.xlsx --watch")
    assert mine <= scene.users()
    shell.run("scripts/rollcall report my.xlsx --open")
    assert "nadia.rossi" in Path(shell.opened[-1].removeprefix("file://")).read_text("utf-8")
    shell.run("scripts/rollcall stop my.xlsx")
    assert mine <= scene.users(), "what is done stays"
    shell.run("scripts/rollcall undo my.xlsx --watch")
    assert not mine & scene.users()


def test_on_aws(scene: Scene) -> None:
    """The root's folder is the checkout there; here Terraform's is the copy that `make up` has applied."""
    shell = scene.shell
    shell.folder = scene.root
    (scene.root / "scripts").mkdir()
    (scene.root / "scripts" / "rollcall").symlink_to(scene.checkout / "scripts" / "rollcall")
    scene.write("agents.csv", *STAFF)

    shell.run('aws s3 cp agents.csv "s3://$(terraform output -raw upload_bucket)/"')
    wait_until(lambda: len(scene.deployed.records("agents.csv")) == 2, "taking the upload in")
    shell.run("scripts/rollcall status agents.csv --watch")
    assert {"maria.silva", "jo.king", "ada"} <= scene.users()
    shell.run("scripts/rollcall report agents.csv --open")
    assert "maria.silva" in Path(shell.opened[-1].removeprefix("file://")).read_text("utf-8")
    shell.run("scripts/rollcall passwords agents.csv --output passwords.csv")
    assert passwords(scene) == {"maria.silva", "jo.king", "ada"}
    (shell.folder / "passwords.csv").unlink()
    shell.run("rollcall passwords agents.csv --output passwords.csv")
    assert passwords(scene) == {"maria.silva", "jo.king", "ada"}


def passwords(scene: Scene) -> set[str]:
    """Whose passwords are in the file that was written."""
    with (scene.shell.folder / "passwords.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {row["username"] for row in csv.DictReader(stream) if len(row["password"]) == 20}
