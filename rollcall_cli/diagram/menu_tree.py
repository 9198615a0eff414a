"""A flow as a tree for the terminal: what callers hear, the keys they may press, and where those lead. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rollcall_cli.centre.flow_content import FlowContent, function_name, parse_flow, reference

_LONGEST: Final = 70
"""Characters of what is said that are shown."""

_TAG: Final = re.compile(r"<[^>]*>")
_ERRORS: Final = {
    "InputTimeLimitExceeded": "no key",
    "NoMatchingCondition": "other key",
    "QueueAtCapacity": "queue full",
}
"""Branches that callers can tell; all other errors are faults of the centre."""

_ENDS: Final = {
    "DisconnectParticipant": "hangs up",
    "EndFlowExecution": "ends",
    "EndFlowModuleExecution": "returns",
    "TransferContactToAgent": "to the agent",
}
_TRANSFERS: Final = frozenset({"TransferContactToQueue", "DequeueContactAndTransferToQueue", "TransferToFlow"})
"""Actions that callers leave the flow by, unless they fail."""

_USES: Final = {
    "ContactFlowId": ("TransferToFlow", "goes on in the flow"),
    "FlowModuleId": ("InvokeFlowModule", "runs the module"),
    "LambdaFunctionARN": ("InvokeLambdaFunction", "asks the function"),
    "ThirdPartyPhoneNumber": ("TransferParticipantToThirdParty", "calls"),
}
_ANSWERS: Final = {("CheckHoursOfOperation", "True"): "open", ("CheckHoursOfOperation", "False"): "closed"}


@dataclass(slots=True)
class Branch:
    """One way through a flow, up to where it parts.

    Attributes:
        on: what leads into it, such as a key; empty for the beginning.
        steps: what happens, in order.
        branches: the ways on from there.
    """

    on: str
    steps: list[str] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)


def menu_tree(content: str, names: Mapping[str, str] | None = None) -> Branch:
    """Return the tree of a flow.

    An action that several ways lead to is shown once where it parts into further ways; later it is only named.

    Args:
        content: the flow's, in Amazon Connect's flow language.
        names: of queues, flows, hours, modules and prompts by id; what is missing is taken from what the flow designer
            noted in the content, else shown by id.

    Raises:
        ValueError: it is no content of a flow.
    """
    flow = parse_flow(content)
    return _Walk(flow, names or {}).branch("", flow.start, ())


def tree_lines(branch: Branch) -> Iterator[str]:
    """Yield a tree's lines, with lines drawn between what belongs together."""
    yield _line(branch)
    yield from _below(branch, "")


def _below(branch: Branch, indent: str) -> Iterator[str]:
    for place, one in enumerate(branch.branches, 1):
        last = place == len(branch.branches)
        yield f"{indent}{'└─' if last else '├─'} {_line(one)}"
        yield from _below(one, f"{indent}{'   ' if last else '│  '}")


def _line(branch: Branch) -> str:
    return ": ".join(filter(None, (branch.on, " → ".join(branch.steps))))


class _Walk:
    def __init__(self, flow: FlowContent, names: Mapping[str, str]) -> None:
        self._flow = flow
        self._names = names
        self._parted: dict[str, str] = {}

    def branch(self, on: str, identifier: str, above: tuple[str, ...], queue: str = "") -> Branch:
        """Follow a flow from an action to where it parts or ends."""
        branch, passed = Branch(on), set(above)
        while True:
            action = self._flow.actions.get(identifier)
            if action is None:
                branch.steps.append("leads nowhere")
                return branch
            if identifier in self._parted:
                again = "back to" if identifier in above else "as above:"
                branch.steps.append(f"{again} {self._parted[identifier]}")
                return branch
            if identifier in passed:
                branch.steps.append("and so on, without an end")
                return branch
            passed.add(identifier)
            queue = self._queue(identifier, action) or queue
            step = self._step(identifier, action, queue)
            if step:
                branch.steps.append(step)
            ways = list(_ways(action))
            if action.get("Type") in _TRANSFERS:
                branch.branches = [self.branch(word, target, (*above, *passed), queue) for word, target in ways]
                return branch
            if len({target for _, target in ways}) > 1:
                self._parted[identifier] = step or str(action.get("Type"))
                here = (*above, *passed)
                branch.branches = [self.branch(word, target, here, queue) for word, target in _united(ways)]
                return branch
            if not ways:
                return branch
            identifier = ways[0][1]

    def _queue(self, identifier: str, action: Mapping[str, Any]) -> str:
        if action.get("Type") not in {"UpdateContactTargetQueue", "DequeueContactAndTransferToQueue"}:
            return ""
        return self._name(identifier, action, "QueueId") or self._name(identifier, action, "AgentId")

    def _step(self, identifier: str, action: Mapping[str, Any], queue: str) -> str:
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
        return f'"{text}"' if len(text) <= _LONGEST else f'"{text[: _LONGEST - 1]}…"'

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


def _parameters(action: Mapping[str, Any]) -> Mapping[str, Any]:
    parameters = action.get("Parameters")
    return parameters if isinstance(parameters, dict) else {}


def _ways(action: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the ways on from an action: what leads there, and the next action's identifier."""
    transitions = action.get("Transitions")
    if not isinstance(transitions, dict):
        return
    kind = str(action.get("Type"))
    for condition in transitions.get("Conditions") or ():
        operands = (condition.get("Condition") or {}).get("Operands") or ()
        word = ", ".join(map(str, operands))
        yield _ANSWERS.get((kind, word), word), str(condition.get("NextAction"))
    errors = {error.get("ErrorType"): str(error.get("NextAction")) for error in transitions.get("Errors") or ()}
    for name, word in _ERRORS.items():
        if name in errors:
            yield word, errors[name]
    if "NextAction" in transitions and kind not in _TRANSFERS and not transitions.get("Conditions"):
        yield "", str(transitions["NextAction"])


def _united(ways: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the ways with those that lead to the same action put together, in their first's place."""
    words: dict[str, list[str]] = {}
    for word, target in ways:
        words.setdefault(target, []).append(word)
    return [(", ".join(filter(None, of_target)) or "else", target) for target, of_target in words.items()]
