"""Sets failed agents back to `PENDING`, and reopens the imports that counted them as failed.

`rollcall retry` calls it. The new status wakes provision through the agents table's stream.

It can be repeated, also while imports run: an agent that somebody changed since it was read is read again, and one that
is not `FAILED` any more is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from roster.agent import AgentItem, is_source
from roster.agents_table import AgentsTable
from roster.awaiting import AWAITED, awaited
from roster.clock import Clock, timestamp
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.imports import REOPENED, is_import_id
from roster.outcomes_table import OutcomesTable
from roster.put_back import put_back
from roster.transactions import MAX_COUNTED_AGENTS, ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TRIES: Final = 20

_Source = tuple[str, str, str]
"""The import that an agent's wanted state came from: import id, key, sequencer."""


@dataclass(slots=True)
class Requeued:
    """What was set back to `PENDING`.

    Attributes:
        agents: their usernames.
        imports: import id → how many of them it counts among its pending ones again.
    """

    agents: list[str] = field(default_factory=list)
    imports: dict[str, int] = field(default_factory=dict)


class RequeueFailedAgents:
    """Has failed agents provisioned again.

    An import waits for an agent again only if its outcome of the agent's line still says `failed`. That outcome is
    deleted in the same transaction in which the import's counts move, so an agent is never counted twice. Where no
    import counts the agent as failed, its item alone is changed.

    Args:
        dynamodb: a DynamoDB client, for transactions over the tables.
        agents: the agents table.
        outcomes: the outcomes table.
        files: the files table.
        clock: tells the time.
    """

    def __init__(
        self,
        dynamodb: DynamoDBClient,
        *,
        agents: AgentsTable,
        outcomes: OutcomesTable,
        files: FilesTable,
        clock: Clock,
    ) -> None:
        self._dynamodb = dynamodb
        self._agents = agents
        self._outcomes = outcomes
        self._files = files
        self._clock = clock

    def requeue(self, usernames: Iterable[str]) -> Requeued:
        """Set agents back to `PENDING`; those that are not `FAILED` are left alone.

        Raises:
            RetryableError: others kept changing the same agents or imports. Agents that were set back stay so.
        """
        requeued = Requeued()
        left = list(dict.fromkeys(usernames))
        uncounted: set[str] = set()
        for _ in range(_TRIES):
            failed = [item for item in self._agents.read_many(left).values() if item.get("status") == "FAILED"]
            left = []
            for source, items in _groups(failed, uncounted):
                left += self._requeue(source, items, uncounted, requeued)
            if not left:
                return requeued
        raise RetryableError(f"{len(left)} agents, or their imports, kept changing; try again")

    def _requeue(
        self, source: _Source | None, items: Sequence[AgentItem], uncounted: set[str], requeued: Requeued
    ) -> list[str]:
        """Set agents of one import back; return those that have to be read again."""
        reopening = self._reopening(source, len(items)) if source else None
        if source is None or reopening is None:
            return self._requeue_alone(items, requeued)
        import_id = source[0]
        actions = [reopening.action()]
        for item in items:
            line, username = item["source"]["line"], item["username"]
            actions.append(self._pending(item, awaited(import_id, line, username)).action())
            actions.append(self._outcomes.withdraw_action(import_id, line, username=username, outcome="failed"))
        try:
            write_together(self._dynamodb, actions)
        except ConditionsFailedError as error:
            # Action 0 is the import's; then come two for each agent: its item's, and its outcome's at an even index.
            uncounted.update(items[index // 2 - 1]["username"] for index in error.indexes if index and not index % 2)
            return [item["username"] for item in items]
        requeued.agents += [item["username"] for item in items]
        requeued.imports[import_id] = requeued.imports.get(import_id, 0) + len(items)
        return []

    def _requeue_alone(self, items: Sequence[AgentItem], requeued: Requeued) -> list[str]:
        """Set agents back that no import counts as failed; return those that have to be read again."""
        stale: list[str] = []
        for item in items:
            try:
                self._agents.apply(self._pending(item, {}))
            except StaleReadError:
                stale.append(item["username"])
            else:
                requeued.agents.append(item["username"])
        return stale

    def _pending(self, item: AgentItem, awaited_by: Mapping[str, str]) -> Update:
        marks = {name: awaited_by.get(name) for name in AWAITED}
        return put_back(self._agents, item, timestamp(self._clock())).set(marks)

    def _reopening(self, source: _Source, amount: int) -> Update | None:
        """Begin the update by which an import waits for failed agents again; None if its record is gone."""
        import_id, key, sequencer = source
        record = self._files.read_import(key, sequencer)
        if record is None or record["import_id"] != import_id or "stopped_at" in record:
            return None  # an import that was stopped waits for nobody
        update = self._files.update(key, sequencer).add({"pending": amount, "failed": -amount})
        values: dict[str, Any] = {"progress_at": timestamp(self._clock())}
        if record["status"] != "INGESTING":
            values |= REOPENED
        return update.set(values).when({"import_id": import_id, "status": record["status"], "stopped_at": None})


def _groups(items: Iterable[AgentItem], uncounted: set[str]) -> Iterator[tuple[_Source | None, list[AgentItem]]]:
    """Yield agents by the import that may count them as failed, no more at a time than fit into a transaction."""
    by_source: dict[_Source | None, list[AgentItem]] = {}
    for item in items:
        source = None if item["username"] in uncounted else _source_of(item)
        by_source.setdefault(source, []).append(item)
    for source, members in by_source.items():
        for start in range(0, len(members), MAX_COUNTED_AGENTS):
            yield source, members[start : start + MAX_COUNTED_AGENTS]


def _source_of(item: AgentItem) -> _Source | None:
    """Return the import that an agent came from; None where others wrote the item."""
    source, import_id = item.get("source"), item.get("import_id")
    if not is_import_id(import_id) or not is_source(source):
        return None
    return import_id, source["key"], source["sequencer"]
