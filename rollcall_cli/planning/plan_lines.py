"""Prints what an upload would do: grouped by what is done, as Terraform prints a plan, or for a pipe line by line."""

from __future__ import annotations

import sys
from typing import Final

from rollcall_cli.finding_lines import print_remarks
from rollcall_cli.import_outcome import DRIFT_IS_ANOTHER_MATTER
from rollcall_cli.imports import sentence
from rollcall_cli.planning.upload_plan import ACTIONS, Action, PlannedAgent, UploadPlan
from rollcall_cli.printing import MOST_LINES, amount, print_styled, print_table, say, warn
from rollcall_cli.profile_moves import moves_text, print_moves
from roster.plans import Change

_SIGNS: Final[dict[Action, tuple[str, str]]] = {
    "create": ("+", "green"),
    "adopt": ("&", "cyan"),
    "change": ("~", "yellow"),
    "remove": ("-", "red"),
    "fail": ("!", "bold red"),
}
_COLUMNS: Final = ("action", "line", "username", "column", "old", "new", "note")
_REJECTED_COLUMNS: Final = ("line", "username", "message")


def print_plan(plan: UploadPlan) -> None:
    """Print a plan: agents to standard output, what there is to say about it to standard error."""
    if plan.problem:
        warn(plan.problem)
    elif sys.stdout.isatty():
        for action in ACTIONS:
            _print_group([agent for agent in plan.agents if agent.action == action])
    else:
        print_table(_COLUMNS, [row for agent in plan.agents for row in _rows(agent)])
    print_moves(
        {agent.username: agent.profile_moves for agent in plan.agents},
        more="A pipe gets all of them, as does --json" if sys.stdout.isatty() else "",
    )
    if plan.rejected:
        rows = [(row.line, row.username, "; ".join(map(sentence, row.problems))) for row in plan.rejected]
        if sys.stdout.isatty():
            print_remarks(_REJECTED_COLUMNS, rows, plan.findings, title="Rejected")
        else:
            for line, username, message in rows:
                warn(f"line {line}, {username or 'no login'}: rejected: {message}")
    if plan.notice:
        warn(plan.notice)
    if plan.ended_imports:
        ended = amount(len(plan.ended_imports), "import")
        say(f"{ended} of this key that still runs would end, and what it has not done be left: rollcall status")
    say(plan.sum)
    if plan.unchanged and not plan.agents and not plan.rejected:
        say(DRIFT_IS_ANOTHER_MATTER)


def _rows(agent: PlannedAgent) -> list[tuple[object, ...]]:
    start = (agent.action, agent.line, agent.username)
    note = _note(agent)
    changes = [(*start, change["column"], change["old"], change["new"], note) for change in agent.changes]
    return list(changes) or [(*start, "", "", "", note)]


def _note(agent: PlannedAgent) -> str:
    return "; ".join(filter(None, (agent.note, moves_text(agent.profile_moves))))


def _print_group(agents: list[PlannedAgent]) -> None:
    for agent in agents[:MOST_LINES]:
        sign, style = _SIGNS[agent.action]
        where = f"line {agent.line}" if agent.line is not None else "not in the file"
        note = _note(agent)
        about = f" ({where}{f'; {note}' if note else ''})"
        print_styled((f"  {sign} {agent.action} ", style), (agent.username, "bold"), (about, ""))
        for change in agent.changes:
            print_styled((f"      {_change_text(change, new=agent.action == 'create')}", ""))
    left = len(agents) - MOST_LINES
    if left > 0:
        print_styled((f"    … and {left} more to {agents[0].action}; a pipe gets all, as does --json", ""))


def _change_text(change: Change, *, new: bool) -> str:
    old, now = (change[name] or "(none)" for name in ("old", "new"))
    return f"{change['column']}: {now}" if new else f"{change['column']}: {old} → {now}"
