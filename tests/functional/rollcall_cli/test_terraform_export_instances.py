"""Whose instance may be exported, and what that takes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from local_aws.connect import controls
from scripts.terraform.initialise import PROJECT
from tests.contract.calls import dependent_actions
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers
from tests.functional.rollcall_cli.command_line import CommandLine, Result
from tests.functional.rollcall_cli.exports import exported

if TYPE_CHECKING:
    import pytest


def test_a_feature_that_the_apply_would_switch_is_told(made: CallCentre, rollcall: CommandLine) -> None:
    made.connect.update_instance_attribute(InstanceId=made.instance_id, AttributeType="CONTACTFLOW_LOGS", Value="true")

    assert [one["what"] for one in exported(rollcall)["differences"] if one["name"] == "CONTACTFLOW_LOGS"] == [
        "is on; the apply would switch it off"
    ]


def test_an_instance_that_rollcall_never_saw(
    made: CallCentre, numbers: Numbers, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    rollcall.stack_file.unlink()

    result: Result = rollcall.run("export", "--terraform", "--json", "--instance-id", made.instance_id)

    assert result.exit_code == 1
    assert sorted(result.json["inputs"]["queues"]) == ["Billing", 'Help "${now}"']
    unknown = rollcall.run("export", "--terraform", "--instance-id", "00000000-0000-0000-0000-000000000000")
    assert (unknown.exit_code, "There is no Amazon Connect instance" in unknown.err) == (3, True)


def test_an_instance_that_the_root_would_replace_is_refused(made: CallCentre, rollcall: CommandLine) -> None:
    own = made.connect.create_instance(
        IdentityManagementType="EXISTING_DIRECTORY",
        DirectoryId="d-1234567890",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]

    result = rollcall.run_alone("export", "--terraform", "--region", "eu-central-1", "--instance-id", own)

    assert (result.exit_code, "no alias" in result.err) == (3, True)
    assert "keep it out of Terraform" in result.err


def test_it_asks_and_changes_nothing(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    controls().reset()
    exported(rollcall)

    assert {name for name in controls().calls() if not name.startswith(("List", "Describe"))} == set()


def test_the_documented_policy_is_what_is_called(
    centre: Centre, made: CallCentre, numbers: Numbers, rollcall: CommandLine
) -> None:
    """With what IAM wants besides, by AWS's own reference."""
    centre.make_groups("Seattle")
    made.flow_module("Common")
    text = (PROJECT / "docs" / "operations.md").read_text("utf-8")
    section = text[text.index("### What both may do") :]
    policy = json.loads(section[section.index("```json") + 7 : section.index("```\n\nTo find")])
    allowed = [statement["Action"] for statement in policy["Statement"]]
    controls().reset()

    rollcall.run("export", "--terraform", "--json")
    rollcall.run("diagram")

    called = {f"connect:{operation}" for operation in controls().calls()}
    assert {*allowed[0], *allowed[1:]} == called | dependent_actions(called)
