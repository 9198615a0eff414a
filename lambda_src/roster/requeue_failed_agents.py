"""Puts failed agents back to pending, and reopens the imports that counted them as failed.

Safe to repeat, and while imports run: an agent that anybody changed since it was read is read again, and one
that is not FAILED any more is passed by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from roster.agent import AgentItem, is_source, next_revision
from roster.agents_table import AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.imports import REOPENED
from roster.outcomes_table import OutcomesTable
from roster.transactions import MAX_ACTIONS, ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_TOGETHER: Final = (MAX_ACTIONS - 1) // 2
"""Agents of one transaction: each takes an action for itself and one for its outcome, their import another."""

_TRIES: Final = 20

_Place = tuple[str, str, str]
"""Where an agent's wanted state came from: import id, key, sequencer."""


@dataclass(slots=True)
class Requeued:
    """What was put back to pending.

    Attributes:
        agents: their usernames.
        imports: import id → how many of them it counts among its pending ones again.
    """

    agents: list[str] = field(default_factory=list)
    imports: dict[str, int] = field(default_factory=dict)


class RequeueFailedAgents:
    """Tries failed agents again.

    An agent goes back to its import only where that import's outcome of its line still says `failed`, which is
    taken away in the same transaction: so every count moves exactly as often as it was counted. Where no import
    counts the agent (any more), the agent alone is set to PENDING.

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

    def retry(self, usernames: Iterable[str]) -> Requeued:
        """Put those of some agents back to pending that are FAILED.

        Raises:
            RetryableError: others kept changing the same agents or imports; what was put back stays so.
        """
        retried = Requeued()
        left = list(dict.fromkeys(usernames))
        uncounted: set[str] = set()
        for _ in range(_TRIES):
            failed = [item for item in self._agents.read_many(left).values() if item.get("status") == "FAILED"]
            left = []
            for place, items in _groups(failed, uncounted):
                left += self._put_back(place, items, uncounted, retried)
            if not left:
                return retried
        raise RetryableError(f"{len(left)} agents, or their imports, kept changing; try again")

    def _put_back(
        self, place: _Place | None, items: Sequence[AgentItem], uncounted: set[str], retried: Requeued
    ) -> list[str]:
        """Put agents of one import back; return those that have to be read again."""
        reopening = self._reopening(place, len(items)) if place else None
        if place is None or reopening is None:
            return self._put_back_alone(items, retried)
        import_id = place[0]
        actions = [reopening.action()]
        for item in items:
            actions.append(self._pending(item, awaited_by=import_id).action())
            actions.append(self._outcomes.withdraw_action(import_id, item["source"]["line"], "failed"))
        try:
            write_together(self._dynamodb, actions)
        except ConditionsFailedError as error:
            # Behind the import's action stand pairs of an agent's and its outcome's.
            uncounted.update(items[index // 2 - 1]["username"] for index in error.indexes if index and not index % 2)
            return [item["username"] for item in items]
        retried.agents += [item["username"] for item in items]
        retried.imports[import_id] = retried.imports.get(import_id, 0) + len(items)
        return []

    def _put_back_alone(self, items: Sequence[AgentItem], retried: Requeued) -> list[str]:
        """Put agents back that no import counts; return those that have to be read again."""
        stale: list[str] = []
        for item in items:
            try:
                self._agents.apply(self._pending(item, awaited_by=None))
            except StaleReadError:
                stale.append(item["username"])
            else:
                retried.agents.append(item["username"])
        return stale

    def _pending(self, item: AgentItem, *, awaited_by: str | None) -> Update:
        now = timestamp(self._clock())
        return (
            self._agents.update(item["username"], read=item)
            .set(
                {
                    "status": "PENDING",
                    # A run of before that still has the agent at hand must not conclude this try.
                    "revision": next_revision(item),
                    "awaited_by": awaited_by,
                    "attempts": 0,
                    "wanted_since": now,
                    "updated_at": now,
                }
            )
            .remove("status_reason", "requeued", "requeued_at")
        )

    def _reopening(self, place: _Place, amount: int) -> Update | None:
        """Begin the update that makes an import wait for failed agents again; None if its record is gone."""
        import_id, key, sequencer = place
        record = self._files.read_import(key, sequencer)
        if record is None or record["import_id"] != import_id:
            return None
        update = self._files.update(key, sequencer).add({"pending": amount, "failed": -amount})
        values: dict[str, Any] = {"progress_at": timestamp(self._clock())}
        if record["status"] != "INGESTING":
            values |= REOPENED
        return update.set(values).when({"import_id": import_id, "status": record["status"]})


def _groups(items: Iterable[AgentItem], uncounted: set[str]) -> Iterator[tuple[_Place | None, list[AgentItem]]]:
    """Yield agents by the import that may count them, no more at a time than fit into a transaction."""
    by_place: dict[_Place | None, list[AgentItem]] = {}
    for item in items:
        place = None if item["username"] in uncounted else _place(item)
        by_place.setdefault(place, []).append(item)
    for place, members in by_place.items():
        for start in range(0, len(members), MAX_TOGETHER):
            yield place, members[start : start + MAX_TOGETHER]


def _place(item: AgentItem) -> _Place | None:
    """Return the import that an agent came from; None where others wrote the item."""
    source, import_id = item.get("source"), item.get("import_id")
    if not import_id or not is_source(source):
        return None
    return import_id, source["key"], source["sequencer"]
