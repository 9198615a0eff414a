"""What a new instance holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.flows.default_flows import content
from local_aws.connect.resources import (
    AGENT_STATUS,
    CONTACT_FLOW,
    HOURS,
    PROMPT,
    QUEUE,
    ROUTING_PROFILE,
    SECURITY_PROFILE,
    store,
)
from local_aws.connect.users.agent_statuses import FIRST_STATUSES
from local_aws.connect.users.permissions import PERMISSIONS

if TYPE_CHECKING:
    from local_aws.connect.api.registry import Call
    from local_aws.connect.state import Contents

_PROMPTS = (
    "Beep.wav",
    "CustomerHold.wav",
    "CustomerQueue.wav",
    "Music_Jazz_MyTimetoFly_Inst.wav",
    "Music_Pop_ThisAndThatIsLife_Inst.wav",
    "Music_Pop_ThrowYourselfInFrontOfIt_Inst.wav",
    "Music_Rock_EverywhereTheSunShines_Inst.wav",
)

_FLOWS = {
    "Default agent hold": "AGENT_HOLD",
    "Default agent transfer": "AGENT_TRANSFER",
    "Default agent whisper": "AGENT_WHISPER",
    "Default customer hold": "CUSTOMER_HOLD",
    "Default customer queue": "CUSTOMER_QUEUE",
    "Default customer whisper": "CUSTOMER_WHISPER",
    "Default outbound": "OUTBOUND_WHISPER",
    "Default queue transfer": "QUEUE_TRANSFER",
    "Sample inbound flow (first contact experience)": "CONTACT_FLOW",
    "Sample disconnect flow": "CONTACT_FLOW",
    "Sample queue customer": "CONTACT_FLOW",
}

_SECURITY_PROFILES = {
    "Admin": sorted(PERMISSIONS),
    "Agent": ["BasicAgentAccess", "OutboundCallAccess"],
    "CallCenterManager": [
        "AccessMetrics",
        "BasicAgentAccess",
        *(f"Queues.{action}" for action in ("Create", "Edit", "EnableAndDisable", "View")),
        *(f"RoutingPolicies.{action}" for action in ("Create", "Edit", "View")),
        *(f"Users.{action}" for action in ("Create", "Delete", "Edit", "View")),
    ],
    "QualityAnalyst": ["AccessMetrics", "BasicAgentAccess", "Users.View"],
}
"""What they are for is documented, not each of their permissions: for everything, for agents, for users, metrics and
routing, and for metrics. https://docs.aws.amazon.com/connect/latest/adminguide/default-security-profiles.html
"""

_ALL_DAY = {"StartTime": {"Hours": 9, "Minutes": 0}, "EndTime": {"Hours": 17, "Minutes": 0}}


def fill(call: Call, contents: Contents) -> None:
    """Put into a new instance the hours, queue, profiles, flows, prompts and so on that every one begins with."""
    hours = store(
        call,
        contents,
        HOURS,
        {
            "Name": "Basic Hours",
            "TimeZone": "America/Los_Angeles",
            "Config": [
                {"Day": day, **_ALL_DAY}
                for day in ("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
            ],
        },
        None,
    )
    queue = store(
        call,
        contents,
        QUEUE,
        {"Name": "BasicQueue", "HoursOfOperationId": hours[HOURS.id], "Status": "ENABLED"},
        None,
    )
    contents.queue_quick_connects[queue[QUEUE.id]] = []
    profile = store(
        call,
        contents,
        ROUTING_PROFILE,
        {
            "InstanceId": contents.id,
            "Name": "Basic Routing Profile",
            "Description": "A simple routing profile",
            "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
            "DefaultOutboundQueueId": queue[QUEUE.id],
            "AgentAvailabilityTimer": "TIME_SINCE_LAST_ACTIVITY",
            "IsDefault": True,
        },
        None,
    )
    contents.routes[profile[ROUTING_PROFILE.id]] = {
        (queue[QUEUE.id], "VOICE"): {"QueueId": queue[QUEUE.id], "Channel": "VOICE", "Priority": 1, "Delay": 0}
    }
    for name, permissions in _SECURITY_PROFILES.items():
        document = {"SecurityProfileName": name, "OrganizationResourceId": contents.id}
        security_profile = store(call, contents, SECURITY_PROFILE, document, None)
        contents.permissions[security_profile[SECURITY_PROFILE.id]] = list(permissions)
    for name, kind in _FLOWS.items():
        document = {"Name": name, "Type": kind, "State": "ACTIVE", "Status": "PUBLISHED", "Content": content(kind)}
        store(call, contents, CONTACT_FLOW, document, None)
    for name in _PROMPTS:
        store(call, contents, PROMPT, {"Name": name}, None)
    for name, kind in FIRST_STATUSES.items():
        store(call, contents, AGENT_STATUS, {"Name": name, "Type": kind, "State": "ENABLED"}, None)
    language: dict[str, object] = {
        "Name": "connect:Language",
        "Values": {"StringList": ["connect:English", "connect:French", "connect:German", "connect:Spanish"]},
    }
    call.backend.touch(language)
    contents.predefined_attributes["connect:Language"] = language
