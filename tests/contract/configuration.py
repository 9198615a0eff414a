"""What the Terraform modules say of a function: its environment, and the actions that its policy allows."""

from __future__ import annotations

import json
import re
from typing import Any, Final

import hcl2

from scripts.terraform.initialise import PROJECT

STAFFING: Final = "modules/staffing"
FUNCTION: Final = "modules/lambda_function"
RENDERED: Final = PROJECT / "tests" / "contract" / "policies"
FUNCTIONS: Final = tuple(sorted(path.stem for path in (PROJECT / "lambda_src" / "requirements").glob("*.in")))


def _load(path: str) -> dict[str, Any]:
    with (PROJECT / path).open(encoding="utf-8") as file:
        return dict(hcl2.load(file))


def _plain(value: Any) -> Any:
    """Take the quotes off that the parser leaves around strings."""
    if isinstance(value, str):
        return value.strip('"')
    if isinstance(value, list):
        return [_plain(member) for member in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(member) for key, member in value.items()}
    return value


def _module_call(function: str) -> dict[str, Any]:
    """Return the arguments by which modules/staffing makes a function."""
    calls = _plain(_load(f"{STAFFING}/{function}.tf"))["module"]
    [call] = [block[function] for block in calls if function in block]
    return dict(call)


def environment(function: str) -> set[str]:
    """Return the names of the variables that a function is given."""
    text = (PROJECT / FUNCTION / "function.tf").read_text("utf-8")
    shared = re.search(r"merge\(var\.environment, \{(.*?)\}\)", text, re.DOTALL)
    assert shared is not None
    return set(_module_call(function)["environment"]) | set(re.findall(r"^\s*([A-Z_]+)\s*=", shared[1], re.MULTILINE))


def allowed_actions(function: str) -> set[str]:
    """Return the actions that a function's role allows, but for its log, as Terraform renders them."""
    policies = json.loads((RENDERED / f"{function}.json").read_text("utf-8"))
    statements = policies["aws_iam_role_policy.work.policy"]["Statement"]
    found: set[str] = set()
    for statement in statements:
        actions = statement["Action"]
        found |= {actions} if isinstance(actions, str) else set(actions)
    return found


def document_actions(path: str, document: str) -> set[str]:
    """Return the actions that a policy document allows.

    Args:
        path: the file, from the project's folder.
        document: the name of its `aws_iam_policy_document`.
    """
    [found] = [
        block["aws_iam_policy_document"][document]
        for block in _plain(_load(path))["data"]
        if document in block.get("aws_iam_policy_document", {})
    ]
    optional = [content for dynamic in found.get("dynamic", []) for content in dynamic["statement"]["content"]]
    return {action for statement in [*found.get("statement", []), *optional] for action in statement["actions"]}


def handler(function: str) -> str:
    """Return the handler string that Terraform gives a function."""
    service = _module_call(function)["service"]
    text = (PROJECT / FUNCTION / "function.tf").read_text("utf-8")
    pattern = re.search(r'handler\s*=\s*"\$\{var\.service\}(.*?)"', text)
    assert pattern is not None
    return f"{service}{pattern[1]}"


def default(variable: str) -> str:
    """Return a root variable's default as it stands."""
    for block in _plain(_load("variables.tf"))["variable"]:
        if variable in block:
            return str(block[variable]["default"])
    raise AssertionError(f"variables.tf has no {variable}")
