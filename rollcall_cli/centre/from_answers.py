"""Turns Amazon Connect's answers into the parts of a centre. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rollcall_cli.centre.model import (
    Flow,
    Group,
    Hours,
    PhoneNumber,
    Queue,
    QuickConnect,
    Route,
    RoutingProfile,
    SecurityProfile,
    Span,
    Storage,
)
from roster.connect_instance import LEVELS

_Answer = Mapping[str, Any]


def hours_of(answer: _Answer) -> Hours:
    """Return hours of operation as DescribeHoursOfOperation answers them."""
    spans = frozenset(
        Span(entry["Day"], _minutes(entry["StartTime"]), _minutes(entry["EndTime"]))
        for entry in answer.get("Config", ())
    )
    parents = [parent.get("Name") or parent["Id"] for parent in answer.get("ParentHoursOfOperations") or ()]
    unsaid = (f"takes overrides from {', '.join(parents)}",) if parents else ()
    return Hours(**_common(answer, "HoursOfOperationId"), time_zone=answer["TimeZone"], spans=spans, unsaid=unsaid)


def _minutes(time: Mapping[str, int]) -> int:
    return time["Hours"] * 60 + time["Minutes"]


def queue_of(answer: _Answer, quick_connects: Iterable[str]) -> Queue:
    """Return a queue as DescribeQueue answers it, with the ids of its quick connects."""
    caller: _Answer = answer.get("OutboundCallerConfig") or {}
    unsaid = ("sends e-mail from an address",) if answer.get("OutboundEmailConfig") else ()
    return Queue(
        **_common(answer, "QueueId"),
        hours=answer["HoursOfOperationId"],
        max_contacts=answer.get("MaxContacts") or None,  # 0 is what Connect keeps for none
        caller_name=caller.get("OutboundCallerIdName") or "",
        caller_number=_id(caller.get("OutboundCallerIdNumberId")),
        caller_flow=_id(caller.get("OutboundFlowId")),
        enabled=answer.get("Status") != "DISABLED",
        quick_connects=tuple(quick_connects),
        unsaid=unsaid,
    )


def routing_profile_of(answer: _Answer, routes: Iterable[_Answer]) -> RoutingProfile:
    """Return a routing profile as DescribeRoutingProfile and ListRoutingProfileQueues answer it."""
    unsaid = []
    media = answer.get("MediaConcurrencies") or ()
    if any((entry.get("CrossChannelBehavior") or {}).get("BehaviorType") == "ROUTE_ANY_CHANNEL" for entry in media):
        unsaid.append("lets agents take contacts of several channels at once")
    if answer.get("AgentAvailabilityTimer") == "TIME_SINCE_LAST_INBOUND":
        unsaid.append("chooses agents by the time since their last inbound contact")
    if answer.get("AssociatedManualAssignmentQueueIds"):
        unsaid.append("has queues that agents pick contacts from by hand")
    return RoutingProfile(
        **_common(answer, "RoutingProfileId"),
        channels={entry["Channel"]: entry["Concurrency"] for entry in media},
        routes=tuple(
            sorted(Route(entry["QueueId"], entry["Channel"], entry["Priority"], entry["Delay"]) for entry in routes)
        ),
        default_queue=answer["DefaultOutboundQueueId"],
        unsaid=tuple(unsaid),
    )


def security_profile_of(answer: _Answer, permissions: Iterable[str]) -> SecurityProfile:
    """Return a security profile as DescribeSecurityProfile and ListSecurityProfilePermissions answer it."""
    restrictions = {
        "AllowedAccessControlTags": "is restricted by tags",
        "AllowedAccessControlHierarchyGroupId": "is restricted to a hierarchy group",
        "GranularAccessControlConfiguration": "is restricted to rows of data tables",
    }
    return SecurityProfile(
        id=answer["Id"],
        name=answer["SecurityProfileName"],
        description=answer.get("Description") or "",
        tags=tags_of(answer),
        permissions=tuple(sorted(permissions)),
        unsaid=tuple(words for member, words in restrictions.items() if answer.get(member)),
    )


def quick_connect_of(answer: _Answer, kind: str) -> QuickConnect:
    """Return a quick connect as DescribeQuickConnect answers it; of a USER one no more than its name is looked at."""
    config: _Answer = answer.get("QuickConnectConfig") or {}
    queue, phone = config.get("QueueConfig") or {}, config.get("PhoneConfig") or {}
    return QuickConnect(
        **_common(answer, "QuickConnectId"),
        kind=kind,
        target=phone.get("PhoneNumber") or _id(queue.get("QueueId")),
        flow=_id(queue.get("ContactFlowId")),
    )


def flow_of(entry: _Answer, described: _Answer | None) -> Flow:
    """Return a flow or a module as it is listed, with what Describe answers of it unless that is None."""
    more = described or {}
    unsaid = []
    if more.get("Settings"):
        unsaid.append("has settings beside its content")
    if (more.get("ExternalInvocationConfiguration") or {}).get("Enabled"):
        unsaid.append("may be invoked from outside of flows")
    return Flow(
        **_common({**entry, **more}, "Id"),
        arn=entry["Arn"],
        type=entry.get("ContactFlowType", ""),
        content=more.get("Content"),
        published=(more.get("Status") or entry.get("ContactFlowStatus") or "PUBLISHED") == "PUBLISHED",
        archived=(entry.get("ContactFlowState") or entry.get("State")) == "ARCHIVED",
        unsaid=tuple(unsaid),
    )


def number_of(entry: _Answer, flow: str) -> PhoneNumber:
    """Return a number as ListPhoneNumbersV2 lists it, with the id of the flow that it leads to."""
    return PhoneNumber(
        id=entry["PhoneNumberId"],
        name=entry["PhoneNumber"],
        description=entry.get("PhoneNumberDescription") or "",
        arn=entry["PhoneNumberArn"],
        country=entry["PhoneNumberCountryCode"],
        type=entry["PhoneNumberType"],
        flow=flow,
    )


def group_of(answer: _Answer) -> Group:
    """Return a hierarchy group as DescribeUserHierarchyGroup answers it."""
    levels: _Answer = answer["HierarchyPath"]
    path = tuple(str(levels[level]["Name"]) for level in LEVELS if levels.get(level))
    return Group(**_common(answer, "Id"), path=path)


def storage_of(kind: str, entry: _Answer) -> Storage:
    """Return where a kind of data is stored, as ListInstanceStorageConfigs answers it."""
    return Storage(id=entry["AssociationId"], name=kind, config=entry)


def _common(answer: _Answer, id_member: str) -> dict[str, Any]:
    name, description = answer["Name"], answer.get("Description") or ""
    return {"id": answer[id_member], "name": name, "description": description, "tags": tags_of(answer)}


def tags_of(answer: _Answer) -> dict[str, str]:
    """Return the tags that an answer holds, without those that AWS makes."""
    return {key: value for key, value in (answer.get("Tags") or {}).items() if not key.startswith("aws:")}


def _id(id_or_arn: str | None) -> str:
    return (id_or_arn or "").rpartition("/")[2]
