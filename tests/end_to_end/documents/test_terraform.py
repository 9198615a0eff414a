"""Roots of one's own: outputs of an example, a first apply, leaving, and moving in."""

from __future__ import annotations

import json
import re
import shutil

import pytest

from scripts.terraform.initialise import initialise
from tests.end_to_end.documents.scene import Scene

pytestmark = pytest.mark.needs_local_aws("what `make up` makes")


def test_outputs_of_an_example(scene: Scene) -> None:
    """In a root two folders below the checkout, as the examples are; they have the same outputs."""
    shell = scene.shell
    (scene.root.parents[1] / "scripts").mkdir()
    (scene.root.parents[1] / "scripts" / "rollcall").symlink_to(scene.checkout / "scripts" / "rollcall")
    assert "Billing" in json.loads(shell.run("terraform output -json contact_centre"))["queues"]
    assert "agents.csv" in shell.run("../../scripts/rollcall status", None)
    assert "Billing" in shell.run("../../scripts/rollcall diagram")
    scene.write("agents.csv", "exa.mple,Exa,Mple")
    assert "1 created" in shell.run("../../scripts/rollcall upload agents.csv --watch")
    shell.run("../../scripts/rollcall report agents.csv --open")
    scene.write("agents.csv", "sa.les,Sa,Les")
    assert "1 created" in shell.run("../../scripts/rollcall upload agents.csv --key sales/agents.csv --watch")


def test_a_first_apply_sends_nothing_where_that_is_said(scene: Scene) -> None:
    """In a root without a state, as on a new account; it asks, and the answer is no."""
    shell = scene.shell
    new = scene.checkout / "new"
    new.mkdir()
    for name in ("modules", "uploads"):
        (new / name).symlink_to(scene.checkout / name)
    for path in [*scene.checkout.glob("*.tf"), scene.checkout / ".terraform.lock.hcl"]:
        shutil.copy(path, new)
    (new / "build").symlink_to(scene.root / "build")
    shell.folder = new
    before = dict(shell.variables)
    shell.variables |= {  # where there is no registry
        name: value
        for name, value in initialise(scene.root, scene.checkout / "build" / "local" / "terraform").items()
        if name == "TF_CLI_CONFIG_FILE"
    }
    try:
        shell.run("echo 'uploads_dir = null' >> terraform.tfvars")
        shell.run("terraform init")
        shown = shell.run("terraform apply", 1, answer="no")
    finally:
        shell.variables = before
        shell.folder = scene.root
    assert "aws_s3_object.uploads" not in shown
    assert re.search(r"Plan: \d{2,} to add, 0 to change, 0 to destroy", shown)


def test_leaving_and_moving_in(scene: Scene) -> None:
    """On a copy of root and state: what Terraform is to forget is needed for `make down`."""
    shell = scene.shell
    assert "0 to destroy" in (shown := shell.run("terraform apply -target=…")) or "No changes" in shown
    leaving = scene.checkout / "build" / "leaving" / "root"
    shutil.copytree(scene.root, leaving, symlinks=True, ignore=shutil.ignore_patterns("agents.csv"))
    shutil.copy(scene.checkout / "build" / "local" / "terraform.tfstate", leaving.parent)
    shell.folder = leaving
    try:
        left = shell.run("terraform state rm module.connect…")
        assert "module.staffing.aws_lambda_invocation.release_users" in left
        shown = shell.run("terraform destroy", 1, answer="no")
        going = set(re.findall(r"# (module\.\S+) will be destroyed", shown))
        assert "module.staffing.aws_lambda_invocation.purge_passwords" in going
        assert not [one for one in going if one.startswith("module.connect.") or "release_users" in one]

        shell.run("rollcall export --output agents.csv", None)
        shell.run("rollcall export --terraform --output centre", None)
        shell.run("cp -r centre/* .")
        planned = shell.run("terraform plan")
        assert re.search(r"Plan: \d+ to import", planned)
        moves = re.findall(r"# (module\.connect\S+) will be (\w+)", planned)
        assert {action for _, action in moves} == {"imported"}
    finally:
        shell.folder = scene.root
