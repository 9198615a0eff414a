"""Small flows for the tests, and what is found wrong with them."""

from __future__ import annotations

from typing import Any

from local_aws.connect.flows.language.document import problems
from local_aws.tests.unit.connect.flows.actions import ACTION, END, Sample

Flow = dict[str, Any]

TERMINAL = {"CUSTOMER_HOLD": "EndFlowExecution", "AGENT_HOLD": "EndFlowExecution", "AGENT_WHISPER": "EndFlowExecution"}


def flow(kind: str, sample: Sample) -> Flow:
    """Return a flow of one action and, if it leads anywhere, an end."""
    actions = [sample.action(kind)]
    if not sample.ends:
        end = TERMINAL.get(sample.flow_type, "DisconnectParticipant")
        actions.append({"Identifier": END, "Type": end, "Parameters": {}, "Transitions": {}})
    return {"Version": "2019-10-30", "StartAction": ACTION, "Metadata": {}, "Actions": actions}


def found(document: Flow, flow_type: str) -> list[str]:
    """Return the problems of a flow in an instance that has everything."""
    return [str(problem) for problem in problems(document, flow_type, lambda kind, identifier: None)]


def first(document: Flow) -> dict[str, Any]:
    action: dict[str, Any] = document["Actions"][0]
    return action
