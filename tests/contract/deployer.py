"""The deployer's policies and what AWS asked IAM for while the tests applied, changed and destroyed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from local_aws.tests.reference import formats
from scripts.deployer_policy import deployer_policies
from tests.end_to_end.deployer import ACCOUNT, RECORDS

NAMES: Final = {"lifecycle_changes": "rollcall", "lifecycle_destroy": "rollcall", "contact_centre": "rollcall-centre"}
"""The name of the deployment of each record."""


@dataclass(frozen=True)
class Part:
    """An action of a statement, or a resource of one.

    Attributes:
        statement: its Sid.
        what: the action, or the resource's ARN with wildcards.
    """

    statement: str
    what: str


@dataclass(frozen=True)
class Permission:
    """An action on a resource that AWS asked for; ids are left out."""

    action: str
    arn: str


def statements(name: str = "rollcall") -> list[dict[str, Any]]:
    """Return the statements of all policies of a deployment's deployer, `Resource` as a list."""
    policies = deployer_policies(name=name, account=ACCOUNT, region="us-east-1")
    found = [dict(statement) for document in policies.values() for statement in document["Statement"]]
    for statement in found:
        if isinstance(statement["Resource"], str):
            statement["Resource"] = [statement["Resource"]]
    return found


def recorded() -> Iterator[tuple[str, Permission]]:
    """Yield what is in the records, with the name of the deployment."""
    for record, name in NAMES.items():
        asked = json.loads((RECORDS / f"{record}.json").read_text("utf-8"))
        for action, arns in asked.items():
            for arn in arns:
                yield name, Permission(action, arn)


def covers(pattern: str, arn: str) -> bool:
    """Whether a resource of a policy stands for an ARN."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), arn) is not None


def allows(statement: dict[str, Any], permission: Permission) -> bool:
    """Whether a statement is about an action and a resource; its conditions are not looked at."""
    return permission.action in statement["Action"] and any(
        covers(pattern, permission.arn) for pattern in statement["Resource"]
    )


def is_asked_on(action: str, pattern: str) -> bool:
    """Whether some ARN that a resource of a policy stands for is one that AWS's reference asks an action on."""
    return any(_meet(pattern, one) for one in formats(action))


def _meet(one: str, other: str) -> bool:
    """Whether two patterns stand for some text in common."""
    reached = {(0, 0)}
    seen: set[tuple[int, int]] = set()
    while reached:
        here, there = place = reached.pop()
        if place in seen:
            continue
        seen.add(place)
        if (here, there) == (len(one), len(other)):
            return True
        a, b = one[here : here + 1], other[there : there + 1]
        if a == "*":
            reached |= {(here + 1, there)} | ({(here, there + 1)} if b else set())
        if b == "*":
            reached |= {(here, there + 1)} | ({(here + 1, there)} if a else set())
        if a and a == b:
            reached.add((here + 1, there + 1))
    return False
