"""Sets agents whose Amazon Connect users have drifted back to `PENDING`, so that provision mends the users.

`rollcall drift --mend` calls it, and upkeep where the deployment mends drift. The new status wakes provision through
the agents table's stream, and `mend_since` tells it to compare with Connect rather than to trust `applied`.

It can be repeated. Agents that wait for provision already, for an import or for this, or that failed, are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from roster.agent import AgentItem
from roster.agents_table import AgentsTable
from roster.awaiting import AWAITED
from roster.clock import Clock, timestamp
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update
from roster.put_back import put_back

_TRIES: Final = 20

GONE: Final = "GONE"
"""Stands for the status of an agent whose item is not there any more."""


@dataclass(slots=True)
class PutBack:
    """What was set back to `PENDING`, and what was not.

    Attributes:
        agents: the items of those that were, as they were read.
        left: username → status of those that were not, as they are not `ACTIVE`; `GONE` without an item.
    """

    agents: list[AgentItem] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)


class RequeueDriftedAgents:
    """Has provision compare agents' users with Connect, and bring them to what the agents want.

    Args:
        agents: the agents table.
        clock: tells the time.
    """

    def __init__(self, agents: AgentsTable, clock: Clock) -> None:
        self._agents = agents
        self._clock = clock

    def requeue(self, usernames: Iterable[str]) -> PutBack:
        """Set agents back to `PENDING`, those of them that are `ACTIVE`.

        Raises:
            RetryableError: others kept changing the same agents. Agents that were set back stay so.
        """
        done = PutBack()
        left = list(dict.fromkeys(usernames))
        for _ in range(_TRIES):
            items = self._agents.read_many(left)
            status = {name: str(items[name].get("status", "PENDING")) if name in items else GONE for name in left}
            done.left |= {name: found for name, found in status.items() if found != "ACTIVE"}
            left = [name for name in left if status[name] == "ACTIVE" and not self._put_back(items[name], done)]
            if not left:
                return done
        raise RetryableError(f"{len(left)} agents kept changing; try again")

    def _put_back(self, item: AgentItem, done: PutBack) -> bool:
        """Set one agent back; return whether it was, or has to be read again."""
        try:
            self._agents.apply(self._pending(item))
        except StaleReadError:
            return False
        done.agents.append(item)
        return True

    def _pending(self, item: AgentItem) -> Update:
        now = timestamp(self._clock())
        return put_back(self._agents, item, now).set({"mend_since": now}).remove(*AWAITED)
