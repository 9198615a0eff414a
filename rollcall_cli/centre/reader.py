"""Reads a contact centre from Amazon Connect, with calls that change nothing.

Every part is listed, then described one by one. Connect answers two calls a second by default
(https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html), so the client must be one
that slows down by itself when it is throttled (`rollcall_cli.instance.CLIENT_OPTIONS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from rollcall_cli.centre.from_answers import number_of, storage_of, tags_of
from rollcall_cli.centre.model import Centre, PhoneNumber, Storage
from rollcall_cli.centre.parts import Parts
from rollcall_cli.errors import is_gone
from rollcall_cli.instance import describe_instance
from rollcall_cli.progress import Show
from roster.connect_instance import LEVELS

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

FOR_TERRAFORM: Final = frozenset(
    {
        "attributes",
        "hours",
        "queues",
        "routing_profiles",
        "security_profiles",
        "quick_connects",
        "flows",
        "flow_modules",
        "phone_numbers",
        "lambda_functions",
        "storage",
        "hierarchy",
    }
)
"""Parts that Terraform can manage."""

FOR_PICTURE: Final = frozenset(
    {"hours", "queues", "routing_profiles", "flows", "flow_modules", "phone_numbers", "agents", "prompts"}
)
"""Parts that a picture of the centre shows."""

STORAGE_KINDS: Final = (
    "AGENT_EVENTS",
    "ATTACHMENTS",
    "CALL_RECORDINGS",
    "CHAT_TRANSCRIPTS",
    "CONTACT_EVALUATIONS",
    "CONTACT_TRACE_RECORDS",
    "EMAIL_MESSAGES",
    "MEDIA_STREAMS",
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS",
    "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS",
    "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS",
    "SCHEDULED_REPORTS",
    "SCREEN_RECORDINGS",
)
"""Kinds of data that an instance may store (InstanceStorageResourceType)."""

_Describe = Callable[[dict[str, Any]], Any]


def read_centre(client: ConnectClient, instance_id: str, parts: Collection[str], show: Show) -> Centre:
    """Read an instance.

    Args:
        client: a Connect client built with `CLIENT_OPTIONS`.
        instance_id: the instance.
        parts: which, such as `FOR_TERRAFORM`; the others stay empty.
        show: is told of the progress: things described, and how many there are.

    Raises:
        CliError: there is no such instance.
        ClientError: AWS refuses.
        BotoCoreError: AWS can't be asked.
    """
    return _Reading(client, instance_id, parts, show).centre()


class _Reading:
    def __init__(self, client: ConnectClient, instance_id: str, parts: Collection[str], show: Show) -> None:
        self._client: Any = client
        self._id = instance_id
        self._described = Parts(client, instance_id)
        self._parts = parts
        self._show = show
        self._done = 0
        self._all = 0

    def centre(self) -> Centre:
        instance = describe_instance(self._client, self._id)
        listed = self._listed()
        self._all = sum(len(entries) for _, entries in listed.values())
        described: dict[str, Any] = {part: self._each(*of_part) for part, of_part in listed.items()}
        numbers = self._numbers(instance["Arn"]) if "phone_numbers" in self._parts else ()
        members: dict[str, Any] = {
            "phone_numbers": numbers,
            "lambda_functions": tuple(
                sorted(self._pages("list_lambda_functions", "LambdaFunctions", "lambda_functions"))
            ),
            "storage": self._storage(),
            "levels": self._levels(),
            "attributes": {
                entry["AttributeType"]: entry.get("Value") == "true"
                for entry in self._pages("list_instance_attributes", "Attributes", "attributes")
            },
            "agents": self._agents(),
            "prompts": {
                entry["Id"]: entry["Name"] for entry in self._pages("list_prompts", "PromptSummaryList", "prompts")
            },
        }
        self._show(self._all, self._all, "")
        return Centre(
            id=self._id,
            arn=instance["Arn"],
            alias=instance.get("InstanceAlias", ""),
            identity_management_type=instance["IdentityManagementType"],
            tags=tags_of(instance),
            **described,
            **members,
        )

    def _listed(self) -> dict[str, tuple[_Describe, list[Any]]]:
        """List what has to be described one by one; return it by part, with how it is described."""
        hours = self._pages("list_hours_of_operations", "HoursOfOperationSummaryList", "hours")
        queues = self._pages("list_queues", "QueueSummaryList", "queues", QueueTypes=["STANDARD"])
        routing = self._pages("list_routing_profiles", "RoutingProfileSummaryList", "routing_profiles")
        security = self._pages("list_security_profiles", "SecurityProfileSummaryList", "security_profiles")
        connects = self._pages("list_quick_connects", "QuickConnectSummaryList", "quick_connects")
        flows = self._pages("list_contact_flows", "ContactFlowSummaryList", "flows")
        modules = self._pages("list_contact_flow_modules", "ContactFlowModulesSummaryList", "flow_modules")
        groups = self._pages("list_user_hierarchy_groups", "UserHierarchyGroupSummaryList", "hierarchy")
        return {
            "hours": (self._described.hours, hours),
            "queues": (self._described.queue, queues),
            "routing_profiles": (self._described.routing_profile, routing),
            "security_profiles": (self._described.security_profile, security),
            "quick_connects": (self._described.quick_connect, connects),
            "flows": (self._described.flow, flows),
            "flow_modules": (self._described.flow_module, modules),
            "groups": (self._described.group, groups),
        }

    def _each(self, describe: _Describe, entries: list[Any]) -> tuple[Any, ...]:
        """Describe things; one that was deleted since it was listed is passed over."""
        found = []
        for entry in entries:
            self._show(self._done, self._all, str(entry.get("Name", "")))
            try:
                found.append(describe(entry))
            except ClientError as error:
                if not is_gone(error):
                    raise
            self._done += 1
        return tuple(found)

    def _pages(self, operation: str, member: str, part: str, **parameters: Any) -> list[Any]:
        """List all of a part that was asked for; nothing of any other."""
        return self._described.pages(operation, member, **parameters) if part in self._parts else []

    def _numbers(self, instance_arn: str) -> tuple[PhoneNumber, ...]:
        pages = self._client.get_paginator("list_phone_numbers_v2").paginate(TargetArn=instance_arn)
        listed = [entry for page in pages for entry in page["ListPhoneNumbersSummaryList"]]
        associations = self._pages("list_flow_associations", "FlowAssociationSummaryList", "phone_numbers")
        flows = {
            entry["ResourceId"].rpartition("/")[2]: entry["FlowId"].rpartition("/")[2]
            for entry in associations
            if entry.get("ResourceType") == "VOICE_PHONE_NUMBER"
        }
        return tuple(number_of(entry, flows.get(entry["PhoneNumberId"], "")) for entry in listed)

    def _storage(self) -> tuple[Storage, ...]:
        found: list[Storage] = []
        for kind in STORAGE_KINDS if "storage" in self._parts else ():
            entries = self._pages("list_instance_storage_configs", "StorageConfigs", "storage", ResourceType=kind)
            found += [storage_of(kind, entry) for entry in entries]
        return tuple(found)

    def _levels(self) -> tuple[str, ...]:
        if "hierarchy" not in self._parts:
            return ()
        answer = self._client.describe_user_hierarchy_structure(InstanceId=self._id)
        levels = answer.get("HierarchyStructure", {})
        return tuple(levels[level]["Name"] for level in LEVELS if levels.get(level, {}).get("Name"))

    def _agents(self) -> Counter[str]:
        users: Iterator[dict[str, Any]] = iter(self._pages("search_users", "Users", "agents"))
        return Counter(user["RoutingProfileId"] for user in users)
