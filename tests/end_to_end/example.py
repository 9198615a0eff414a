"""A root of `examples/` as a deployment, and the operator's commands against it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from local_aws.client import LocalAws
from scripts.terraform.initialise import PROJECT
from scripts.terraform.staging import stage_root
from tests.end_to_end import by_hand
from tests.end_to_end.directories import counts
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.operator import Operator


class Example(LocalStack):
    """A root of `examples/`, applied as it stands there.

    Args:
        home: an empty folder for state and copies.
        server: the local AWS to deploy into.
        name: of its folder.
        applied_by: environment of whoever applies and destroys; the administrator's if left out.
    """

    def __init__(self, home: Path, server: LocalAws, name: str, applied_by: dict[str, str] | None = None) -> None:
        super().__init__(home, server, applied_by=applied_by)
        self.folder = name

    @property
    def root(self) -> Path:
        return self.home / "project" / "examples" / self.folder

    def stage(self) -> None:
        """Copy the example with the modules and zips that it uses, and initialise it."""
        project = self.home / "project"
        stage_root(PROJECT, project, self.home / "terraform.tfstate", f"examples/{self.folder}")
        self._initialise(sources=project)

    def outputs(self) -> dict[str, Any]:
        """Return the outputs, and the names in `deployment` among them, as the commands read both."""
        outputs = super().outputs()
        deployment: dict[str, Any] = outputs["deployment"]
        return outputs | deployment

    def shell(self, commands: str, **environment: str) -> None:
        """Run commands of a page in the example's folder, as a shell does that stops at the first that fails.

        Args:
            commands: lines for `sh`.
            environment: more variables.
        """
        result = subprocess.run(
            ["sh", "-e", "-c", commands],
            cwd=self.root,
            env=self._environment | environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
            timeout=600,
        )
        assert result.returncode == 0, result.stdout + result.stderr


def run_every_command(example: Example, operator: Operator, *, others: bool) -> None:
    """Let the operator do a day's work on an example: each command finds what it needs in the outputs.

    Args:
        example: the deployment.
        operator: works on it.
        others: whether the instance has users whom Rollcall does not know.
    """
    outputs = example.outputs()
    (operator.folder / "operator.csv").write_text(
        "user login,first name,last name,routing profile name\n"
        "op.ida,Ida,Li,Basic Routing Profile\n"
        "op.jon,Jon,Li,Night Shift\n",
        "utf-8",
    )

    operator.run("template", "--output", "template.csv")
    checked = operator.json("validate", "operator.csv", "--deployed", exit_code=1)
    assert [(problem["line"], problem["username"]) for problem in checked["problems"]] == [(3, "op.jon")]
    uploaded = operator.json("upload", "operator.csv", "--watch", exit_code=1)
    assert counts(uploaded["counts"]) == {"rows": 2, "created": 1, "failed": 1}
    assert operator.json("status")[0]["import_id"] == uploaded["import_id"]
    assert operator.json("status", "operator.csv", exit_code=1)["counts"] == uploaded["counts"]
    operator.run("report", "operator.csv", "--to", "report")
    assert (operator.folder / "report" / "report.html").is_file()
    assert "op.jon" in {agent["username"] for agent in operator.json("agents", "--status", "failed")}

    by_hand.make_routing_profile(example.client("connect"), outputs["instance_id"], "Night Shift")
    assert operator.json("retry", "op.jon")["agents"] == ["op.jon"]
    assert counts(operator.json("status", "operator.csv", "--watch")["counts"]) == {"rows": 2, "created": 2}
    assert operator.json("redrive")["failure_queue"]["left"] == 0
    exported = {user["username"] for user in operator.json("export", "--output", "export.csv")["users"]}
    assert exported >= {"op.ida", "op.jon"}
    drift = operator.json("drift", exit_code=int(others))
    assert (drift["missing"], drift["different"]) == ([], [])
    names = {node["name"] for node in operator.json("diagram")["nodes"]}
    assert {"BasicQueue", "Basic Routing Profile", "Night Shift"} <= names
