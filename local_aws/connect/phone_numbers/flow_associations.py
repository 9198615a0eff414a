"""Which contact flow a phone number leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.phone_numbers.phone_numbers import find_number
from local_aws.connect.resources import CONTACT_FLOW

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_VOICE = "VOICE_PHONE_NUMBER"


def _number_of_instance(call: Call) -> Document:
    number = find_number(call, call.params["PhoneNumberId"])
    if number["InstanceId"] != call.instance.id:
        raise not_found(f"Phone number of instance {call.instance.id}", call.params["PhoneNumberId"])
    return number


@operation("AssociatePhoneNumberContactFlow")
def associate_phone_number_contact_flow(call: Call) -> None:
    """Let a number lead to a flow of the same instance, instead of the one it led to."""
    number = _number_of_instance(call)
    flow = CONTACT_FLOW.find(call.instance, call.params["ContactFlowId"].rpartition("/")[2])
    call.instance.flow_associations[number["PhoneNumberId"]] = flow["Id"]


@operation("DisassociatePhoneNumberContactFlow")
def disassociate_phone_number_contact_flow(call: Call) -> None:
    """Let a number lead nowhere."""
    number = _number_of_instance(call)
    if call.instance.flow_associations.pop(number["PhoneNumberId"], None) is None:
        raise not_found("Contact flow association of phone number", number["PhoneNumberId"])


def _associations(call: Call) -> list[Document]:
    contents = call.instance
    if call.get("ResourceType", _VOICE) != _VOICE:
        return []
    return [
        {
            "ResourceId": call.backend.phone_numbers[number_id]["PhoneNumberArn"],
            "FlowId": contents.contact_flows[flow_id]["Arn"],
            "ResourceType": _VOICE,
        }
        for number_id, flow_id in contents.flow_associations.items()
    ]


@operation("ListFlowAssociations", differs="associations of phone numbers only")
def list_flow_associations(call: Call) -> Document:
    """List the numbers of an instance that lead to a flow."""
    return page(call, "FlowAssociationSummaryList", _associations(call), key=lambda item: item["ResourceId"])


@operation("BatchGetFlowAssociation", differs="associations of phone numbers only")
def batch_get_flow_association(call: Call) -> Document:
    """Answer the associations of some numbers, named by id or ARN."""
    wanted = {identifier.rpartition("/")[2] for identifier in call.params["ResourceIds"]}
    found = [item for item in _associations(call) if item["ResourceId"].rpartition("/")[2] in wanted]
    return {"FlowAssociationSummaryList": found}
