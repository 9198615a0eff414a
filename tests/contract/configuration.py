"""What the Terraform modules say of a function: its environment, and the actions that its policy allows."""

from __future__ import annotations

import re
from typing import Any, Final

import hcl2

from scripts.terraform.initialise import PROJECT

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


def environment(function: str) -> set[str]:
    """Return the names of the variables that a function is given."""
    own = _plain(_load(f"modules/{function}/function.tf"))["module"]
    [module] = [block["function"] for block in own if "function" in block]
    text = (PROJECT / "modules/lambda_function/function.tf").read_text("utf-8")
    shared = re.search(r"merge\(var\.environment, \{(.*?)\}\)", text, re.DOTALL)
    assert shared is not None
    return set(module["environment"]) | set(re.findall(r"^\s*([A-Z_]+)\s*=", shared[1], re.MULTILINE))


def allowed_actions(function: str) -> set[str]:
    """Return the actions that the policy documents of a function's module allow."""
    found: set[str] = set()
    for path in sorted((PROJECT / "modules" / function).glob("*.tf")):
        for block in _plain(_load(str(path.relative_to(PROJECT)))).get("data", []):
            for document in block.get("aws_iam_policy_document", {}).values():
                for statement in document.get("statement", []):
                    found |= set(statement["actions"])
                for optional in document.get("dynamic", []):
                    found |= {action for content in optional["statement"]["content"] for action in content["actions"]}
    return found


def handler(function: str) -> str:
    """Return the handler string that Terraform gives a function."""
    text = (PROJECT / "modules/lambda_function/function.tf").read_text("utf-8")
    pattern = re.search(r'handler\s*=\s*"\$\{var\.function\.service\}(.*?)"', text)
    assert pattern is not None
    return function + pattern[1]


def default(variable: str) -> str:
    """Return a root variable's default as it stands."""
    for block in _plain(_load("variables.tf"))["variable"]:
        if variable in block:
            return str(block[variable]["default"])
    raise AssertionError(f"variables.tf has no {variable}")
