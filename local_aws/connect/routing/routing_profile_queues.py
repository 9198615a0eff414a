"""The queues of a routing profile, each by queue and channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, limit_exceeded, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.resources import QUEUE, ROUTING_PROFILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from local_aws.connect.state import Contents, Document

_MOST_DISASSOCIATED = 10
"""Queues that one request can take from a routing profile; the API reference has the limit, the model has not."""


def _key(reference: Document) -> tuple[str, str]:
    return reference["QueueId"], reference["Channel"]


def check_routes(contents: Contents, configs: Sequence[Document]) -> None:
    """Check the queues of a request.

    Raises:
        ConnectError: ResourceNotFoundException for an unknown queue, InvalidParameterException for one named twice.
    """
    keys = [_key(config["QueueReference"]) for config in configs]
    if len(set(keys)) != len(keys):
        raise invalid_parameter("QueueConfigs names a queue and channel twice")
    for queue_id, _ in keys:
        QUEUE.find(contents, queue_id)


def add_routes(contents: Contents, profile_id: str, configs: Sequence[Document]) -> None:
    """Add queues to a routing profile, or change their priority and delay."""
    for config in configs:
        reference = config["QueueReference"]
        contents.routes[profile_id][_key(reference)] = {
            "QueueId": reference["QueueId"],
            "Channel": reference["Channel"],
            "Priority": config["Priority"],
            "Delay": config["Delay"],
        }


def check_count(count: int) -> None:
    """Check how many queues, counted by channel, a routing profile would have.

    Raises:
        ConnectError: LimitExceededException.
    """
    limit = controls().limits["queues_per_routing_profile"]
    if count > limit:
        raise limit_exceeded("queues of a routing profile", limit)


def _profile_id(call: Call) -> str:
    identifier: str = ROUTING_PROFILE.find(call.instance, call.params["RoutingProfileId"])[ROUTING_PROFILE.id]
    return identifier


@operation("ListRoutingProfileQueues")
def list_routing_profile_queues(call: Call) -> Document:
    """List the queues of a routing profile."""
    contents = call.instance
    items = []
    for route in contents.routes[_profile_id(call)].values():
        queue = contents.queues[route["QueueId"]]
        items.append({**route, "QueueArn": queue[QUEUE.arn], "QueueName": queue[QUEUE.name]})
    return page(
        call, "RoutingProfileQueueConfigSummaryList", items, key=lambda item: f"{item['QueueId']} {item['Channel']}"
    )


@operation("AssociateRoutingProfileQueues", ignores=("ManualAssignmentQueueConfigs",))
def associate_routing_profile_queues(call: Call) -> None:
    """Add queues to a routing profile."""
    configs = call.get("QueueConfigs", [])
    profile_id = _profile_id(call)
    check_routes(call.instance, configs)
    routes = call.instance.routes[profile_id]
    for config in configs:
        if _key(config["QueueReference"]) in routes:
            queue_id, channel = _key(config["QueueReference"])
            raise invalid_parameter(f"The routing profile has queue {queue_id} on channel {channel} already")
    check_count(len(routes) + len(configs))
    add_routes(call.instance, profile_id, configs)


@operation("DisassociateRoutingProfileQueues", ignores=("ManualAssignmentQueueReferences",))
def disassociate_routing_profile_queues(call: Call) -> None:
    """Take queues from a routing profile."""
    routes = call.instance.routes[_profile_id(call)]
    references = call.get("QueueReferences", [])
    if len(references) > _MOST_DISASSOCIATED:
        raise invalid_parameter(f"QueueReferences must have at most {_MOST_DISASSOCIATED} items")
    for reference in references:
        routes.pop(_key(reference), None)


@operation("UpdateRoutingProfileQueues")
def update_routing_profile_queues(call: Call) -> None:
    """Change priority and delay of queues that the routing profile has."""
    profile_id = _profile_id(call)
    configs = call.params["QueueConfigs"]
    check_routes(call.instance, configs)
    for config in configs:
        if _key(config["QueueReference"]) not in call.instance.routes[profile_id]:
            raise not_found("Queue of the routing profile", config["QueueReference"]["QueueId"])
    add_routes(call.instance, profile_id, configs)
