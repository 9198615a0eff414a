"""The ARNs of the resources that a request is about.

For a required resource that the request does not name, such as the user that CreateUser makes, the ARN ends in ``*``.
An optional one counts only if the request names it, or if the operation has no other, as of CreateUserHierarchyGroup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_aws.connect.api.authorisation_table import OPTIONAL, REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.connect.api.registry import Call

SEGMENTS = {
    "agent-status": "agent-state",
    "contact-flow": "contact-flow",
    "contact-flow-module": "flow-module",
    "hierarchy-group": "agent-group",
    "hours-of-operation": "operating-hours",
    "prompt": "prompt",
    "queue": "queue",
    "quick-connect": "transfer-destination",
    "routing-profile": "routing-profile",
    "security-profile": "security-profile",
    "user": "agent",
    "vocabulary": "vocabulary",
    "wildcard-agent-status": "agent-state",
    "wildcard-contact-flow": "contact-flow",
    "wildcard-legacy-phone-number": "phone-number",
    "wildcard-queue": "queue",
    "wildcard-quick-connect": "transfer-destination",
}
"""Part of an ARN by resource type, below the instance."""

MEMBERS = {
    "agent-status": ("AgentStatusId",),
    "contact-flow": ("ContactFlowId", "OutboundFlowId"),
    "contact-flow-module": ("ContactFlowModuleId",),
    "hierarchy-group": ("HierarchyGroupId", "ParentGroupId"),
    "hours-of-operation": ("HoursOfOperationId",),
    "phone-number": ("PhoneNumberId", "OutboundCallerIdNumberId"),
    "prompt": ("PromptId",),
    "queue": ("QueueId", "DefaultOutboundQueueId"),
    "quick-connect": ("QuickConnectId", "QuickConnectIds"),
    "routing-profile": ("RoutingProfileId",),
    "security-profile": ("SecurityProfileId", "SecurityProfileIds"),
    "user": ("UserId",),
    "vocabulary": ("VocabularyId",),
}
"""Request members that hold a resource type's ids, at any depth."""


def resource_arns(call: Call) -> list[str]:
    """Return the ARNs that the caller must be allowed to use; ``*`` alone for an operation about none."""
    if "resourceArn" in call.params:
        return [call.params["resourceArn"]]
    arns: list[str] = []
    for kind in REQUIRED[call.operation]:
        arns += _arns(call, kind) or [child_arn(call, kind, "*")]
    optional = OPTIONAL.get(call.operation, ())
    for kind in optional:
        arns += _arns(call, kind)
    return list(dict.fromkeys(arns)) or [child_arn(call, kind, "*") for kind in optional] or ["*"]


def _instance_id(call: Call) -> str:
    target = call.get("InstanceId") or call.get("TargetArn")
    return target.rpartition("/")[2] if target else "*"


def child_arn(call: Call, kind: str, identifier: str) -> str:
    """Return the ARN of a resource of the call's instance, or of the instance itself, by resource type and id."""
    prefix = call.backend.arn_prefix()
    if kind in ("phone-number", "wildcard-phone-number"):
        return f"{prefix}phone-number/{identifier}"
    instance = f"{prefix}instance/{_instance_id(call)}"
    return instance if kind == "instance" else f"{instance}/{SEGMENTS[kind]}/{identifier}"


def _arns(call: Call, kind: str) -> list[str]:
    members = MEMBERS.get(kind, ())
    return [child_arn(call, kind, item.rpartition("/")[2]) for item in _values(call.params, members)]


def named_values(call: Call, member: str) -> list[str]:
    """Return the values of a request member, at any depth."""
    return list(dict.fromkeys(_values(call.params, (member,))))


def _values(document: Any, members: tuple[str, ...]) -> Iterator[str]:
    if isinstance(document, list):
        for item in document:
            yield from _values(item, members)
    elif isinstance(document, dict):
        for name, value in document.items():
            if name not in members:
                yield from _values(value, members)
            elif isinstance(value, list):
                yield from value
            elif value:
                yield value
