"""The content of the flows that every instance begins with: short ones that their types allow."""

from __future__ import annotations

import json
from typing import Any

_START = "11111111-1111-4111-8111-111111111111"
_END = "22222222-2222-4222-8222-222222222222"

_LOOPS = {
    "CUSTOMER_QUEUE": "Thank you for calling. Your call is important to us and will be answered in the order received.",
    "CUSTOMER_HOLD": "You are on hold.",
    "AGENT_HOLD": "You are on hold.",
}
_WHISPERS = {
    "AGENT_WHISPER": "$.Queue.Name",
    "CUSTOMER_WHISPER": "You are now being connected.",
    "OUTBOUND_WHISPER": "This call is not being recorded.",
}


def content(flow_type: str) -> str:
    """Return the content of a default flow of a type."""
    return json.dumps({"Version": "2019-10-30", "StartAction": _START, "Metadata": {}, "Actions": _actions(flow_type)})


def _actions(flow_type: str) -> list[dict[str, Any]]:
    if flow_type in _LOOPS:
        loop = {"Messages": [{"Text": _LOOPS[flow_type]}]}
        return [_action(_START, "MessageParticipantIteratively", loop, {"Errors": [], "Conditions": []})]
    if flow_type in _WHISPERS:
        return [_message(_WHISPERS[flow_type]), _action(_END, "EndFlowExecution", {}, {})]
    if flow_type == "AGENT_TRANSFER":
        return [_action(_START, "TransferContactToAgent", {}, {})]
    if flow_type == "QUEUE_TRANSFER":
        errors = [{"NextAction": _END, "ErrorType": error} for error in ("QueueAtCapacity", "NoMatchingError")]
        transfer = _action(_START, "TransferContactToQueue", {}, {"NextAction": _END, "Errors": errors})
        return [transfer, _action(_END, "DisconnectParticipant", {}, {})]
    return [_message("Hello, thanks for calling."), _action(_END, "DisconnectParticipant", {}, {})]


def _message(text: str) -> dict[str, Any]:
    transitions = {"NextAction": _END, "Errors": [], "Conditions": []}
    return _action(_START, "MessageParticipant", {"Text": text}, transitions)


def _action(identifier: str, kind: str, parameters: dict[str, Any], transitions: dict[str, Any]) -> dict[str, Any]:
    return {"Identifier": identifier, "Type": kind, "Parameters": parameters, "Transitions": transitions}
