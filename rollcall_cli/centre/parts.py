"""Describes the parts of an instance one by one, with calls that change nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from rollcall_cli.centre import own_names
from rollcall_cli.centre.from_answers import (
    flow_of,
    group_of,
    hours_of,
    queue_of,
    quick_connect_of,
    routing_profile_of,
    security_profile_of,
)
from rollcall_cli.centre.model import Flow, Group, Hours, Queue, QuickConnect, RoutingProfile, SecurityProfile

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_ONLY_A_DRAFT: Final = "ContactFlowNotPublishedException"
_Entry = dict[str, Any]
"""A part as it is listed."""


class Parts:
    """The parts of one instance.

    Args:
        client: a Connect client.
        instance_id: the instance.

    All methods raise `botocore.exceptions.ClientError` where AWS refuses, such as for a part that is gone.
    """

    def __init__(self, client: ConnectClient, instance_id: str) -> None:
        self._client: Any = client
        self._id = instance_id

    def pages(self, operation: str, member: str, **parameters: Any) -> list[Any]:
        """List all that an operation answers, page by page."""
        pages = self._client.get_paginator(operation).paginate(InstanceId=self._id, **parameters)
        return [entry for page in pages for entry in page.get(member, ())]

    def _described(self, operation: str, member: str, **ids: str) -> dict[str, Any]:
        answer: dict[str, Any] = getattr(self._client, operation)(InstanceId=self._id, **ids)[member]
        return answer

    def hours(self, entry: _Entry) -> Hours:
        """Describe hours of operation."""
        described = self._described("describe_hours_of_operation", "HoursOfOperation", HoursOfOperationId=entry["Id"])
        return hours_of(described)

    def queue(self, entry: _Entry) -> Queue:
        """Describe a queue, with its quick connects."""
        described = self._described("describe_queue", "Queue", QueueId=entry["Id"])
        connects = self.pages("list_queue_quick_connects", "QuickConnectSummaryList", QueueId=entry["Id"])
        return queue_of(described, [connect["Id"] for connect in connects])

    def routing_profile(self, entry: _Entry) -> RoutingProfile:
        """Describe a routing profile, with its queues."""
        described = self._described("describe_routing_profile", "RoutingProfile", RoutingProfileId=entry["Id"])
        routes = self.pages(
            "list_routing_profile_queues",
            "RoutingProfileQueueConfigSummaryList",
            RoutingProfileId=entry["Id"],
        )
        return routing_profile_of(described, routes)

    def security_profile(self, entry: _Entry) -> SecurityProfile:
        """Describe a security profile, with its permissions."""
        described = self._described("describe_security_profile", "SecurityProfile", SecurityProfileId=entry["Id"])
        permissions = self.pages("list_security_profile_permissions", "Permissions", SecurityProfileId=entry["Id"])
        return security_profile_of(described, permissions)

    def quick_connect(self, entry: _Entry) -> QuickConnect:
        """Describe a quick connect; of one that is an agent's, no more than its name is known."""
        if entry.get("QuickConnectType") == "USER":  # an agent's own, which comes and goes with the agent
            return quick_connect_of({"QuickConnectId": entry["Id"], "Name": entry["Name"]}, "USER")
        described = self._described("describe_quick_connect", "QuickConnect", QuickConnectId=entry["Id"])
        return quick_connect_of(described, described["QuickConnectConfig"]["QuickConnectType"])

    def flow(self, entry: _Entry) -> Flow:
        """Describe a flow; the content of those that every instance has is not asked for unless callers may meet it."""
        if entry["Name"] in own_names.FLOWS and entry["ContactFlowType"] != "CONTACT_FLOW":
            return flow_of(entry, None)
        return self._with_content("describe_contact_flow", "ContactFlow", entry, ContactFlowId=entry["Id"])

    def flow_module(self, entry: _Entry) -> Flow:
        """Describe a flow module."""
        return self._with_content(
            "describe_contact_flow_module", "ContactFlowModule", entry, ContactFlowModuleId=entry["Id"]
        )

    def _with_content(self, operation: str, member: str, entry: _Entry, **ids: str) -> Flow:
        try:
            return flow_of(entry, self._described(operation, member, **ids))
        except ClientError as error:
            if error.response["Error"]["Code"] != _ONLY_A_DRAFT:
                raise
            return flow_of(entry | {"ContactFlowStatus": "SAVED"}, None)

    def group(self, entry: _Entry) -> Group:
        """Describe a hierarchy group, with the groups above it."""
        described = self._described("describe_user_hierarchy_group", "HierarchyGroup", HierarchyGroupId=entry["Id"])
        return group_of(described)
