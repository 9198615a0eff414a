"""Writes to the agents table what became of an agent: its result, or how far it got."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from provision.provision_result import ConnectProgress, ProvisionResult
from roster.agent import FACETS, AgentItem, next_revision
from roster.agent_completion import AgentCompletion, Ending
from roster.agents_table import AgentsTable, user_knowledge
from roster.awaiting import awaiting_import, lines_of
from roster.clock import Clock, expiry, timestamp
from roster.errors import RetryableError, StaleReadError
from roster.expressions import Update
from roster.profile_moves import merged_moves, moves_of
from roster.told_state import REMOVED_DAYS

_DELETED: Final = (
    "The agent's item was deleted from the agents table before it was provisioned; upload the directory again to have "
    "the agent back"
)

_MAX_TRIES: Final = 20


class AgentRecorder:
    """Writes agents' results and progress.

    Args:
        agents: the agents table.
        completion: writes a result together with the outcome and counts of the agent's import.
        clock: tells the time.
    """

    def __init__(self, agents: AgentsTable, completion: AgentCompletion, clock: Clock) -> None:
        self._agents = agents
        self._completion = completion
        self._clock = clock

    def note_calls(self, item: AgentItem, ahead_for: str | None = None) -> bool:
        """Write that calls about an agent begin, before the first of them, unless an earlier run has written that.

        From then on nobody gives the agent up, and no import is given a turn for it ahead of its stream record. The
        write does not pass the filter of the stream's mapping.

        Args:
            item: the agent as it was read.
            ahead_for: the import that is given a turn ahead of the agent's record, if one is. Then the write is the
                claim: should the claimant die, the agent comes by its record, whose turn goes on in any case.

        Returns:
            Whether it still is as it was read, and nobody else has begun with it where a turn is ahead of its record.
            If not, no call may be made.

        Raises:
            RetryableError: others kept writing the agent.
        """
        if ahead_for is not None and not _waits_in_line_of(item, ahead_for):
            return False
        if "calling_since" in item:
            return ahead_for is None
        update = self._agents.update(item["username"], read=item)
        if ahead_for is not None:
            update.when({"calling_since": None, "in_line": item.get("in_line")})
        update.set({"calling_since": timestamp(self._clock())}).remove("in_line")
        try:
            self._agents.apply(update)
        except StaleReadError:
            return False
        return True

    def record_result(self, item: AgentItem, progress: ConnectProgress, result: ProvisionResult) -> bool:
        """Write an agent's new status, and its outcome and the counts of the import that waits for it.

        Args:
            item: the agent as it was read; nothing is written if it changed since.
            progress: what is true in Connect.
            result: what became of the agent.

        Returns:
            Whether it was written. If not, the agent's wanted state changed meanwhile, or another run wrote progress.
        """
        user_id = progress.user_id or item.get("user_id")
        ending = Ending(result.outcome, result.reason, user_id, result.profile_moves)
        try:
            self._completion.write(self._result_update(item, progress, result), item, ending)
        except StaleReadError:
            return False
        return True

    def save_progress(self, item: AgentItem, progress: ConnectProgress) -> bool:
        """Write progress only, unless another run wrote its own since the item was read.

        The agent stays pending, so this write also makes the stream invoke provision for it again.

        Returns:
            Whether the item now says what is true in Connect.
        """
        if progress == ConnectProgress.from_item(item):
            return True
        values = progress.attributes()
        if progress.user_id is None:
            # No user has a password yet, so the item keeps a secret that ingest named in it meanwhile.
            del values["password_secret"]
        update = self._agents.update_user(item["username"], read=item).set(values)
        try:
            self._agents.apply(update)
        except StaleReadError:
            return False
        return True

    def provision_again(self, item: AgentItem, progress: ConnectProgress) -> bool:
        """Set an agent to pending whose user two runs changed at the same time, of which this one wrote later.

        Nobody knows whose calls came last. So the facets that this run sent are taken off `applied`, and the next run
        sends them again.

        Args:
            item: the agent as it was read.
            progress: what this run knows.

        Returns:
            Whether there still is such an agent.

        Raises:
            RetryableError: others kept writing the agent.
        """
        before = ConnectProgress.from_item(item)
        sent = {facet for facet in FACETS if progress.applied.get(facet) != before.applied.get(facet)}
        for _ in range(_MAX_TRIES):
            now = self._agents.read(item["username"])
            if now is None:
                return False
            known = {
                facet: value for facet, value in ConnectProgress.from_item(now).applied.items() if facet not in sent
            }
            moves = merged_moves(moves_of(now), progress.profile_moves)
            values = {"status": "PENDING", "revision": next_revision(now), "applied": known or None}
            values["profile_moves"] = moves or None
            update = self._agents.update(item["username"], read=now).when(user_knowledge(now)).set(values)
            try:
                self._agents.apply(update.remove("status_reason", "expires_at"))
            except StaleReadError:
                continue
            return True
        raise RetryableError("Others kept writing the agent")

    def fail_deleted(self, removed: Mapping[str, Any], *, now: AgentItem | None) -> None:
        """Count an agent whose item somebody deleted as failed, so that its import does not wait for it.

        Args:
            removed: the item as it was.
            now: the item that somebody put in its place meanwhile, if there is one.

        Raises:
            RetryableError: others kept writing the same items.
            botocore.exceptions.ClientError: the stores refused.
        """
        if awaiting_import(now) != awaiting_import(removed):
            ending = Ending("failed", _DELETED, removed.get("user_id"), moves_of(removed))
            self._completion.write_deleted(removed, ending)

    def _result_update(self, item: AgentItem, progress: ConnectProgress, result: ProvisionResult) -> Update:
        removed, failed = result.outcome == "removed", result.outcome == "failed"
        values: dict[str, Any] = progress.attributes() | {
            # Kept after a failure: the next outcome takes this one's place, and has to say whether the user was created
            # or adopted, and which security profiles it got or lost.
            "begun": progress.begun if failed else None,
            "profile_moves": (progress.profile_moves or None) if failed else None,
            "calling_since": None,
            "status": result.status,
            "status_reason": result.reason,
            "expires_at": expiry(self._clock(), REMOVED_DAYS) if removed else None,
            # After a failure the next try has to compare with Connect as well.
            "mend_since": item.get("mend_since") if failed else None,
        }
        wanted: Mapping[str, Any] = item
        return (
            self._agents.update(item["username"], read=item)
            # Compared one by one: somebody else may change the wanted state without a new revision.
            .when({name: wanted.get(name) for name in ("state", "mend_since", *FACETS)})
            .when(user_knowledge(item))
            .set(values)
        )


def _waits_in_line_of(item: AgentItem, import_id: str) -> bool:
    awaited = awaiting_import(item)
    return awaited is not None and awaited.import_id == import_id and item.get("in_line") in lines_of(import_id)
