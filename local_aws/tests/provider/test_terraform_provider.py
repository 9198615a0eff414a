"""The real Terraform AWS provider accepts the local Connect: everything is created, changed, read and destroyed.

A plan that is not empty after an apply means that a Describe answers something else than was asked for.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.terraform.initialise import initialise

if TYPE_CHECKING:
    from local_aws.client import LocalAws

CONFIGURATION = Path(__file__).parent / "configuration"

NO_CHANGES, CHANGES = 0, 2
"""Exit codes of `terraform plan -detailed-exitcode`."""


class Terraform:
    """The configuration in a directory of its own, against one server."""

    def __init__(self, directory: Path, server: LocalAws) -> None:
        self._root = directory / "root"
        shutil.copytree(CONFIGURATION, self._root)
        self._environment = {**initialise(self._root, directory / "data"), **server.environment()}

    def run(self, *arguments: str, allowed: tuple[int, ...] = (0,)) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            ["terraform", *arguments],
            cwd=self._root,
            env={**self._environment, "TF_CLI_ARGS": "-no-color"},
            capture_output=True,
            text=True,
            check=False,
            timeout=400,
        )
        assert result.returncode in allowed, f"terraform {' '.join(arguments)}\n{result.stdout}\n{result.stderr}"
        return result

    def apply(self, revision: int) -> None:
        self.run("apply", "-auto-approve", "-input=false", f"-var=revision={revision}")

    def assert_nothing_to_do(self, revision: int) -> None:
        plan = self.run(
            "plan", "-detailed-exitcode", "-input=false", f"-var=revision={revision}", allowed=(NO_CHANGES, CHANGES)
        )
        assert plan.returncode == NO_CHANGES, plan.stdout

    def output(self, name: str) -> Any:
        return json.loads(self.run("output", "-json", name).stdout)


@pytest.mark.e2e
def test_the_provider_creates_changes_and_destroys_every_resource(tmp_path: Path, local_aws: LocalAws) -> None:
    terraform = Terraform(tmp_path, local_aws)

    terraform.apply(1)
    terraform.assert_nothing_to_do(1)
    user = terraform.output("user")
    assert user["identity_info"][0]["last_name"] == "Doe"
    assert user["phone_config"][0]["after_contact_work_time_limit"] == 30
    assert terraform.output("group_path") == ["North", "Oslo"]
    assert terraform.output("alias_leads_to_instance") is True
    assert terraform.output("permissions") == ["BasicAgentAccess", "OutboundCallAccess"]

    terraform.apply(2)
    terraform.assert_nothing_to_do(2)
    user = terraform.output("user")
    assert user["identity_info"][0]["last_name"] == "Roe"
    assert user["phone_config"][0]["phone_type"] == "DESK_PHONE"
    assert user["hierarchy_group_id"] == ""
    assert terraform.output("group_path") == ["North", "Oslo, changed"]

    terraform.run("destroy", "-auto-approve", "-input=false")
    left = local_aws.controls.inventory()
    assert [left["connect_instances"], left["connect_phone_numbers"], left["connect_users"]] == [[], [], []]
    refused = {(entry["operation"], entry["error"]) for entry in local_aws.controls.connect_log() if entry["error"]}
    # The waiters of a deletion end with the first "not found", and nothing else is ever refused.
    assert refused == {
        ("DescribeInstance", "ResourceNotFoundException"),
        ("DescribePhoneNumber", "ResourceNotFoundException"),
    }
