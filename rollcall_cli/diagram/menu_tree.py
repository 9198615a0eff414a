"""A flow as a tree for the terminal: what callers hear, the keys they may press, and where those lead. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from rollcall_cli.centre.flow_content import FlowContent, parse_flow
from rollcall_cli.diagram.flow_words import FlowWords, cut

_LONGEST_AGAIN: Final = 40
"""Characters of what was shown before."""

_ERRORS: Final = {
    "InputTimeLimitExceeded": "no key",
    "NoMatchingCondition": "other key",
    "QueueAtCapacity": "queue full",
}
"""Branches that callers can tell; all other errors are faults of the centre."""

_TRANSFERS: Final = frozenset({"TransferContactToQueue", "DequeueContactAndTransferToQueue", "TransferToFlow"})
"""Actions that callers leave the flow by, unless they fail."""

_ANSWERS: Final = {
    ("CheckHoursOfOperation", "True"): "open",
    ("CheckHoursOfOperation", "False"): "closed",
    ("Loop", "ContinueLooping"): "again",
    ("Loop", "DoneLooping"): "at last",
}


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
        self._words = FlowWords(flow, names)
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
            queue = self._words.queue(identifier, action) or queue
            step = self._words.step(identifier, action, queue)
            if step:
                branch.steps.append(step)
            ways = list(_ways(action))
            if action.get("Type") in _TRANSFERS:
                branch.branches = [self.branch(word, target, (*above, *passed), queue) for word, target in ways]
                return branch
            if len({target for _, target in ways}) > 1:
                self._parted[identifier] = cut(step or str(action.get("Type")), _LONGEST_AGAIN)
                here = (*above, *passed)
                branch.branches = [self.branch(word, target, here, queue) for word, target in _united(ways)]
                return branch
            if not ways:
                return branch
            identifier = ways[0][1]


def _ways(action: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the ways on from an action: what leads there, and the next action's identifier."""
    transitions = action.get("Transitions")
    if not isinstance(transitions, dict):
        return
    kind = str(action.get("Type"))
    for condition in _entries(transitions.get("Conditions")):
        asked = condition.get("Condition")
        operands = asked.get("Operands") if isinstance(asked, dict) else None
        word = ", ".join(map(str, operands if isinstance(operands, list) else ()))
        yield _ANSWERS.get((kind, word), word), str(condition.get("NextAction"))
    errors = {
        str(error.get("ErrorType")): str(error.get("NextAction")) for error in _entries(transitions.get("Errors"))
    }
    for name, word in _ERRORS.items():
        if name in errors:
            yield word, errors[name]
    if "NextAction" in transitions and kind not in _TRANSFERS and not transitions.get("Conditions"):
        yield "", str(transitions["NextAction"])


def _entries(value: Any) -> list[Mapping[str, Any]]:
    """Return the branches that are written as such; a flow that nobody has published may hold anything."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _united(ways: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the ways with those that lead to the same action put together, in their first's place."""
    words: dict[str, list[str]] = {}
    for word, target in ways:
        words.setdefault(target, []).append(word)
    return [(", ".join(filter(None, of_target)) or "else", target) for target, of_target in words.items()]
