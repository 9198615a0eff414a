"""What queues and quick connects refer to: flows of a certain type, and numbers of the instance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, not_found
from local_aws.connect.phone_numbers.phone_numbers import find_number
from local_aws.connect.resources import CONTACT_FLOW

if TYPE_CHECKING:
    from local_aws.connect.api.registry import Call
    from local_aws.connect.state import Contents, Document


def check_flow(contents: Contents, identifier: str, kind: str | None) -> None:
    """Check a flow that something leads to.

    Args:
        contents: the instance.
        identifier: the flow's id.
        kind: the type that it must have; None for any.

    Raises:
        ConnectError: ResourceNotFoundException for an unknown flow, InvalidParameterException for one of another type.
    """
    flow = CONTACT_FLOW.find(contents, identifier)
    if kind is not None and flow["Type"] != kind:
        raise invalid_parameter(f"Contact flow {identifier} must be of type {kind}, not {flow['Type']}")


def check_caller(call: Call, config: Document | None) -> None:
    """Check the outbound caller settings of a queue.

    Raises:
        ConnectError: InvalidParameterException for an empty id or a flow that is no outbound whisper,
            ResourceNotFoundException for a number or flow that the instance does not have.
    """
    for member in ("OutboundCallerIdNumberId", "OutboundFlowId"):
        if config and config.get(member) == "":
            raise invalid_parameter(f"OutboundCallerConfig.{member} must not be empty")
    if config and "OutboundCallerIdNumberId" in config:
        number = find_number(call, config["OutboundCallerIdNumberId"])
        if number["InstanceId"] != call.instance.id:
            raise not_found("Phone number of the instance", config["OutboundCallerIdNumberId"])
    if config and "OutboundFlowId" in config:
        check_flow(call.instance, config["OutboundFlowId"], "OUTBOUND_WHISPER")
