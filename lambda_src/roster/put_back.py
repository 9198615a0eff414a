"""The update that sets an agent back to `PENDING`: for one that failed, and for one whose user has drifted."""

from __future__ import annotations

from roster.agent import AgentItem, next_revision
from roster.agents_table import AgentsTable
from roster.expressions import Update


def put_back(agents: AgentsTable, item: AgentItem, at: str) -> Update:
    """Begin the update; whoever asks adds what the agent waits for.

    Args:
        agents: the agents table.
        item: the agent as it was read; the update takes effect only while it is so.
        at: the time, as a timestamp.
    """
    return (
        agents.update(item["username"], read=item)
        .set(
            {
                "status": "PENDING",
                # A run of provision that read the agent before must not complete it now.
                "revision": next_revision(item),
                "attempts": 0,
                "wanted_since": at,
                "updated_at": at,
            }
        )
        .remove("status_reason", "requeued", "requeued_at")
    )
