"""Asks for each mutant which request notices it."""

from __future__ import annotations

import csv
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.contract.least_privilege.evaluator import World, load
from tests.contract.least_privilege.forbidden import forbidden
from tests.contract.least_privilege.mutants import Mutant, listed, mutants
from tests.contract.least_privilege.needed import needed
from tests.contract.least_privilege.request import Request

Document = dict[str, Any]

SURVIVORS: Final = Path(__file__).resolve().parent / "survivors.csv"
"""Mutants that nothing has to notice, each with the reason: policy, statement, change, reason."""

_NOT_NEEDED: Final = "excused in survivors.csv, but something notices it, or it is gone: take the line out"


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant.

    Attributes:
        mutant: the mutant.
        killer: what noticed it; None if nothing did.
        milliseconds: how long that took.
    """

    mutant: Mutant
    killer: str | None
    milliseconds: float


class Judge:
    """Knows the deployment's policies and all requests.

    Args:
        policies: Name → document; the rendered ones if None.
    """

    def __init__(self, policies: Mapping[str, Document] | None = None) -> None:
        self.policies = load() if policies is None else dict(policies)
        self.world = World(self.policies)
        self.needed = needed()
        self.forbidden = forbidden(self.needed)
        self._matching: dict[str, re.Pattern[str]] = {}

    def verdicts(self) -> list[Verdict]:
        """Judge every mutant."""
        return [self._judge(mutant) for mutant in mutants(self.policies, self.world.holders)]

    def _judge(self, mutant: Mutant) -> Verdict:
        begun = time.perf_counter()
        killer = self._names_others(mutant) or self._killer(mutant)
        return Verdict(mutant, killer, (time.perf_counter() - begun) * 1000)

    def _names_others(self, mutant: Mutant) -> str | None:
        """Hold that a policy on a resource names it: for AWS, which asks it of nothing else, `*` would be the same."""
        resource = self.world.holders[mutant.policy]
        return None if resource is None else names_others(mutant.document, resource)

    def _killer(self, mutant: Mutant) -> str | None:
        world = self.world.changed(mutant.policy, mutant.document)
        for kind, requests, wanted in (("needed", self.needed, True), ("forbidden", self.forbidden, False)):
            for request in requests:
                if self._concerns(mutant, request) and world.allows(request) is not wanted:
                    return f"{kind}: {request}"
        return None

    def _concerns(self, mutant: Mutant, request: Request) -> bool:
        """Whether the policy has a say in the request: the others answer as before."""
        resource = self.world.holders[mutant.policy]
        if resource is None and request.who != mutant.policy.partition("/")[0]:
            return False
        if resource is not None and not request.resource.startswith(resource):
            return False
        return any(self._pattern(action).match(request.action) for action in mutant.actions)

    def _pattern(self, action: str) -> re.Pattern[str]:
        if action not in self._matching:
            self._matching[action] = re.compile(re.escape(action).replace(r"\*", ".*") + r"\Z", re.IGNORECASE)
        return self._matching[action]


def names_others(document: Document, resource: str) -> str | None:
    """Say what a policy on a resource names besides it; None if nothing. A key's policy names the key as `*`."""
    own = {"*"} if ":kms:" in resource else {resource, f"{resource}/*"}
    if ":role/" in resource:
        own = set()
    for statement in document["Statement"]:
        others = set(listed(statement.get("Resource", []))) - own
        if others:
            return f"rule: a policy on a resource names that resource alone, not {', '.join(sorted(others))}"
    return None


def survivors(path: Path = SURVIVORS) -> dict[tuple[str, str, str], str]:
    """Read which mutants may survive, and why."""
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["policy"], row["statement"], row["change"]): row["reason"] for row in csv.DictReader(file)}


def complaints(verdicts: Sequence[Verdict], excused: Mapping[tuple[str, str, str], str]) -> list[str]:
    """Say which mutants nothing noticed, and which excuses are no longer needed; with what to do."""
    alive = {verdict.mutant.key for verdict in verdicts if verdict.killer is None}
    found = [(key, f"noticed by nothing. {_advice(key[2])}") for key in sorted(alive - excused.keys())]
    found += [(key, _NOT_NEEDED) for key in sorted(excused.keys() - alive)]
    found += [(key, "survivors.csv has no reason") for key, reason in sorted(excused.items()) if not reason]
    return [f"{' | '.join(key)}: {complaint}" for key, complaint in found]


def _advice(change: str) -> str:
    if change.startswith("actions widened"):
        return "Add what a function must not do with this service to _ADMINISTRATION in forbidden.py."
    if change.startswith("condition") or "widened" in change:
        return (
            "If the part is there for a reason, add what it forbids to tests/contract/least_privilege: a resource to "
            "BESIDE in resources.py; or the condition key to the call that needs it, and another value to forbidden.py."
        )
    return (
        "If something needs the part, add the call to tests/contract/least_privilege/calls_of_functions.py or "
        "calls_of_others.py; if nothing does, take the part out of the policy."
    )
