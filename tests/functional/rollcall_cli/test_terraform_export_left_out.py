"""What `export --terraform` can't say is told, and nothing else is lost with it."""

from __future__ import annotations

from local_aws.connect import controls
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.call_centre import CallCentre, Numbers, action, content, slot
from tests.functional.rollcall_cli.command_line import CommandLine
from tests.functional.rollcall_cli.exports import exported, said


def test_what_is_left_out_counts_as_existing_where_it_is_named(made: CallCentre, rollcall: CommandLine) -> None:
    made.own()
    made.hours("Odd ", slot("MONDAY", (9, 0), (17, 0)))
    made.queue("Bills", "Odd ")

    document = exported(rollcall)

    assert said(document, "hours_of_operation") == {"Odd ": "has spaces around its name, which the input refuses"}
    assert document["inputs"]["queues"] == {"Bills": {"hours": "Odd ", "description": ""}}
    assert document["inputs"]["existing"] == {"hours_of_operation": ["Odd "]}


def test_drafts_and_archived_flows_are_left_out(made: CallCentre, rollcall: CommandLine) -> None:
    body = content(action("bye", "DisconnectParticipant"))
    made.flow("Draft", body, Status="SAVED")
    old = made.flow("Old", body)
    made.connect.update_contact_flow_metadata(
        InstanceId=made.instance_id, ContactFlowId=old, ContactFlowState="ARCHIVED"
    )

    found = said(exported(rollcall), "contact_flows")

    assert found["Old"] == "is archived"
    assert "draft" in found["Draft"]


def test_what_is_deleted_meanwhile_is_passed_over(made: CallCentre, numbers: Numbers, rollcall: CommandLine) -> None:
    controls().fail_next("DescribeSecurityProfile", "ResourceNotFoundException", times=5)

    document = exported(rollcall)

    assert "security_profiles" not in document["inputs"]
    assert "Billing" in document["inputs"]["queues"]


def test_what_the_caller_may_not_read_is_told(made: CallCentre, rollcall: CommandLine) -> None:
    controls().fail_next("ListQuickConnects", "AccessDeniedException")

    result = rollcall.run("export", "--terraform")

    assert (result.exit_code, "policy allows ListQuickConnects" in result.err) == (3, True)


def test_quick_connects_of_agents_are_no_loss(centre: Centre, made: CallCentre, rollcall: CommandLine) -> None:
    made.own()
    user = centre.create_user("ada")
    flow = made.ids["Default agent transfer"]
    made.quick_connect("ada", "USER", "UserConfig", UserId=user, ContactFlowId=flow)
    made.hours("Office", slot("MONDAY", (9, 0), (17, 0)))
    made.queue("Bills", "Office", QuickConnectIds=[made.ids["ada"]])

    result = rollcall.run("export", "--terraform", "--json")

    assert (result.exit_code, result.json["left_out"]) == (0, [])
    assert result.json["quick_connects_of_agents"] == ["ada"]
    assert "quick_connects" not in result.json["inputs"]
    assert result.json["inputs"]["queues"]["Bills"]["quick_connects"] == ["ada"]
    assert result.json["inputs"]["existing"] == {"quick_connects": ["ada"]}
