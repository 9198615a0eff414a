"""What is checked of a contact flow's content (Amazon Connect's flow language) before it is published."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import ConnectError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from local_aws.connect.state import Contents

MAX_CHARACTERS = 256_000
"""Amazon Connect's limit for a flow's content."""


def check_json(content: str) -> dict[str, Any]:
    """Return content as a JSON object.

    Raises:
        ConnectError: InvalidContactFlowException.
    """
    if len(content) > MAX_CHARACTERS:
        raise _refusal([f"Content must have at most {MAX_CHARACTERS} characters"])
    try:
        document = json.loads(content)
    except ValueError as error:
        raise _refusal([f"Content is not JSON: {error}"]) from error
    if not isinstance(document, dict):
        raise _refusal(["Content is not a JSON object"])
    return document


def check_content(contents: Contents, content: str) -> None:
    """Check a flow that is to be published, for an instance.

    Raises:
        ConnectError: InvalidContactFlowException with every problem found.
    """
    problems = list(_problems(contents, check_json(content)))
    if problems:
        raise _refusal(problems)


def _refusal(problems: list[str]) -> ConnectError:
    members = {"problems": [{"message": problem} for problem in problems]}
    return ConnectError("InvalidContactFlowException", "; ".join(problems), members=members)


def _problems(contents: Contents, document: dict[str, Any]) -> Iterator[str]:
    actions = document.get("Actions")
    if not isinstance(document.get("Version"), str):
        yield "Version is missing"
    if not isinstance(actions, list) or not actions or not all(isinstance(action, dict) for action in actions):
        yield "Actions must be a list of at least one action"
        return
    identifiers = [action.get("Identifier") for action in actions]
    if document.get("StartAction") not in identifiers:
        yield f"StartAction {document.get('StartAction')!r} is not the identifier of an action"
    for identifier in {str(item) for item in identifiers if identifiers.count(item) > 1}:
        yield f"Identifier {identifier!r} is used by several actions"
    for action in actions:
        yield from _action_problems(contents, action, identifiers)


def _action_problems(contents: Contents, action: dict[str, Any], identifiers: list[Any]) -> Iterator[str]:
    name = action.get("Identifier")
    if not isinstance(name, str) or not name:
        yield f"An action of type {action.get('Type')!r} has no Identifier"
    if not isinstance(action.get("Type"), str):
        yield f"Action {name!r} has no Type"
    for target in _targets(action.get("Transitions") or {}):
        if target not in identifiers:
            yield f"Action {name!r} leads to {target!r}, which is not the identifier of an action"
    queue = (action.get("Parameters") or {}).get("QueueId")
    if isinstance(queue, str) and queue.startswith("arn:") and "/agent/" not in queue:
        known = {document["QueueArn"] for document in contents.queues.values()}
        if queue not in known:
            yield f"Action {name!r} names the queue {queue}, which the instance does not have"


def _targets(transitions: dict[str, Any]) -> Iterator[Any]:
    if "NextAction" in transitions:
        yield transitions["NextAction"]
    for branch in [*(transitions.get("Errors") or []), *(transitions.get("Conditions") or [])]:
        yield branch.get("NextAction")
