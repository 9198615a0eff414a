"""Reads a flow's content: its actions, where they lead, and what of the instance they name. Pure.

Amazon Connect's flow language: https://docs.aws.amazon.com/connect/latest/devguide/flow-language.html. What an action
names is looked for in all of its parameters, by ARN or by id, so that no list of action types has to be complete. What
is only known during a contact (`$.Attributes.queue`) is no name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

_KIND_OF_SEGMENT: Final = {
    "queue": "queue",
    "contact-flow": "flow",
    "flow-module": "module",
    "operating-hours": "hours",
    "prompt": "prompt",
}
_FUNCTION: Final = ":function:"


class Reference(NamedTuple):
    """What an action names.

    Attributes:
        kind: queue, flow, module, hours, prompt or function.
        id: Connect's id, or a function's ARN.
    """

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class FlowContent:
    """The content of a flow or of a module.

    Attributes:
        start: identifier of the first action.
        actions: by identifier.
        names: what the flow designer noted of actions by identifier: the names of what they use.
    """

    start: str
    actions: Mapping[str, Mapping[str, Any]]
    names: Mapping[str, Mapping[str, Any]]


def parse_flow(content: str) -> FlowContent:
    """Read a flow's content.

    Raises:
        ValueError: it is no content of a flow.
    """
    try:
        document = json.loads(content)
    except RecursionError as error:
        raise ValueError("a flow's content is nested too deep") from error
    actions = document.get("Actions") if isinstance(document, dict) else None
    if not isinstance(actions, list):
        raise ValueError("a flow's content is a JSON object with Actions")  # noqa: TRY004 (a value's form, no argument's)
    by_identifier = {str(action["Identifier"]): action for action in actions if _is_action(action)}
    metadata = document.get("Metadata")
    noted = metadata.get("ActionMetadata") if isinstance(metadata, dict) else None
    return FlowContent(str(document.get("StartAction")), by_identifier, noted if isinstance(noted, dict) else {})


def _is_action(action: Any) -> bool:
    return isinstance(action, dict) and "Identifier" in action


def references(flow: FlowContent, kinds_of_ids: Mapping[str, str]) -> set[Reference]:
    """Return what a flow's actions name.

    Args:
        flow: the content.
        kinds_of_ids: kind by id, of what the instance has, for actions that name things by id alone.
    """
    return {
        found
        for action in flow.actions.values()
        for text in _texts(action.get("Parameters"))
        if (found := reference(text, kinds_of_ids))
    }


def reference(text: str, kinds_of_ids: Mapping[str, str]) -> Reference | None:
    """Return what a parameter names: an ARN or an id; None if it names nothing."""
    if not text.startswith("arn:"):
        return Reference(kinds_of_ids[text], text) if text in kinds_of_ids else None
    if _FUNCTION in text:
        return Reference("function", text)
    segment, _, own = text.rpartition("/")
    kind = _KIND_OF_SEGMENT.get(segment.rpartition("/")[2])
    return Reference(kind, own) if kind else None


def function_name(arn: str) -> str:
    """Return the name of a function, with its version or alias if the ARN has one."""
    return arn.rpartition(_FUNCTION)[2]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
