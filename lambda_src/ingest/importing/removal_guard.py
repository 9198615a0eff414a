"""Decides before an import's first line whom it may remove: agents marked inactive, and in mirror mode those it drops.

Removing agents by accident has to be hard. So a directory that would remove too many of them (`removal_limit` says how
many that is) removes nobody, unless its uploader says that it is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.deployment_rules import DeploymentRules
from ingest.importing.removal_limit import Removals, refusal
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.seen_logins import SeenLogins
from roster.agent import AgentItem
from roster.agents_table import AgentsTable
from roster.awaiting import awaiting_import
from roster.batch_reads import BATCH_GET_LIMIT
from roster.imports import ImportRecord


@dataclass(frozen=True, slots=True)
class AllowedRemovals:
    """Whom an import may remove.

    Attributes:
        dropped: agents that the directory owns and no longer lists; empty unless they are to be removed.
        refused: whether the guard forbids every removal, those of inactive rows too.
        notice: why agents that could have been removed are not, and how to go on; empty when there is nothing to say.
    """

    dropped: Sequence[str] = ()
    refused: bool = False
    notice: str = ""


@dataclass(slots=True)
class _Survey:
    """What a directory says about removals.

    Attributes:
        listed: the logins of all of its rows.
        amount: how many rows have a login.
        leaving: how many of those rows say that their agent leaves.
        inactive: how many rows remove an agent that has a user, or may have one.
        unreadable: how many rows have no readable login.
    """

    listed: SeenLogins
    amount: int = 0
    leaving: int = 0
    inactive: int = 0
    unreadable: int = 0


def plan_removals(
    directory: AgentDirectory, agents: AgentsTable, *, record: ImportRecord, rules: DeploymentRules, override: bool
) -> AllowedRemovals:
    """Read a directory through and decide whom its import may remove.

    `UploadIntake` calls this in every invocation, with the directory opened once more for it. A directory that is
    rejected whole removes nobody.

    Args:
        directory: at its beginning; its rows are used up.
        agents: the agents table.
        record: the import; the agents table notes for each agent which key's upload listed it last.
        rules: the deployment's rules.
        override: whether the uploader lifts the guard.
    """
    if directory.problem() or not can_remove(directory.header, rules):
        return AllowedRemovals()
    survey = _survey(directory, agents)
    notice = _why_nobody_is_dropped(directory.header, survey) if rules.mirror else ""
    dropped = dict(_dropped(agents, record, survey.listed)) if rules.mirror and not notice else {}
    removals = Removals(survey.amount, survey.leaving, survey.inactive, len(dropped), sum(dropped.values()))
    if not override and (why := refusal(removals, rules.max_removals_percent, agents.count_with_user)):
        return AllowedRemovals(refused=True, notice=why)
    return AllowedRemovals(list(dropped), notice=notice)


def can_remove(header: Header, rules: DeploymentRules) -> bool:
    """Whether a directory can remove anybody: only then it has to be read twice."""
    return rules.mirror or "status" in header.columns


def still_owned(item: AgentItem | None, record: ImportRecord) -> bool:
    """Whether there still is such an agent and the last upload that listed it had an import's key.

    An agent whose removal another import waits for counts too: if that is an older import of the key, it is stopped,
    and the agent would stay.
    """
    if item is None or item.get("source_key") != record["key"]:
        return False
    awaited = awaiting_import(item)
    return _is_present(item) or (awaited is not None and awaited.import_id != record["import_id"])


def _is_present(item: AgentItem) -> bool:
    # Items that others put into the table may lack the attribute.
    return item.get("state", "present") == "present"


def _may_have_user(item: AgentItem | None) -> bool:
    """Whether a removal can take a user away: not where the agent is gone, or failed before it had one.

    An agent that the table does not know may have a user all the same, which somebody made in Amazon Connect.
    """
    if item is None:
        return True
    return _is_present(item) and not (item.get("status") == "FAILED" and "user_id" not in item)


def _why_nobody_is_dropped(header: Header, survey: _Survey) -> str:
    if header.has_error_column:
        return "Agents that the file does not list were kept, because it has an error column: a report's rows to mend."
    if survey.unreadable:
        return (
            f"Agents that the file does not list were kept, because {survey.unreadable} of its rows have no readable "
            "login and may be theirs; mend those rows and upload the file again."
        )
    return ""


def _survey(directory: AgentDirectory, agents: AgentsTable) -> _Survey:
    survey = _Survey(SeenLogins())

    def inactive() -> Iterator[str]:
        for row in directory.rows(survey.listed):
            if not row.username:
                survey.unreadable += 1
                continue
            survey.amount += 1
            if row.state == "absent" and not row.problems:
                survey.leaving += 1
                yield row.username

    for usernames in _batches(inactive()):
        items = agents.read_many(usernames)
        survey.inactive += sum(_may_have_user(items.get(name)) for name in usernames)
    return survey


def _dropped(agents: AgentsTable, record: ImportRecord, listed: SeenLogins) -> Iterator[tuple[str, bool]]:
    """Yield the agents that a directory drops, each with whether it may have a user."""
    for usernames in _batches(name for name in agents.owned_by(record["key"]) if name not in listed):
        items = agents.read_many(usernames)
        yield from ((name, _may_have_user(items[name])) for name in usernames if still_owned(items.get(name), record))


def _batches(usernames: Iterable[str]) -> Iterator[list[str]]:
    source = iter(usernames)
    while batch := list(islice(source, BATCH_GET_LIMIT)):
        yield batch
