"""What happens to a deployment from its first apply to the apply after its destroy.

Beside the end-to-end tests, so that both can run at once.
"""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from local_aws.client import LocalAws
from roster.items import to_wire
from tests.end_to_end.conftest import HIERARCHY
from tests.end_to_end.directories import directory
from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack


@pytest.fixture(scope="module")
def lifecycle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A deployment of its own, whose tests run in their order: each begins where the one before ended."""
    home = tmp_path_factory.mktemp("lifecycle")
    with LocalAws(home / "server", connect_quota_factor=20.0) as server:
        stack = Stack(home, server, {"user_hierarchy": HIERARCHY})
        stack.stage()
        yield stack


def associated_flow(stack: Stack) -> str:
    [association] = stack.client("connect").list_flow_associations(
        InstanceId=stack.outputs()["instance_id"], ResourceType="VOICE_PHONE_NUMBER"
    )["FlowAssociationSummaryList"]
    flow: str = association["FlowId"].rpartition("/")[2]
    return flow


def test_an_apply_without_the_zips_names_the_way_to_them(lifecycle: Stack) -> None:
    built = lifecycle.root / "build" / "ingest.zip"
    kept = shutil.move(built, lifecycle.home)

    result = lifecycle.terraform("plan", check=False)

    shutil.move(kept, built)
    assert result.returncode == 1
    assert "`make build`" in " ".join(result.stdout.replace("│", " ").split())


def outlasting(stack: Stack) -> Callable[[str], set[str]]:
    """Read the graph; the answer says of a resource what is there before it, and still there when it is destroyed."""
    edges = re.findall(r'"([\w.]+)" -> "([\w.]+)"', stack.terraform("graph").stdout)

    def outlast(resource: str) -> set[str]:
        found: set[str] = set()
        waiting = [resource]
        while waiting:
            following = {needed for resource, needed in edges if resource == waiting[-1]} - found
            waiting[-1:] = following
            found |= following
        return found

    return outlast


def test_who_makes_users_and_passwords_is_gone_before_either_is_cleared_away(lifecycle: Stack) -> None:
    outlast = outlasting(lifecycle)
    clean_ups = {
        f"module.staffing.aws_lambda_invocation.{hook}" for hook in ("clear_user_hierarchy", "purge_passwords")
    }

    for function in ("ingest", "provision"):
        for resource in ("aws_lambda_function.this", "aws_iam_role_policy.work"):
            assert clean_ups <= outlast(f"module.staffing.module.{function}.{resource}")
    assert "module.staffing.module.provision.aws_lambda_function.this" in outlast(
        "module.staffing.module.provision.aws_lambda_event_source_mapping.stream"
    )
    assert "module.connect.aws_connect_user_hierarchy_group.level_two" in outlast(
        "module.staffing.aws_lambda_invocation.clear_user_hierarchy"
    )
    assert "module.staffing.module.storage.aws_dynamodb_table.agents" in outlast(
        "module.staffing.aws_lambda_invocation.purge_passwords"
    )


def test_the_deletion_guard_goes_first_and_uploads_find_their_trigger(lifecycle: Stack) -> None:
    outlast = outlasting(lifecycle)
    guard = "module.staffing.aws_lambda_invocation.guard_deletion"
    nodes = re.findall(r'^ *"([\w.]+)" \[label=', lifecycle.terraform("graph").stdout, re.MULTILINE)
    resources = {node for node in nodes if ".data." not in f".{node}"}

    assert resources - outlast(guard) == {guard}
    assert {"aws_s3_object.uploads", "module.connect.aws_connect_phone_number.inbound"} <= outlast(guard)
    assert "module.staffing.aws_s3_bucket_notification.uploads" in outlast("aws_s3_object.uploads")
    assert "module.staffing.module.report.aws_lambda_event_source_mapping.stream" in outlast("aws_s3_object.uploads")


def test_a_failed_association_fails_the_apply_and_the_next_one_tries_again(lifecycle: Stack) -> None:
    lifecycle.server.controls.connect_fail_next("AssociatePhoneNumberContactFlow", "InvalidParameterException", times=1)

    failed = lifecycle.terraform("apply", "-auto-approve", check=False)

    assert failed.returncode == 1
    [error] = failed.stdout.split("\nError: ")[1:]
    assert "InvalidParameterException" in error
    lifecycle.apply()
    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]
    assert lifecycle.pending_changes() == ""


def test_a_new_greeting_is_one_clean_apply(lifecycle: Stack) -> None:
    flow = lifecycle.outputs()["contact_flow_id"]

    lifecycle.apply(contact_flow={"type": "disconnect", "greeting": 'Grüß Gott & "welcome" <caller>'})

    outputs = lifecycle.outputs()
    content = lifecycle.client("connect").describe_contact_flow(
        InstanceId=outputs["instance_id"], ContactFlowId=outputs["contact_flow_id"]
    )["ContactFlow"]["Content"]
    texts = [action["Parameters"].get("Text") for action in json.loads(content)["Actions"]]
    assert outputs["contact_flow_id"] == flow
    assert 'Grüß Gott & "welcome" <caller>' in texts
    assert lifecycle.pending_changes() == ""


@pytest.mark.parametrize("flow_type", ["queue", "custom"])
def test_the_flow_can_be_of_another_kind(lifecycle: Stack, flow_type: str, tmp_path: Path) -> None:
    flow: dict[str, Any] = {"type": flow_type}
    if flow_type == "custom":
        own = {"Identifier": "bye", "Type": "DisconnectParticipant", "Parameters": {}, "Transitions": {}}
        (tmp_path / "flow.json").write_text(
            json.dumps({"Version": "2019-10-30", "StartAction": "bye", "Actions": [own]}), "utf-8"
        )
        flow["file"] = str(tmp_path / "flow.json")

    lifecycle.apply(contact_flow=flow)

    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]
    assert lifecycle.pending_changes() == ""


def test_a_function_whose_code_or_memory_changes_is_one_clean_apply(lifecycle: Stack) -> None:
    with zipfile.ZipFile(lifecycle.root / "build" / "report.zip", "a") as archive:
        archive.writestr("changed.txt", "It does what it did.")
    module = lifecycle.root / "modules" / "staffing" / "report.tf"
    text = module.read_text("utf-8")
    assert "= 1024" in text
    module.write_text(text.replace("= 1024", "= 1280"), "utf-8")

    printed = lifecycle.apply()

    assert "1 changed" in printed
    assert lifecycle.pending_changes() == ""


def test_a_replaced_instance_is_one_clean_apply_even_if_its_association_fails_once(lifecycle: Stack) -> None:
    before = lifecycle.outputs()["instance_id"]
    lifecycle.server.controls.connect_fail_next("AssociatePhoneNumberContactFlow", "InvalidParameterException", times=1)
    lifecycle.variables["instance_alias"] = "another-alias"

    failed = lifecycle.terraform("apply", "-auto-approve", check=False)

    assert failed.returncode == 1
    assert lifecycle.pending_changes() != ""
    lifecycle.apply()
    outputs = lifecycle.outputs()
    assert outputs["instance_id"] != before
    assert associated_flow(lifecycle) == outputs["contact_flow_id"]
    assert lifecycle.pending_changes() == ""


def test_a_replaced_instance_is_one_clean_apply(lifecycle: Stack) -> None:
    lifecycle.apply(instance_alias="third-alias")

    assert associated_flow(lifecycle) == lifecycle.outputs()["contact_flow_id"]
    assert lifecycle.pending_changes() == ""


def test_the_deletion_guard_refuses_before_anything_is_touched(lifecycle: Stack) -> None:
    lifecycle.apply(deletion_protection=True)
    before = lifecycle.server.controls.inventory()

    refused = lifecycle.terraform("destroy", "-auto-approve", check=False)

    assert refused.returncode == 1
    assert "deletion_protection" in refused.stdout
    assert lifecycle.server.controls.inventory() == before
    lifecycle.apply(deletion_protection=False)


def test_a_destroy_after_uploads_leaves_nothing(lifecycle: Stack) -> None:
    bucket = lifecycle.outputs()["upload_bucket"]
    for version in range(3):
        lifecycle.client("s3").put_object(Bucket=bucket, Key="notes.txt", Body=f"version {version}".encode())
    lifecycle.settle()
    controls, listed = lifecycle.server.controls, lifecycle.passwords().keys()
    assert listed
    # AWS lists a secret up to five minutes later, and nobody waits that long with a destroy.
    controls.lag_secret_listings(on=True)
    body = directory([{"username": "young", "first name": "A", "last name": "B"}])
    assert lifecycle.upload("young.csv", body)["created"] == 1
    by_hand = {"username": "by-hand", "identity": {"first_name": "By", "last_name": "Hand"}}
    lifecycle.client("dynamodb").put_item(TableName=lifecycle.outputs()["agents_table"], Item=to_wire(by_hand))
    lifecycle.settle()
    assert lifecycle.passwords().keys() == listed
    assert len(controls.inventory()["secrets"]) == len(listed) + 2

    lifecycle.destroy()

    controls.lag_secret_listings(on=False)
    left = {kind: names for kind, names in lifecycle.server.controls.inventory().items() if names}
    assert left == {}


def test_a_second_apply_straight_after_works(lifecycle: Stack) -> None:
    lifecycle.stage()
    lifecycle.apply(instance_alias=None, contact_flow={"type": "disconnect"})

    assert lifecycle.finished_import("agents.csv")["created"] == 11
    assert lifecycle.pending_changes() == ""


def test_a_destroy_in_the_middle_of_an_import_leaves_nothing(lifecycle: Stack) -> None:
    agent = {"first name": "A", "last name": "B", "user hierarchy": "Berlin/Returns", "acw seconds": 30}
    body = directory({"user login": f"agent{number:04d}"} | agent for number in range(3_000))
    lifecycle.client("s3").put_object(Bucket=lifecycle.outputs()["upload_bucket"], Key="many.csv", Body=body)

    def made() -> int:
        return lifecycle.server.controls.connect_calls().get("CreateUser", 0)

    enough = made() + 100
    wait_until(lambda: made() >= enough, "making 100 users", seconds=120)

    lifecycle.destroy()

    assert {kind: names for kind, names in lifecycle.server.controls.inventory().items() if names} == {}
