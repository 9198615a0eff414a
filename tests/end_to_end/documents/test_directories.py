"""Uploading, stopping, undoing, removing, and directories in other encodings."""

from __future__ import annotations

import json
import re

import pytest

from tests.end_to_end.documents.scene import HEADER, STAFF, Scene
from tests.end_to_end.recovery import wait_until

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")


def test_uploading_and_the_outcome(scene: Scene) -> None:
    shell = scene.shell
    (shell.folder / "agents.csv").unlink()

    shell.run("rollcall template --output agents.csv")
    assert (shell.folder / "agents.csv").read_text("utf-8-sig").count("\n") > 1
    scene.write("agents.csv", *STAFF, "new.hand,New,Hand")
    shell.run("rollcall validate agents.csv --deployed")
    assert "new.hand" in shell.run("rollcall plan agents.csv")
    shell.run("rollcall upload agents.csv --watch")
    assert "new.hand" in scene.users()
    for command in (
        "rollcall status",
        "rollcall status agents.csv",
        "rollcall status --deployment rollcall --region eu-central-1",
    ):
        words = {"eu-central-1": "us-east-1"} if "eu-central-1" in command else {}
        assert "agents.csv" in shell.run(command, None, words=words)
    pages = len(shell.opened)
    shell.run("rollcall report agents.csv --open")
    assert len(shell.opened) == pages + 1
    assert "Maria" in shell.run("rollcall agents maria.silva")
    assert re.search(r"\d+\.\d+\.\d+", shell.run("rollcall --version"))
    started = scene.deployed.records("agents.csv")[-1]["started_at"][:10]
    found = json.loads(shell.run("aws dynamodb query …", words={"2026-11-30": started}))
    assert "agents.csv" in {item["key"]["S"] for item in found["Items"]}


def test_stopping_and_undoing(scene: Scene) -> None:
    shell = scene.shell
    scene.begin_many("first")
    shell.run("rollcall stop agents.csv", None)
    assert scene.deployed.finished_import("agents.csv")["superseded"] > 0

    record = scene.begin_many("second")
    by_hand_too = 'aws dynamodb update-item --table-name "$(terraform output -raw files_table)" …'
    shell.run(by_hand_too, words={"SEQUENCER": record["sequencer"]})
    assert scene.deployed.finished_import("agents.csv")["superseded"] > 0

    scene.write("agents.csv", *STAFF, "undone,Un,Done")
    assert scene.deployed.upload("agents.csv", (shell.folder / "agents.csv").read_bytes())["status"] == "FINISHED"
    shell.run("rollcall undo agents.csv --output undo.csv")
    assert "undone" in (shell.folder / "undo.csv").read_text("utf-8-sig")
    shell.run("rollcall undo agents.csv --watch")
    assert "undone" not in scene.users()


def test_removing(scene: Scene) -> None:
    shell = scene.shell
    shell.run("rollcall remove maria.silva jo.king --watch")
    assert not {"maria.silva", "jo.king"} & scene.users()
    shell.run("rollcall upload agents.csv --allow-removals")
    wait_until(lambda: {"maria.silva", "jo.king"} <= scene.users(), "making them again")
    scene.deployed.finished_import("agents.csv")

    shell.run("printf …")
    wait_until(lambda: not {"maria.silva", "jo.king"} & scene.users(), "removing them")
    shell.run('aws s3 cp agents.csv "s3://$(terraform output -raw upload_bucket)/" --metadata allow-removals=yes')
    wait_until(lambda: {"maria.silva", "jo.king"} <= scene.users(), "making them again")
    assert scene.deployed.finished_import("agents.csv")["status"] == "FINISHED"
    head = scene.deployed.client("s3").head_object(Bucket=scene.deployed.outputs()["upload_bucket"], Key="agents.csv")
    assert head["Metadata"] == {"allow-removals": "yes"}


def test_directories_in_another_encoding(scene: Scene) -> None:
    (scene.shell.folder / "staff.csv").write_bytes(f"{HEADER}pal,Pál,Őri,Basic Routing Profile\n".encode("cp1250"))
    scene.shell.run("aws s3 cp staff.csv …")
    wait_until(lambda: "pal" in scene.users(), "making the agent")
    assert scene.deployed.users()["pal"]["IdentityInfo"]["LastName"] == "Őri"
