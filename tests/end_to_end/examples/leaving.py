"""What stays when Rollcall leaves: a contact centre as Amazon Connect itself shows it."""

from __future__ import annotations

import re
from typing import Any

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.example import Example

_LEAVING = re.compile(r"^### Leaving, and keeping the instance\n.*?```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def shown_by_connect(example: Example) -> dict[str, Any]:
    """Describe the instance of an example, with all that was made in it, users first."""
    connect, instance = example.client("connect"), example.outputs()["instance_id"]
    queues = connect.list_queues(InstanceId=instance, QueueTypes=["STANDARD"])["QueueSummaryList"]
    flows = connect.list_contact_flows(InstanceId=instance)["ContactFlowSummaryList"]
    numbers = connect.list_phone_numbers_v2(InstanceId=instance)["ListPhoneNumbersSummaryList"]
    return {
        "users": example.users(),
        "instance": connect.describe_instance(InstanceId=instance)["Instance"],
        "groups": connect.list_user_hierarchy_groups(InstanceId=instance)["UserHierarchyGroupSummaryList"],
        "routing profiles": connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"],
        "security profiles": connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"],
        "quick connects": connect.list_quick_connects(InstanceId=instance)["QuickConnectSummaryList"],
        "queues": [connect.describe_queue(InstanceId=instance, QueueId=queue["Id"])["Queue"] for queue in queues],
        "offered": {
            queue["Name"]: connect.list_queue_quick_connects(InstanceId=instance, QueueId=queue["Id"])[
                "QuickConnectSummaryList"
            ]
            for queue in queues
        },
        "flows": [
            connect.describe_contact_flow(InstanceId=instance, ContactFlowId=flow["Id"])["ContactFlow"]
            for flow in flows
        ],
        "numbers": [
            connect.describe_phone_number(PhoneNumberId=number["PhoneNumberId"])["ClaimedPhoneNumberSummary"]
            for number in numbers
        ],
        "numbers lead to": connect.list_flow_associations(InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER")[
            "FlowAssociationSummaryList"
        ],
    }


def leave(example: Example) -> None:
    """Run what docs/operations.md says about leaving, as it stands there; nobody is asked whether to destroy."""
    [commands] = _LEAVING.findall((PROJECT / "docs" / "operations.md").read_text("utf-8"))
    example.shell(commands, TF_CLI_ARGS_destroy="-auto-approve")
