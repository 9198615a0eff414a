"""Agent statuses: what an agent is doing, such as Available, Offline or a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import duplicate
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import member
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import AGENT_STATUS, add, described, rename, summaries

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

FIRST_STATUSES = {"Available": "ROUTABLE", "Offline": "OFFLINE"}
"""The statuses of a new instance, each with its type; all others are custom."""


def _status(call: Call) -> Document:
    return AGENT_STATUS.find(call.instance, call.params["AgentStatusId"])


def _check_order(contents: Contents, order: int | None, own: Document | None = None) -> None:
    for status in contents.agent_statuses.values():
        if order is not None and status is not own and status.get("DisplayOrder") == order:
            raise duplicate("Agent status", f"{status['Name']} and display order {order}")


@operation("CreateAgentStatus")
def create_agent_status(call: Call) -> Document:
    """Create a custom agent status."""
    contents = call.instance
    _check_order(contents, call.get("DisplayOrder"))
    document: Document = {"Name": call.params["Name"], "State": call.params["State"], "Type": "CUSTOM"}
    document.update({name: call.params[name] for name in ("Description", "DisplayOrder") if call.get(name)})
    status = add(call, contents, AGENT_STATUS, document)
    return {"AgentStatusARN": status[AGENT_STATUS.arn], "AgentStatusId": status[AGENT_STATUS.id]}


@operation("DescribeAgentStatus")
def describe_agent_status(call: Call) -> Document:
    """Describe an agent status."""
    return {"AgentStatus": described(call, AGENT_STATUS, _status(call))}


@operation("ListAgentStatuses")
def list_agent_statuses(call: Call) -> Document:
    """List the agent statuses, of some types if asked."""
    types = call.get("AgentStatusTypes")
    chosen = [item for item in call.instance.agent_statuses.values() if not types or item["Type"] in types]
    items = [
        {**summary, "Type": item["Type"]} for summary, item in zip(summaries(AGENT_STATUS, chosen), chosen, strict=True)
    ]
    return page(call, "AgentStatusSummaryList", items)


@operation("SearchAgentStatuses")
def search_agent_statuses(call: Call) -> Document:
    """Search an instance's agent statuses."""
    names = {"state": "State", "type": "Type", "displayOrder": "DisplayOrder"}
    further = {field: member(name) for field, name in names.items()}
    return search_resources(call, AGENT_STATUS, "AgentStatuses", further)


@operation("UpdateAgentStatus")
def update_agent_status(call: Call) -> None:
    """Change the members that the request has; resetting its order takes a status out of the order."""
    status = _status(call)
    _check_order(call.instance, call.get("DisplayOrder"), status)
    rename(call, call.instance, AGENT_STATUS, status)
    for name in ("State", "DisplayOrder"):
        if name in call.params:
            status[name] = call.params[name]
    if call.get("ResetOrderNumber"):
        status.pop("DisplayOrder", None)
