"""Queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import HOURS, QUEUE, add, described, remove, rename, summaries
from local_aws.connect.routing.queue_quick_connects import check_quick_connects
from local_aws.connect.routing.references import check_caller

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_OPTIONAL = ("Description", "OutboundCallerConfig", "OutboundEmailConfig", "MaxContacts")


def _queue(call: Call) -> Document:
    return QUEUE.find(call.instance, call.params["QueueId"])


@operation("CreateQueue", ignores=("EmailAddressesConfig",), differs="e-mail settings are kept unchecked")
def create_queue(call: Call) -> Document:
    """Create a queue; every new one is enabled."""
    contents = call.instance
    HOURS.find(contents, call.params["HoursOfOperationId"])
    quick_connects = call.get("QuickConnectIds", [])
    check_quick_connects(contents, quick_connects)
    check_caller(call, call.get("OutboundCallerConfig"))
    document: Document = {
        "Name": call.params["Name"],
        "HoursOfOperationId": call.params["HoursOfOperationId"],
        "Status": "ENABLED",
    }
    # The Terraform provider would plan to remove an empty block that the configuration does not have.
    document.update({name: call.params[name] for name in _OPTIONAL if call.get(name) not in (None, {}, "")})
    queue = add(call, contents, QUEUE, document)
    contents.queue_quick_connects[queue[QUEUE.id]] = list(dict.fromkeys(quick_connects))
    return {"QueueArn": queue[QUEUE.arn], "QueueId": queue[QUEUE.id]}


@operation("DescribeQueue")
def describe_queue(call: Call) -> Document:
    """Describe a queue."""
    return {"Queue": described(call, QUEUE, _queue(call))}


@operation("ListQueues")
def list_queues(call: Call) -> Document:
    """List the queues: the standard ones, and each agent's own, which has no name."""
    contents = call.instance
    types = call.get("QueueTypes") or ["STANDARD", "AGENT"]
    items: list[Document] = []
    if "STANDARD" in types:
        items += [{**item, "QueueType": "STANDARD"} for item in summaries(QUEUE, contents.queues.values())]
    if "AGENT" in types:
        items += [
            {"Id": user_id, "Arn": f"{contents.arn}/queue/agent/{user_id}", "QueueType": "AGENT"}
            for user_id in contents.users
        ]
    return page(call, "QueueSummaryList", items)


@operation("SearchQueues")
def search_queues(call: Call) -> Document:
    """Search an instance's standard queues."""
    # The one type of queue that can be asked for is that of all queues that the search knows.
    kinds = {"QueueTypeCondition": lambda _: lambda _: True}
    return search_resources(call, QUEUE, "Queues", bounded=True, conditions=kinds)


@operation("UpdateQueueHoursOfOperation")
def update_queue_hours_of_operation(call: Call) -> None:
    """Give a queue other hours."""
    queue = _queue(call)
    HOURS.find(call.instance, call.params["HoursOfOperationId"])
    queue["HoursOfOperationId"] = call.params["HoursOfOperationId"]
    call.backend.touch(queue)


@operation("UpdateQueueMaxContacts")
def update_queue_max_contacts(call: Call) -> None:
    """Limit a queue's contacts; without a number the limit is lifted."""
    queue = _queue(call)
    queue["MaxContacts"] = call.get("MaxContacts", 0)
    call.backend.touch(queue)


@operation("UpdateQueueName")
def update_queue_name(call: Call) -> None:
    """Change a queue's name and description."""
    rename(call, call.instance, QUEUE, _queue(call))


@operation("UpdateQueueOutboundCallerConfig")
def update_queue_outbound_caller_config(call: Call) -> None:
    """Replace a queue's outbound caller settings; none are left of empty ones."""
    queue = _queue(call)
    check_caller(call, call.params["OutboundCallerConfig"])
    config = call.params["OutboundCallerConfig"]
    if config:
        queue["OutboundCallerConfig"] = config
    else:
        queue.pop("OutboundCallerConfig", None)
    call.backend.touch(queue)


@operation("UpdateQueueStatus")
def update_queue_status(call: Call) -> None:
    """Enable or disable a queue."""
    queue = _queue(call)
    queue["Status"] = call.params["Status"]
    call.backend.touch(queue)


@operation("DeleteQueue")
def delete_queue(call: Call) -> None:
    """Delete a queue that no routing profile and no quick connect uses."""
    contents = call.instance
    identifier = _queue(call)[QUEUE.id]
    for profile_id, profile in contents.routing_profiles.items():
        queues = {queue_id for queue_id, _ in contents.routes.get(profile_id, {})}
        if identifier in queues or profile["DefaultOutboundQueueId"] == identifier:
            raise in_use("Queue", identifier, f"routing profile {profile['Name']}")
    for quick_connect in contents.quick_connects.values():
        if quick_connect["QuickConnectConfig"].get("QueueConfig", {}).get("QueueId") == identifier:
            raise in_use("Queue", identifier, f"quick connect {quick_connect['Name']}")
    remove(call, contents, QUEUE, identifier)
    del contents.queue_quick_connects[identifier]
