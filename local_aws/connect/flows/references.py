"""What the static ids and ARNs in a flow must name: something of the instance that the flow is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.resources import CONTACT_FLOW, FLOW_MODULE, HOURS, PROMPT, QUEUE, USER

if TYPE_CHECKING:
    from local_aws.connect.flows.language.forms import NotThere
    from local_aws.connect.state import Contents

LAMBDA_FUNCTION = "Lambda function"

_KINDS = {
    "queue": QUEUE,
    "agent": USER,
    "flow": CONTACT_FLOW,
    "flow module": FLOW_MODULE,
    "prompt": PROMPT,
    "hours of operation": HOURS,
}
_VERSIONED = ("flow", "flow module")
"""Kinds whose ids may end in an alias or version, as in ``<id>:$SAVED``."""

_AGENT_QUEUE = "queue/agent"


def not_there(contents: Contents) -> NotThere:
    """Return what says why an id or ARN of a kind can't be used in an instance, None if it can."""

    def reason(kind: str, identifier: str) -> str | None:
        if kind == LAMBDA_FUNCTION:
            return None if _is_associated(contents, identifier) else f"the instance may not call {identifier}"
        there = _is_there(contents, kind, identifier)
        return None if there else f"the instance has no {kind} {identifier}"

    return reason


def _is_associated(contents: Contents, arn: str) -> bool:
    """Whether flows may call a function, with or without the version or alias that the flow names."""
    unqualified = ":".join(arn.split(":")[:7])
    return arn in contents.lambda_functions or unqualified in contents.lambda_functions


def _is_there(contents: Contents, kind: str, identifier: str) -> bool:
    segment, _, item = identifier.removeprefix(f"{contents.arn}/").rpartition("/")
    resource = _KINDS[kind]
    if kind in _VERSIONED:
        item = item.partition(":")[0]
    if kind == "queue" and segment == _AGENT_QUEUE:
        return USER.shows(contents, item)
    if identifier.startswith("arn:"):
        # Some things belong to AWS, in ARNs with "aws" for the account.
        is_here = segment == resource.segment and resource.shows(contents, item)
        return is_here or identifier.split(":")[4:5] == ["aws"]
    return not segment and resource.shows(contents, item)
