"""The check of a whole flow: its frame, its actions, and where they lead."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from local_aws.connect.flows.language.action import Action
from local_aws.connect.flows.language.contact_actions import BY_NAME, CONTACT_ACTIONS
from local_aws.connect.flows.language.flow_actions import FLOW_ACTIONS
from local_aws.connect.flows.language.forms import Problem, invalid, missing
from local_aws.connect.flows.language.participant_actions import PARTICIPANT_ACTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.connect.flows.language.action import Entry
    from local_aws.connect.flows.language.forms import NotThere

VERSION = "2019-10-30"
MAX_ACTIONS = 250
MAX_IDENTIFIER = 50
FORBIDDEN_CHARACTERS = frozenset("%:(\\/)=$,;[]{}")
FORBIDDEN_IDENTIFIERS = frozenset(
    {
        "__proto__",
        "constructor",
        "__defineGetter__",
        "__defineSetter__",
        "toString",
        "hasOwnProperty",
        "isPrototypeOf",
        "propertyIsEnumerable",
        "toLocaleString",
        "valueOf",
    }
)

ACTIONS: dict[str, Entry] = {**CONTACT_ACTIONS, **FLOW_ACTIONS, **PARTICIPANT_ACTIONS, **BY_NAME}
"""All types of actions."""


def problems(document: dict[str, Any], flow_type: str, not_there: NotThere) -> Iterator[Problem]:
    """Yield what Connect would refuse of a flow.

    Args:
        document: the content.
        flow_type: of the flow; ``MODULE`` for a module.
        not_there: says of a static id why it can't be used.
    """
    if document.get("Version") != VERSION:
        yield Problem("Invalid flow property value", "Version", f"must be {VERSION!r}")
    if not isinstance(document.get("Metadata", {}), dict):
        yield Problem("Invalid flow property value", "Metadata", "must be an object")
    actions = document.get("Actions")
    if not isinstance(actions, list) or not 1 <= len(actions) <= MAX_ACTIONS:
        yield Problem("Invalid flow property value", "Actions", f"must be a list of 1 to {MAX_ACTIONS} actions")
        return
    identifiers = Counter(str(action.get("Identifier")) for action in actions if isinstance(action, dict))
    start = document.get("StartAction")
    if not isinstance(start, str) or start not in identifiers:
        yield Problem("Invalid flow property value", "StartAction", f"no action has the identifier {start!r}")
    for position, action in enumerate(actions):
        path = f"Actions[{position}]"
        if isinstance(action, dict):
            yield from _identifier(path, action, identifiers)
            yield from _action(path, action, flow_type, identifiers, not_there)
        else:
            yield invalid(path, "must be an object")


def _identifier(path: str, action: dict[str, Any], identifiers: Counter[str]) -> Iterator[Problem]:
    identifier = action.get("Identifier")
    where = f"{path}.Identifier"
    if "Identifier" not in action:
        yield missing(where)
    elif not isinstance(identifier, str) or not 1 <= len(identifier) <= MAX_IDENTIFIER:
        yield invalid(where, f"must have 1 to {MAX_IDENTIFIER} characters")
    elif set(identifier) & FORBIDDEN_CHARACTERS or identifier in FORBIDDEN_IDENTIFIERS:
        yield invalid(where, f"{identifier!r} is a word or has a character that identifiers can't have")
    elif identifiers[identifier] > 1:
        yield invalid(where, f"several actions have the identifier {identifier!r}")


def _action(
    path: str, action: dict[str, Any], flow_type: str, identifiers: Counter[str], not_there: NotThere
) -> Iterator[Problem]:
    name = action.get("Type")
    if "Type" not in action:
        yield missing(f"{path}.Type")
        return
    if not isinstance(name, str) or name not in ACTIONS:
        yield Problem(f"Invalid Action type. Type: {name}", path)
        return
    parameters = action.get("Parameters", {})
    entry = ACTIONS[name]
    kind = entry if isinstance(entry, Action) else entry(parameters if isinstance(parameters, dict) else {})
    if kind.flow_types is not None and flow_type not in kind.flow_types:
        yield Problem(f"Invalid Action type. Type: {name}", path, f"{flow_type} can't have it")
    yield from kind.parameters.problems(f"{path}.Parameters", parameters, not_there)
    yield from _transitions(path, action.get("Transitions", {}), kind, identifiers)


def _transitions(path: str, transitions: Any, kind: Action, identifiers: Counter[str]) -> Iterator[Problem]:
    where = f"{path}.Transitions"
    if not isinstance(transitions, dict):
        yield invalid(where, "must be an object")
        return
    if kind.ends:
        if any(transitions.values()):
            yield Problem("Action does not support transitions", path)
        return
    if "NextAction" in transitions:
        yield from _target(f"{where}.NextAction", transitions["NextAction"], identifiers)
    elif kind.next_needed:
        yield missing(f"{where}.NextAction")
    for member in ("Errors", "Conditions"):
        branches = transitions.get(member) or []
        for position, branch in enumerate(branches if isinstance(branches, list) else ()):
            target = branch.get("NextAction") if isinstance(branch, dict) else None
            yield from _target(f"{where}.{member}[{position}].NextAction", target, identifiers)
    yield from _errors(path, transitions.get("Errors"), kind)
    if kind.conditions is not None:
        yield from kind.conditions.problems(where, transitions.get("Conditions"), path)


def _target(path: str, target: Any, identifiers: Counter[str]) -> Iterator[Problem]:
    if not isinstance(target, str) or target not in identifiers:
        yield invalid(path, f"leads to {target!r}, which no action has as its identifier")


def _errors(path: str, errors: Any, kind: Action) -> Iterator[Problem]:
    if not isinstance(errors or [], list):
        yield invalid(f"{path}.Transitions.Errors", "must be a list")
        return
    found = [error.get("ErrorType") if isinstance(error, dict) else None for error in errors or []]
    if kind.errors is not None:
        for name in found:
            if name not in kind.errors:
                yield Problem(f"Invalid Action error. Error: {name}", path)
    for name in kind.required:
        if name not in found:
            yield Problem(f"Action is missing required error. Error: {name}", path)
