"""What an upload would do to each agent, and how that is told as JSON. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

from report.findings import Findings
from rollcall_cli.finding_lines import findings_document
from roster.plans import Change, Problem
from roster.profile_moves import ProfileMove

Action = Literal["create", "adopt", "change", "remove", "fail"]
ACTIONS: Final[tuple[Action, ...]] = ("create", "adopt", "change", "remove", "fail")
"""What can be done about an agent. `fail` is that Connect would refuse, or Rollcall would leave the user alone."""


@dataclass(frozen=True, slots=True)
class PlannedAgent:
    """What the upload would do about one agent.

    Attributes:
        line: of the file; None for an agent that the file no longer lists.
        username: the agent.
        action: what is done.
        changes: the values, as cells of an export, before and after; a new agent has none before.
        note: what else to know, or empty.
        profile_moves: the security profiles that can manage others, or may, and that it gets or loses.
    """

    line: int | None
    username: str
    action: Action
    changes: Sequence[Change] = ()
    note: str = ""
    profile_moves: Sequence[ProfileMove] = ()

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        document: dict[str, Any] = {"line": self.line, "username": self.username, "action": self.action}
        told = {"changes": list(self.changes), "note": self.note, "profile_moves": list(self.profile_moves)}
        return document | told


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that the upload would reject."""

    line: int
    username: str
    problems: Sequence[Problem]


@dataclass(slots=True)
class UploadPlan:
    """What an upload would do.

    Attributes:
        problem: why the whole file would be rejected; empty if it would not.
        notice: what to know about the file as a whole.
        removals_refused: whether the guard of removals forbids all of them.
        ended_imports: ids of imports of the key that still run, which the upload would end.
        agents: those that it would do something about.
        rejected: the rows that it would reject.
        unchanged: how many rows need nothing.
        findings: why rows would be rejected, each cause once.
    """

    problem: str = ""
    notice: str = ""
    removals_refused: bool = False
    ended_imports: list[str] = field(default_factory=list)
    agents: list[PlannedAgent] = field(default_factory=list)
    rejected: list[RejectedRow] = field(default_factory=list)
    unchanged: int = 0
    findings: Findings = field(default_factory=Findings)

    @property
    def counts(self) -> dict[str, int]:
        """How many agents and rows there are of each kind."""
        found = Counter(agent.action for agent in self.agents)
        return {
            **{action: found[action] for action in ACTIONS},
            "unchanged": self.unchanged,
            "rejected": len(self.rejected),
        }

    @property
    def changes_anything(self) -> bool:
        """Whether the upload would do anything about any agent, or end an import."""
        return bool(self.agents or self.ended_imports)

    @property
    def needs_attention(self) -> bool:
        """Whether not all of the file would be done."""
        counts = self.counts
        return bool(self.problem or self.removals_refused or counts["rejected"] or counts["fail"])

    @property
    def sum(self) -> str:
        """What would be done, in one line."""
        if self.problem:
            return "Nothing would be done: the whole file would be rejected"
        counts = self.counts
        done = ", ".join(f"{counts[action]} to {action}" for action in ACTIONS if counts[action])
        rest = ", ".join(f"{counts[name]} {name}" for name in ("unchanged", "rejected") if counts[name])
        return f"Plan: {'; '.join(filter(None, (done or 'nothing to do', rest)))}"

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {
            "changes": self.changes_anything,
            "problem": self.problem or None,
            "notice": self.notice or None,
            "removals_refused": self.removals_refused,
            "ended_imports": self.ended_imports,
            "counts": self.counts,
            "agents": [agent.document() for agent in self.agents],
            "rejected": [
                {"line": row.line, "username": row.username, "problems": list(row.problems)} for row in self.rejected
            ],
            "findings": findings_document(self.findings),
        }
