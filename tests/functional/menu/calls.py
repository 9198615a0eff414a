"""A caller in a flow: follows its branches, and notes what is heard."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

Action = dict[str, Any]

LONGEST_CALL = 200
"""Actions after which a call is taken for one that does not end."""


@dataclass(frozen=True)
class Heard:
    """How a call went.

    Attributes:
        words: what the caller heard, in order.
        end: the last action.
        queue: the queue that was chosen, if any.
    """

    words: list[str]
    end: Action
    queue: str | None


@dataclass
class Caller:
    """Somebody who calls.

    Attributes:
        keys: pressed one after the other, where the flow asks for one; None waits. After the last one, only waits.
        open: whether the hours are.
        fails: error type by action type, for what goes wrong on the way.
    """

    keys: list[str | None] = field(default_factory=list)
    open: bool = True
    fails: dict[str, str] = field(default_factory=dict)

    def call(self, flow: dict[str, Any]) -> Heard:
        """Go through a flow until it ends or the call leaves it."""
        actions = {action["Identifier"]: action for action in flow["Actions"]}
        keys, loops, words = list(self.keys), Counter[str](), []
        queue, current = None, actions[flow["StartAction"]]
        for _ in range(LONGEST_CALL):
            parameters = current.get("Parameters", {})
            words += [parameters["Text"]] if "Text" in parameters else []
            queue = parameters.get("QueueId", queue)
            failure = self.fails.get(current["Type"])
            leaves = current["Type"].startswith("Transfer") and failure is None
            if leaves or not current["Transitions"]:
                return Heard(words, current, queue)
            if failure is not None:
                current = actions[branch(current, failure)]
            else:
                current = actions[self._next(current, keys, loops)]
        raise AssertionError(f"the call does not end: {words}")

    def _next(self, action: Action, keys: list[str | None], loops: Counter[str]) -> str:
        if action["Type"] == "CheckHoursOfOperation":
            return chosen(action, str(self.open))
        if action["Type"] == "GetParticipantInput":
            key = keys.pop(0) if keys else None
            return branch(action, "InputTimeLimitExceeded") if key is None else chosen(action, key)
        if action["Type"] == "Loop":
            loops[action["Identifier"]] += 1
            more = loops[action["Identifier"]] <= int(action["Parameters"]["LoopCount"])
            return chosen(action, "ContinueLooping" if more else "DoneLooping")
        return str(action["Transitions"]["NextAction"])


def chosen(action: Action, result: str) -> str:
    """Return where a result leads: by its condition, else by the branch for none."""
    for condition in action["Transitions"]["Conditions"]:
        if condition["Condition"]["Operands"] == [result]:
            return str(condition["NextAction"])
    return branch(action, "NoMatchingCondition")


def branch(action: Action, error: str) -> str:
    """Return where an error leads."""
    return next(str(item["NextAction"]) for item in action["Transitions"]["Errors"] if item["ErrorType"] == error)


def targets(action: Action) -> set[str]:
    """Return all that an action may lead to."""
    transitions = action["Transitions"]
    branches = [*transitions.get("Errors", []), *transitions.get("Conditions", [])]
    following = {transitions["NextAction"]} if "NextAction" in transitions else set()
    return following | {str(item["NextAction"]) for item in branches}
