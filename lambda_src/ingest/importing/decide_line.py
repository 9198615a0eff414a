"""Decides about a line of an import: what its row says, and whether the import may remove agents. Pure.

`DirectoryImporter` decides so before it writes, and `rollcall plan` without writing.
"""

from __future__ import annotations

from ingest.deployment_rules import DeploymentRules
from ingest.importing.decide import Decision, decide
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.removal_guard import still_owned
from ingest.reading.row import Row
from roster.agent import AgentItem
from roster.plans import Problem


def decide_line(row: Row, item: AgentItem | None, task: DirectoryImport, rules: DeploymentRules) -> Decision:
    """Decide what is to happen to a line.

    Args:
        row: its row, or what stands for an agent that the file drops.
        item: its agent as it is now; None if there is none.
        task: the import.
        rules: the deployment's.
    """
    if not row.listed and not still_owned(item, task.record["key"], task.record["import_id"]):
        return Decision(row, "unchanged", item)  # another upload has taken the agent over since it was looked for
    decision = decide(row, item, rules, key=task.record["key"])
    if task.removals.refused and decision.wanted.get("state") == "absent":
        refused: Problem = {"column": "status", "message": task.removals.notice}
        return Decision(row, "rejected", item, problems=(refused,))
    return decision
