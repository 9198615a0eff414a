"""Takes policies apart: each mutant is a policy with one part missing, or one part wider. Pure."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Document = dict[str, Any]

_ANYBODY: Final = "*"


@dataclass(frozen=True)
class Mutant:
    """A policy that somebody changed.

    Attributes:
        policy: Its name, `module/address`.
        statement: The statement's Sid.
        change: What was changed.
        document: The policy after it.
        actions: Patterns of the actions that the statement was or is about.
    """

    policy: str
    statement: str
    change: str
    document: Document
    actions: tuple[str, ...]

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the mutant in the table and in the list of survivors."""
        return self.policy, self.statement, self.change


def mutants(policies: Mapping[str, Document], holders: Mapping[str, str | None]) -> Iterator[Mutant]:
    """Yield every mutant of every policy.

    Args:
        policies: Name → document.
        holders: Name → the resource that the policy is on; None for a role's own.
    """
    for name, document in policies.items():
        for number, statement in enumerate(document["Statement"]):
            for change, changed in _changes(statement, on_resource=holders[name] is not None):
                mutant = copy.deepcopy(document)
                mutant["Statement"][number : number + 1] = [] if changed is None else [changed]
                actions = {*listed(statement["Action"]), *listed((changed or statement)["Action"])}
                yield Mutant(name, statement["Sid"], change, mutant, tuple(sorted(actions)))


def listed(value: str | Sequence[str]) -> list[str]:
    """Return what a policy may write as one text or as a list, as a list."""
    return [value] if isinstance(value, str) else list(value)


def _changes(statement: Document, *, on_resource: bool) -> Iterator[tuple[str, Document | None]]:
    yield "statement removed", None
    actions, resources = listed(statement["Action"]), listed(statement.get("Resource", []))
    if len(actions) > 1:
        for action in actions:
            yield f"{action} removed", {**statement, "Action": [one for one in actions if one != action]}
    if len(resources) > 1:
        for arn in resources:
            yield f"{arn} removed", {**statement, "Resource": [one for one in resources if one != arn]}
    if statement["Effect"] == "Allow":
        yield from _wider(statement, actions, resources, on_resource=on_resource)
    yield from _conditions(statement)


def _wider(
    statement: Document, actions: list[str], resources: list[str], *, on_resource: bool
) -> Iterator[tuple[str, Document]]:
    services = sorted({f"{action.partition(':')[0]}:*" for action in actions})
    if actions != services and not on_resource:
        yield f"actions widened to {' '.join(services)}", {**statement, "Action": services}
    if resources and resources != ["*"]:
        yield "resources widened to *", {**statement, "Resource": "*"}
    principal = statement.get("Principal")
    if principal is not None and principal not in ("*", {"AWS": "*"}):
        yield "principal widened to anybody", {**statement, "Principal": _ANYBODY}


def _conditions(statement: Document) -> Iterator[tuple[str, Document]]:
    given: Mapping[str, Mapping[str, Any]] = statement.get("Condition", {})
    for test, keys in given.items():
        for key, value in keys.items():
            others = {name: one for name, one in keys.items() if name != key}
            rest = {**given, test: others} if others else {name: one for name, one in given.items() if name != test}
            yield f"condition {test} {key} removed", {**statement, "Condition": rest}
            values = listed(value)
            for one in values if len(values) > 1 else ():
                fewer = {**keys, key: [other for other in values if other != one]}
                yield f"{one} removed from {key}", {**statement, "Condition": {**given, test: fewer}}
