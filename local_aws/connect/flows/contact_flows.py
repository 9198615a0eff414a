"""Contact flows. Their content is kept as sent, character for character."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.flows.flow_content import check_content, check_json
from local_aws.connect.resources import CONTACT_FLOW, add, described, remove, rename

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_SAVED_ALIAS = ":$SAVED"
"""Suffix of a flow id that asks for the saved version instead of the published one."""

_CHECK = "checks of the content what is known of the flow language; `flows/language` lists what is left alone"


@operation("CreateContactFlow", differs=_CHECK)
def create_contact_flow(call: Call) -> Document:
    """Create a flow; only one that is published is validated."""
    contents = call.instance
    status = call.get("Status", "PUBLISHED")
    _check(contents, call.params["Content"], call.params["Type"], status)
    document: Document = {
        "Name": call.params["Name"],
        "Type": call.params["Type"],
        "State": "ACTIVE",
        "Status": status,
        "Content": call.params["Content"],
    }
    if call.get("Description"):
        document["Description"] = call.params["Description"]
    flow = add(call, contents, CONTACT_FLOW, document)
    return {
        "ContactFlowId": flow["Id"],
        "ContactFlowArn": flow["Arn"],
        "FlowContentSha256": _digest(flow),
    }


def _digest(flow: Document) -> str:
    return hashlib.sha256(flow["Content"].encode()).hexdigest()


def _check(contents: Contents, content: str, flow_type: str, status: str) -> None:
    if status == "PUBLISHED":
        check_content(contents, content, flow_type)
    else:
        check_json(content, flow_type)


def _flow(call: Call) -> Document:
    return CONTACT_FLOW.find(call.instance, call.params["ContactFlowId"].removesuffix(_SAVED_ALIAS))


@operation("DescribeContactFlow")
def describe_contact_flow(call: Call) -> Document:
    """Describe a flow; one that was only saved shows under its alias alone."""
    flow = _flow(call)
    if flow["Status"] == "SAVED" and not call.params["ContactFlowId"].endswith(_SAVED_ALIAS):
        raise ConnectError("ContactFlowNotPublishedException", f"Contact flow {flow['Id']} is not published")
    return {"ContactFlow": {**described(call, CONTACT_FLOW, flow), "FlowContentSha256": _digest(flow)}}


@operation("ListContactFlows")
def list_contact_flows(call: Call) -> Document:
    """List the flows, of some types if asked."""
    types = call.get("ContactFlowTypes")
    items = [
        {
            "Id": flow["Id"],
            "Arn": flow["Arn"],
            "Name": flow["Name"],
            "ContactFlowType": flow["Type"],
            "ContactFlowState": flow["State"],
            "ContactFlowStatus": flow["Status"],
        }
        for flow in call.instance.contact_flows.values()
        if not types or flow["Type"] in types
    ]
    return page(call, "ContactFlowSummaryList", items)


@operation("UpdateContactFlowContent", differs=_CHECK)
def update_contact_flow_content(call: Call) -> None:
    """Replace a flow's content."""
    flow = _flow(call)
    _check(call.instance, call.params["Content"], flow["Type"], flow["Status"])
    flow["Content"] = call.params["Content"]
    call.backend.touch(flow)


@operation("UpdateContactFlowName")
def update_contact_flow_name(call: Call) -> None:
    """Change a flow's name and description."""
    rename(call, call.instance, CONTACT_FLOW, _flow(call))


@operation("UpdateContactFlowMetadata")
def update_contact_flow_metadata(call: Call) -> None:
    """Change a flow's name, description and state."""
    flow = _flow(call)
    rename(call, call.instance, CONTACT_FLOW, flow)
    flow["State"] = call.get("ContactFlowState", flow["State"])


@operation("DeleteContactFlow")
def delete_contact_flow(call: Call) -> None:
    """Delete a flow; numbers that led to it lead nowhere."""
    contents = call.instance
    flow = _flow(call)
    remove(call, contents, CONTACT_FLOW, flow["Id"])
    for number_id in [key for key, flow_id in contents.flow_associations.items() if flow_id == flow["Id"]]:
        del contents.flow_associations[number_id]
