"""What one apply makes."""

from __future__ import annotations

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.stack import Stack


def test_a_plan_after_the_apply_is_empty(stack: Stack) -> None:
    assert stack.pending_changes() == ""


def test_calls_to_the_number_reach_the_contact_flow(stack: Stack) -> None:
    outputs = stack.outputs()
    # A run on an account that has no quota for numbers applies without one: then there is nothing to reach.
    flows = [] if stack.variables.get("phone_number", {}) is None else [outputs["contact_flow_id"]]
    associations = stack.client("connect").list_flow_associations(
        InstanceId=outputs["instance_id"], ResourceType="VOICE_PHONE_NUMBER"
    )["FlowAssociationSummaryList"]

    assert [entry["FlowId"].rpartition("/")[2] for entry in associations] == flows


def test_the_deployment_itself_sends_the_sample_through_the_flow(stack: Stack) -> None:
    record = stack.finished_import("agents.csv")
    stored = [item for item in stack.items(stack.outputs()["files_table"]) if item.get("kind") == "file"]

    assert {name: record.get(name, 0) for name in ("rows", "created", "rejected", "failed")} == {
        "rows": 12,
        "created": 11,
        "rejected": 1,
        "failed": 0,
    }
    assert [(item["key"], bytes(item["content"])) for item in stored if item["key"] == "welcome.txt"] == [
        ("welcome.txt", (PROJECT / "uploads" / "welcome.txt").read_bytes())
    ]
