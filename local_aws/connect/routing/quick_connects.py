"""Quick connects: what an agent can transfer a contact to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import (
    QUEUE,
    QUICK_CONNECT,
    USER,
    add,
    described,
    remove,
    rename,
    summaries,
)
from local_aws.connect.routing.references import check_flow

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_MEMBERS = {"USER": "UserConfig", "QUEUE": "QueueConfig", "PHONE_NUMBER": "PhoneConfig", "FLOW": "FlowConfig"}

_FLOW_TYPES = {"USER": "AGENT_TRANSFER", "QUEUE": "QUEUE_TRANSFER"}
"""The type that a quick connect's flow must have."""


def _check(contents: Contents, config: Document) -> None:
    kind = config["QuickConnectType"]
    given = {member for member in _MEMBERS.values() if config.get(member)}
    if given != {_MEMBERS[kind]}:
        raise invalid_parameter(f"QuickConnectConfig of type {kind} must have {_MEMBERS[kind]} and no other")
    details = config[_MEMBERS[kind]]
    if "ContactFlowId" in details:
        check_flow(contents, details["ContactFlowId"], _FLOW_TYPES.get(kind))
    if kind == "USER":
        USER.find(contents, details["UserId"])
    if kind == "QUEUE":
        QUEUE.find(contents, details["QueueId"])


def _quick_connect(call: Call) -> Document:
    return QUICK_CONNECT.find(call.instance, call.params["QuickConnectId"])


@operation("CreateQuickConnect")
def create_quick_connect(call: Call) -> Document:
    """Create a quick connect to a user, a queue, a number or a flow."""
    contents = call.instance
    _check(contents, call.params["QuickConnectConfig"])
    document: Document = {"Name": call.params["Name"], "QuickConnectConfig": call.params["QuickConnectConfig"]}
    if call.get("Description"):
        document["Description"] = call.params["Description"]
    created = add(call, contents, QUICK_CONNECT, document)
    return {"QuickConnectARN": created[QUICK_CONNECT.arn], "QuickConnectId": created[QUICK_CONNECT.id]}


@operation("DescribeQuickConnect")
def describe_quick_connect(call: Call) -> Document:
    """Describe a quick connect."""
    return {"QuickConnect": described(call, QUICK_CONNECT, _quick_connect(call))}


@operation("ListQuickConnects")
def list_quick_connects(call: Call) -> Document:
    """List the quick connects, of some types if asked."""
    types = call.get("QuickConnectTypes")
    chosen = [
        item
        for item in call.instance.quick_connects.values()
        if not types or item["QuickConnectConfig"]["QuickConnectType"] in types
    ]
    items = [
        {**summary, "QuickConnectType": item["QuickConnectConfig"]["QuickConnectType"]}
        for summary, item in zip(summaries(QUICK_CONNECT, chosen), chosen, strict=True)
    ]
    return page(call, "QuickConnectSummaryList", items)


@operation("SearchQuickConnects")
def search_quick_connects(call: Call) -> Document:
    """Search an instance's quick connects."""
    return search_resources(call, QUICK_CONNECT, "QuickConnects")


@operation("UpdateQuickConnectName")
def update_quick_connect_name(call: Call) -> None:
    """Change a quick connect's name and description."""
    rename(call, call.instance, QUICK_CONNECT, _quick_connect(call))


@operation("UpdateQuickConnectConfig")
def update_quick_connect_config(call: Call) -> None:
    """Replace what a quick connect leads to."""
    quick_connect = _quick_connect(call)
    _check(call.instance, call.params["QuickConnectConfig"])
    quick_connect["QuickConnectConfig"] = call.params["QuickConnectConfig"]
    call.backend.touch(quick_connect)


@operation("DeleteQuickConnect")
def delete_quick_connect(call: Call) -> None:
    """Delete a quick connect; queues lose it."""
    contents = call.instance
    identifier = _quick_connect(call)[QUICK_CONNECT.id]
    remove(call, contents, QUICK_CONNECT, identifier)
    for chosen in contents.queue_quick_connects.values():
        if identifier in chosen:
            chosen.remove(identifier)
