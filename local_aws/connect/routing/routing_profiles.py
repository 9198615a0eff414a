"""Routing profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use, invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import Field
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import QUEUE, ROUTING_PROFILE, add, described, remove, rename, summaries
from local_aws.connect.routing.routing_profile_queues import add_routes, check_count, check_routes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.connect.state import Contents, Document

_MOST_CONCURRENT = {"VOICE": 1}
"""Contacts that an agent can have at once; the model's 10 holds for the other channels."""


def _profile(call: Call) -> Document:
    return ROUTING_PROFILE.find(call.instance, call.params["RoutingProfileId"])


def _check_concurrency(settings: Sequence[Document]) -> None:
    channels = [item["Channel"] for item in settings]
    if len(set(channels)) != len(channels):
        raise invalid_parameter("MediaConcurrencies names a channel twice")
    for item in settings:
        most = _MOST_CONCURRENT.get(item["Channel"], 10)
        if not 1 <= item.get("Concurrency", 1) <= most:
            allowed = f"1 to {most}" if most > 1 else "1"
            raise invalid_parameter(f"MediaConcurrencies: {item['Channel']} takes a Concurrency of {allowed}")


@operation("CreateRoutingProfile", ignores=("ManualAssignmentQueueConfigs",))
def create_routing_profile(call: Call) -> Document:
    """Create a routing profile with its queues."""
    contents = call.instance
    QUEUE.find(contents, call.params["DefaultOutboundQueueId"])
    _check_concurrency(call.params["MediaConcurrencies"])
    routes = call.get("QueueConfigs", [])
    check_routes(contents, routes)
    check_count(len(routes))
    document: Document = {
        "InstanceId": contents.id,
        "Name": call.params["Name"],
        "Description": call.params["Description"],
        "MediaConcurrencies": call.params["MediaConcurrencies"],
        "DefaultOutboundQueueId": call.params["DefaultOutboundQueueId"],
        "AgentAvailabilityTimer": call.get("AgentAvailabilityTimer", "TIME_SINCE_LAST_ACTIVITY"),
        "IsDefault": False,
    }
    profile = add(call, contents, ROUTING_PROFILE, document)
    contents.routes[profile[ROUTING_PROFILE.id]] = {}
    add_routes(contents, profile[ROUTING_PROFILE.id], routes)
    return {"RoutingProfileArn": profile[ROUTING_PROFILE.arn], "RoutingProfileId": profile[ROUTING_PROFILE.id]}


@operation("DescribeRoutingProfile")
def describe_routing_profile(call: Call) -> Document:
    """Describe a routing profile with what is associated with it."""
    return {"RoutingProfile": _with_counts(call, _profile(call))}


def _with_counts(call: Call, profile: Document) -> Document:
    contents = call.instance
    identifier = profile[ROUTING_PROFILE.id]
    queues = _queues(contents, profile)
    users = sum(user["RoutingProfileId"] == identifier for user in contents.users.values())
    return {
        **described(call, ROUTING_PROFILE, profile),
        "AssociatedQueueIds": queues,
        "NumberOfAssociatedQueues": len(queues),
        "NumberOfAssociatedUsers": users,
    }


def _queues(contents: Contents, profile: Document) -> list[str]:
    return sorted({queue_id for queue_id, _ in contents.routes[profile[ROUTING_PROFILE.id]]})


@operation("SearchRoutingProfiles")
def search_routing_profiles(call: Call) -> Document:
    """Search an instance's routing profiles."""
    queues = Field(lambda profile: _queues(call.instance, profile))
    further = {"associatedQueueIds": queues}
    return search_resources(call, ROUTING_PROFILE, "RoutingProfiles", further, bounded=True, shown=_with_counts)


@operation("ListRoutingProfiles")
def list_routing_profiles(call: Call) -> Document:
    """List the routing profiles."""
    items = summaries(ROUTING_PROFILE, call.instance.routing_profiles.values())
    return page(call, "RoutingProfileSummaryList", items)


@operation("UpdateRoutingProfileConcurrency")
def update_routing_profile_concurrency(call: Call) -> None:
    """Replace the channels of a routing profile."""
    profile = _profile(call)
    _check_concurrency(call.params["MediaConcurrencies"])
    profile["MediaConcurrencies"] = call.params["MediaConcurrencies"]
    call.backend.touch(profile)


@operation("UpdateRoutingProfileDefaultOutboundQueue")
def update_routing_profile_default_outbound_queue(call: Call) -> None:
    """Give a routing profile another default outbound queue."""
    profile = _profile(call)
    QUEUE.find(call.instance, call.params["DefaultOutboundQueueId"])
    profile["DefaultOutboundQueueId"] = call.params["DefaultOutboundQueueId"]
    call.backend.touch(profile)


@operation("UpdateRoutingProfileName")
def update_routing_profile_name(call: Call) -> None:
    """Change a routing profile's name and description."""
    rename(call, call.instance, ROUTING_PROFILE, _profile(call))


@operation("DeleteRoutingProfile")
def delete_routing_profile(call: Call) -> None:
    """Delete a routing profile that no user has."""
    contents = call.instance
    identifier = _profile(call)[ROUTING_PROFILE.id]
    if any(user["RoutingProfileId"] == identifier for user in contents.users.values()):
        raise in_use("Routing profile", identifier, "users")
    remove(call, contents, ROUTING_PROFILE, identifier)
    del contents.routes[identifier]
