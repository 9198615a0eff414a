"""A flow's or module's content as a request brings it, and the refusal of one that Connect does not publish.

What is checked, from which sources, and what is left alone, is in the package ``language``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.errors import ConnectError
from local_aws.connect.flows.language.action import MODULE
from local_aws.connect.flows.language.document import problems
from local_aws.connect.flows.references import not_there

if TYPE_CHECKING:
    from local_aws.connect.state import Contents

MAX_CHARACTERS = 256_000
"""Amazon Connect's limit for a flow's content."""

_MAX_PROBLEMS = 50
"""Most that one refusal tells."""

_SETTINGS_MISSING = "JSON field is missing or null for field name: settings"


def check_json(content: str, flow_type: str) -> dict[str, Any]:
    """Return content as a JSON object; of a flow that is only saved, no more is checked.

    Raises:
        ConnectError: InvalidContactFlowException, of a module InvalidContactFlowModuleException.
    """
    if len(content) > MAX_CHARACTERS:
        raise _refusal([f"Content must have at most {MAX_CHARACTERS} characters"], flow_type)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise _refusal([f"Content is not JSON: {error}"], flow_type) from error
    if not isinstance(document, dict):
        raise _refusal(["Content is not a JSON object"], flow_type)
    return document


def check_content(contents: Contents, content: str, flow_type: str, *, settings: bool = False) -> None:
    """Check content that is to be published in an instance.

    Args:
        contents: the instance.
        content: as the request has it.
        flow_type: such as ``CONTACT_FLOW``; ``MODULE`` for a module.
        settings: whether the request brings a module's settings, which are in its content otherwise.

    Raises:
        ConnectError: InvalidContactFlowException, of a module InvalidContactFlowModuleException, with every problem.
    """
    document = check_json(content, flow_type)
    found = [str(problem) for problem in problems(document, flow_type, not_there(contents))]
    if flow_type == MODULE and not settings and document.get("Settings") is None:
        found.append(_SETTINGS_MISSING)
    if found:
        raise _refusal(found, flow_type)


def _refusal(found: list[str], flow_type: str) -> ConnectError:
    told = [{"message": problem} for problem in found[:_MAX_PROBLEMS]]
    if flow_type == MODULE:
        return ConnectError("InvalidContactFlowModuleException", "; ".join(found), members={"Problems": told})
    return ConnectError("InvalidContactFlowException", "; ".join(found), members={"problems": told})
