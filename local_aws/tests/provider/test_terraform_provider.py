"""The real Terraform AWS provider accepts the local Connect: all is created, changed, read, imported and destroyed.

A plan that is not empty after an apply or an import means that a Describe answers something else than was asked for.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from scripts.terraform.initialise import initialise
from scripts.terraform.resident_provider import resident_provider

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.client import LocalAws

CONFIGURATION = Path(__file__).parent / "configuration"

NO_CHANGES, CHANGES = 0, 2
"""Exit codes of `terraform plan -detailed-exitcode`."""


class Terraform:
    """The configuration in a directory of its own, against one server."""

    def __init__(self, directory: Path, server: LocalAws) -> None:
        self._root = directory / "root"
        shutil.copytree(CONFIGURATION, self._root)
        with zipfile.ZipFile(self._root / "function.zip", "w") as archive:
            archive.writestr("function.py", "def handler(event, context):\n    return event\n")
        self._data = directory / "data"
        self._environment = {**initialise(self._root, self._data), **server.environment()}

    @contextlib.contextmanager
    def running_provider(self) -> Iterator[Terraform]:
        """Have all commands of the block use one provider, which takes longer to start than what most of them do."""
        with resident_provider(self._root, self._data, self._environment) as variables:
            self._environment |= variables
            yield self

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

    def outputs(self) -> dict[str, Any]:
        return {name: entry["value"] for name, entry in json.loads(self.run("output", "-json").stdout).items()}

    def forget_what_connect_has(self) -> list[str]:
        """Take all of Connect's resources out of the state, and write a block for each that imports it again."""
        state = json.loads(self.run("show", "-json").stdout)["values"]["root_module"]["resources"]
        own = [item for item in state if item["mode"] == "managed" and item["type"].startswith("aws_connect_")]
        blocks = [f'import {{\n  to = {item["address"]}\n  id = "{item["values"]["id"]}"\n}}\n' for item in own]
        (self._root / "imports.tf").write_text("\n".join(blocks), "utf-8")
        self.run("state", "rm", *(item["address"] for item in own))
        return [item["address"] for item in own]

    def planned(self, revision: int) -> dict[str, tuple[bool, list[str], set[str]]]:
        """Return of each managed resource whether it is imported, what is done with it, and what of it changes."""
        self.run("plan", "-out=plan", "-input=false", f"-var=revision={revision}")
        changes = json.loads(self.run("show", "-json", "plan").stdout)["resource_changes"]
        return {
            item["address"]: (
                "importing" in item["change"],
                item["change"]["actions"],
                _differences(item["change"]["before"], item["change"]["after"]),
            )
            for item in changes
            if item["mode"] == "managed"
        }


def _differences(before: dict[str, Any] | None, after: dict[str, Any] | None) -> set[str]:
    old, new = before or {}, after or {}
    return {name for name in {*old, *new} if old.get(name) != new.get(name)}


@pytest.fixture
def terraform(tmp_path: Path, local_aws: LocalAws) -> Iterator[Terraform]:
    with Terraform(tmp_path, local_aws).running_provider() as terraform:
        yield terraform


@pytest.mark.e2e
def test_the_provider_creates_changes_and_destroys_every_resource(terraform: Terraform, local_aws: LocalAws) -> None:
    terraform.apply(1)
    terraform.assert_nothing_to_do(1)
    outputs = terraform.outputs()
    assert outputs["user"]["identity_info"][0]["last_name"] == "Doe"
    assert outputs["user"]["phone_config"][0]["after_contact_work_time_limit"] == 30
    assert outputs["group_path"] == ["North", "Oslo"]
    assert outputs["level_of_oslo"] == "2"
    assert outputs["alias_leads_to_instance"] is True
    assert {"BasicAgentAccess", "OutboundCallAccess"} <= set(outputs["permissions"])

    terraform.apply(2)
    terraform.assert_nothing_to_do(2)
    outputs = terraform.outputs()
    assert outputs["user"]["identity_info"][0]["last_name"] == "Roe"
    assert outputs["user"]["phone_config"][0]["phone_type"] == "DESK_PHONE"
    assert outputs["user"]["hierarchy_group_id"] == ""
    assert outputs["group_path"] == ["North", "Oslo, changed"]

    addresses = terraform.forget_what_connect_has()
    planned = terraform.planned(2)
    assert {address for address, (imported, _, _) in planned.items() if imported} == set(addresses)
    touched = {address: differences for address, (_, actions, differences) in planned.items() if actions != ["no-op"]}
    # A user's password can't be read, and is written to the state alone.
    assert touched == {f"aws_connect_user.{name}": {"password"} for name in ("jack", "jane", "john")}
    terraform.run("apply", "-input=false", "plan")
    terraform.assert_nothing_to_do(2)

    terraform.run("destroy", "-auto-approve", "-input=false", "-var=revision=2")
    left = local_aws.controls.inventory()
    assert [left["connect_instances"], left["connect_phone_numbers"], left["connect_users"]] == [[], [], []]
    refused = {(entry["operation"], entry["error"]) for entry in local_aws.controls.connect_log() if entry["error"]}
    # The waiters of a deletion end with the first "not found", and nothing else is ever refused.
    assert refused == {
        ("DescribeInstance", "ResourceNotFoundException"),
        ("DescribePhoneNumber", "ResourceNotFoundException"),
        ("DescribeVocabulary", "ResourceNotFoundException"),
    }
