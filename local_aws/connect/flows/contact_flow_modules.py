"""Contact flow modules. Their content is kept as sent, and each is published at once."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.flows.flow_content import check_content
from local_aws.connect.flows.language.action import MODULE
from local_aws.connect.resources import FLOW_MODULE, add, described, remove, rename

if TYPE_CHECKING:
    from local_aws.connect.state import Document


@operation("CreateContactFlowModule", ignores=("ClientToken",))
def create_contact_flow_module(call: Call) -> Document:
    """Create a module; its content is validated."""
    contents = call.instance
    content = call.params["Content"]
    check_content(contents, content, MODULE, settings="Settings" in call.params)
    document: Document = {
        "Name": call.params["Name"],
        "State": "ACTIVE",
        "Status": "PUBLISHED",
        "Content": content,
    }
    for member in ("Description", "Settings", "ExternalInvocationConfiguration"):
        if call.get(member):
            document[member] = call.params[member]
    module = add(call, contents, FLOW_MODULE, document)
    return {"Id": module["Id"], "Arn": module["Arn"]}


def _module(call: Call) -> Document:
    return FLOW_MODULE.find(call.instance, call.params["ContactFlowModuleId"])


@operation("DescribeContactFlowModule", differs="no versions and aliases")
def describe_contact_flow_module(call: Call) -> Document:
    """Describe a module."""
    module = _module(call)
    digest = hashlib.sha256(module["Content"].encode()).hexdigest()
    return {"ContactFlowModule": {**described(call, FLOW_MODULE, module), "FlowModuleContentSha256": digest}}


@operation("ListContactFlowModules")
def list_contact_flow_modules(call: Call) -> Document:
    """List the modules, of one state if asked."""
    state = call.get("ContactFlowModuleState")
    items = [
        {"Id": module["Id"], "Arn": module["Arn"], "Name": module["Name"], "State": module["State"]}
        for module in call.instance.contact_flow_modules.values()
        if state in (None, module["State"])
    ]
    return page(call, "ContactFlowModulesSummaryList", items)


@operation("UpdateContactFlowModuleContent")
def update_contact_flow_module_content(call: Call) -> None:
    """Replace a module's content or settings, each if the request has it."""
    module = _module(call)
    if "Content" in call.params:
        content = call.params["Content"]
        check_content(call.instance, content, MODULE, settings="Settings" in {**module, **call.params})
        module["Content"] = content
    if "Settings" in call.params:
        module["Settings"] = call.params["Settings"]
    call.backend.touch(module)


@operation("UpdateContactFlowModuleMetadata")
def update_contact_flow_module_metadata(call: Call) -> None:
    """Change a module's name, description and state."""
    module = _module(call)
    rename(call, call.instance, FLOW_MODULE, module)
    module["State"] = call.get("State", module["State"])


@operation("DeleteContactFlowModule", differs="flows that call the module may go on naming it")
def delete_contact_flow_module(call: Call) -> None:
    """Delete a module."""
    remove(call, call.instance, FLOW_MODULE, _module(call)["Id"])
