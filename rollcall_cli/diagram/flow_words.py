"""Says in words what the actions of a flow do. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from rollcall_cli.centre.flow_content import FlowContent, function_name, reference

_LONGEST: Final = 70
"""Characters of what is said that are shown."""

_TAG: Final = re.compile(r"<[^>]*>")
_ENDS: Final = {
    "DisconnectParticipant": "hangs up",
    "EndFlowExecution": "ends",
    "EndFlowModuleExecution": "returns",
    "TransferContactToAgent": "to the agent",
}
"""What needs no more words, by the action's type."""

_USES: Final = {
    "ContactFlowId": ("TransferToFlow", "goes on in the flow"),
    "FlowModuleId": ("InvokeFlowModule", "runs the module"),
    "LambdaFunctionARN": ("InvokeLambdaFunction", "asks the function"),
    "ThirdPartyPhoneNumber": ("TransferParticipantToThirdParty", "calls"),
}
"""What names something: the parameter, the action's type, and the words before the name."""


class FlowWords:
    """Words for one flow's actions.

    Args:
        flow: the content.
        names: of queues, flows, hours, modules and prompts by id.
    """

    def __init__(self, flow: FlowContent, names: Mapping[str, str]) -> None:
        self._flow = flow
        self._names = names

    def queue(self, identifier: str, action: Mapping[str, Any]) -> str:
        """Return the name of the queue that an action chooses; empty if it chooses none."""
        if action.get("Type") not in {"UpdateContactTargetQueue", "DequeueContactAndTransferToQueue"}:
            return ""
        return self._name(identifier, action, "QueueId") or self._name(identifier, action, "AgentId")

    def step(self, identifier: str, action: Mapping[str, Any], queue: str) -> str:
        """Return what an action does, in words; nothing for what callers do not notice."""
        kind = str(action.get("Type"))
        parameters = _parameters(action)
        if kind in {"MessageParticipant", "GetParticipantInput", "MessageParticipantIteratively"}:
            said = self._said(identifier, action)
            return f"{'asks' if kind == 'GetParticipantInput' else 'says'} {said}".rstrip()
        if kind in {"TransferContactToQueue", "DequeueContactAndTransferToQueue"}:
            return f"queue {queue}" if queue else "queue that is set elsewhere"
        if kind == "CheckHoursOfOperation":
            return f"hours {self._name(identifier, action, 'HoursOfOperationId') or 'of the queue'}"
        if kind == "Loop":
            return f"at most {parameters.get('LoopCount')} times"
        for member, (own, words) in _USES.items():
            if kind == own and parameters.get(member):
                return f"{words} {self._name(identifier, action, member)}"
        return _ENDS.get(kind, "")

    def _said(self, identifier: str, action: Mapping[str, Any]) -> str:
        parameters = _parameters(action)
        messages = parameters.get("Messages")
        if isinstance(messages, list) and messages and isinstance(messages[0], dict):
            parameters = messages[0]
        words = parameters.get("Text") or _TAG.sub(" ", str(parameters.get("SSML") or ""))
        text = " ".join(str(words).split())
        if not text:
            return self._name(identifier, action, "PromptId")
        return f'"{cut(text, _LONGEST)}"'

    def _name(self, identifier: str, action: Mapping[str, Any], member: str) -> str:
        """Return the name of what a parameter names: ours, the flow designer's, or the value itself."""
        value = _parameters(action).get(member)
        if not isinstance(value, str) or not value:
            return ""
        found = reference(value, {})
        own = found.id if found else value
        if own in self._names:
            return self._names[own]
        noted = self._flow.names.get(identifier)
        parameters = noted.get("parameters") if isinstance(noted, dict) else None
        shown = parameters.get(member) if isinstance(parameters, dict) else None
        if isinstance(shown, dict) and shown.get("displayName"):
            return str(shown["displayName"])
        return function_name(own) if found and found.kind == "function" else own


def cut(text: str, longest: int) -> str:
    """Return a text in at most so many characters."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _parameters(action: Mapping[str, Any]) -> Mapping[str, Any]:
    parameters = action.get("Parameters")
    return parameters if isinstance(parameters, dict) else {}
