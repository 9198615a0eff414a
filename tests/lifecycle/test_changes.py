"""A deployment from its first apply through whatever its owner changes.

After a change the apply's own plan is compared: it holds that change, and so nothing that the apply before left undone.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.deployer import Deployer
from tests.end_to_end.local_account import LocalStack

FLOW = "update aws_connect_contact_flow.inbound"
ASSOCIATION = 'create aws_lambda_invocation.associate_phone_number["inbound"]'


def associated_flow(stack: LocalStack) -> str:
    [association] = stack.client("connect").list_flow_associations(
        InstanceId=stack.outputs()["instance_id"], ResourceType="VOICE_PHONE_NUMBER"
    )["FlowAssociationSummaryList"]
    flow: str = association["FlowId"].rpartition("/")[2]
    return flow


def test_an_apply_without_the_zips_names_the_way_to_them(lifecycle: LocalStack) -> None:
    built = lifecycle.root / "build" / "ingest.zip"
    kept = shutil.move(built, lifecycle.home)

    result = lifecycle.terraform("plan", check=False)

    shutil.move(kept, built)
    assert result.returncode == 1
    assert "`make build`" in " ".join(result.stdout.replace("│", " ").split())


def test_names_that_nothing_defines_fail_the_plan_all_at_once(lifecycle: LocalStack) -> None:
    centre = {
        "queues": {"Billing": {"hours": "Office", "quick_connects": ["Desk"], "outbound_caller": {"number": "main"}}},
        "routing_profiles": {"Agents": {"channels": {"VOICE": 1}, "queues": [{"queue": "Returns"}]}},
        "hours_of_operation": {"Basic": {"time_zone": "UTC", "open": {"daily": "08:00-18:00, 17:00-20:00"}}},
    }
    lifecycle.variables |= centre

    result = lifecycle.terraform("plan", check=False)

    for name in centre:
        del lifecycle.variables[name]
    said = " ".join(result.stdout.replace("│", " ").split())
    assert result.returncode == 1
    for sentence in (
        "queue 'Billing' names hours of operation 'Office', which neither `hours_of_operation` nor the instance has",
        "queue 'Billing' names phone number 'main', which `phone_numbers` does not have",
        "queue 'Billing' names quick connect 'Desk', which neither `quick_connects` nor the instance has",
        "routing profile 'Agents' names queue 'Returns', which neither `queues` nor the instance has",
        "hours of operation 'Basic' overlap on sunday: 08:00-18:00 and 17:00-20:00",
    ):
        assert sentence in said
    assert {line for line in result.stdout.splitlines() if "Error: " in line} == {"Error: Resource precondition failed"}


@pytest.fixture(scope="module")
def graph(lifecycle: LocalStack) -> str:
    """Terraform's graph of all resources, in the language of Graphviz."""
    return lifecycle.terraform("graph").stdout


def outlasting(graph: str) -> Callable[[str], set[str]]:
    """Read the graph; the answer says of a resource what is there before it, and still there when it is destroyed."""
    edges = re.findall(r'"([\w.]+)" -> "([\w.]+)"', graph)

    def outlast(resource: str) -> set[str]:
        found: set[str] = set()
        waiting = [resource]
        while waiting:
            following = {needed for resource, needed in edges if resource == waiting[-1]} - found
            waiting[-1:] = following
            found |= following
        return found

    return outlast


def test_who_makes_users_and_passwords_is_gone_before_either_is_cleared_away(graph: str) -> None:
    outlast = outlasting(graph)
    clean_ups = {f"module.staffing.aws_lambda_invocation.{hook}" for hook in ("release_users", "purge_passwords")}

    for function in ("ingest", "provision"):
        for resource in ("aws_lambda_function.this", "aws_iam_role_policy.work"):
            assert clean_ups <= outlast(f"module.staffing.module.{function}.{resource}")
    assert "module.staffing.module.provision.aws_lambda_function.this" in outlast(
        "module.staffing.module.provision.aws_lambda_event_source_mapping.stream"
    )
    assert "module.connect.aws_connect_user_hierarchy_group.level_two" in outlast(
        "module.staffing.aws_lambda_invocation.release_users"
    )
    assert "module.staffing.module.storage.aws_dynamodb_table.agents" in outlast(
        "module.staffing.aws_lambda_invocation.purge_passwords"
    )


def test_the_deletion_guard_goes_first_and_uploads_find_their_trigger(graph: str) -> None:
    outlast = outlasting(graph)
    guard = "module.staffing.aws_lambda_invocation.guard_deletion"
    nodes = re.findall(r'^ *"([\w.]+)" \[label=', graph, re.MULTILINE)
    resources = {node for node in nodes if ".data." not in f".{node}"}

    assert resources - outlast(guard) == {guard}
    assert {"aws_s3_object.uploads", "module.connect.aws_connect_phone_number.this"} <= outlast(guard)
    assert "module.staffing.aws_s3_bucket_notification.uploads" in outlast("aws_s3_object.uploads")
    assert "module.staffing.module.report.aws_lambda_event_source_mapping.stream" in outlast("aws_s3_object.uploads")


def test_a_failed_association_fails_the_apply_and_the_next_one_tries_again(lifecycle: LocalStack) -> None:
    lifecycle.server.controls.connect_fail_next("AssociatePhoneNumberContactFlow", "InvalidParameterException", times=1)

    failed = lifecycle.terraform("apply", "-auto-approve", check=False)

    assert failed.returncode == 1
    [error] = failed.stdout.split("\nError: ")[1:]
    assert "InvalidParameterException" in error
    assert lifecycle.changes() == [ASSOCIATION, "create aws_lambda_invocation.guard_deletion"]
    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]


def test_a_new_greeting_is_one_clean_apply(lifecycle: LocalStack, deployer: Deployer) -> None:
    deployer.narrow(lifecycle.outputs()["instance_id"])
    flow = lifecycle.outputs()["contact_flow_id"]

    changed = lifecycle.changes(contact_flow={"type": "disconnect", "greeting": 'Grüß Gott & "welcome" <caller>'})

    assert changed == [FLOW]
    outputs = lifecycle.outputs()
    content = lifecycle.client("connect").describe_contact_flow(
        InstanceId=outputs["instance_id"], ContactFlowId=outputs["contact_flow_id"]
    )["ContactFlow"]["Content"]
    texts = [action["Parameters"].get("Text") for action in json.loads(content)["Actions"]]
    assert outputs["contact_flow_id"] == flow
    assert 'Grüß Gott & "welcome" <caller>' in texts


@pytest.mark.parametrize("flow_type", ["queue", "custom"])
def test_the_flow_can_be_of_another_kind(lifecycle: LocalStack, flow_type: str, tmp_path: Path) -> None:
    flow: dict[str, Any] = {"type": flow_type}
    if flow_type == "custom":
        own = {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        (tmp_path / "flow.json").write_text(
            json.dumps({"Version": "2019-10-30", "StartAction": "bye", "Actions": [own]}), "utf-8"
        )
        flow["file"] = str(tmp_path / "flow.json")

    assert lifecycle.changes(contact_flow=flow) == [FLOW]
    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]


def test_a_function_whose_code_or_memory_changes_is_one_clean_apply(lifecycle: LocalStack) -> None:
    with zipfile.ZipFile(lifecycle.root / "build" / "report.zip", "a") as archive:
        archive.writestr("changed.txt", "It does what it did.")
    module = lifecycle.root / "modules" / "staffing" / "report.tf"
    text = module.read_text("utf-8")
    assert "= 1024" in text
    module.write_text(text.replace("= 1024", "= 1280"), "utf-8")

    assert lifecycle.changes() == ["update aws_lambda_function.this"]


def test_a_replaced_instance_is_one_clean_apply_even_if_its_association_fails_once(
    lifecycle: LocalStack, deployer: Deployer
) -> None:
    deployer.widen()  # the new instance has an id of its own
    before = lifecycle.outputs()["instance_id"]
    lifecycle.server.controls.connect_fail_next("AssociatePhoneNumberContactFlow", "InvalidParameterException", times=1)
    lifecycle.variables["instance_alias"] = "another-alias"

    failed = lifecycle.terraform("apply", "-auto-approve", check=False)

    assert failed.returncode == 1
    assert lifecycle.changes() == [ASSOCIATION]
    outputs = lifecycle.outputs()
    assert outputs["instance_id"] != before
    assert associated_flow(lifecycle) == outputs["contact_flow_id"]


def test_a_replaced_instance_with_other_tags_is_one_clean_apply(lifecycle: LocalStack) -> None:
    changed = lifecycle.changes(instance_alias="third-alias", tags={"Team": "staffing"})

    assert "replace aws_connect_instance.this" in changed
    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]
    assert lifecycle.pending_changes() == ""


def test_a_destroy_after_all_that_leaves_nothing(lifecycle: LocalStack, deployer: Deployer) -> None:
    deployer.narrow(lifecycle.outputs()["instance_id"])

    lifecycle.destroy()

    assert deployer.inventory() == {}
    deployer.compare("lifecycle_changes")
