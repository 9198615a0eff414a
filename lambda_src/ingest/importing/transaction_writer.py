"""Writes one transaction of an import: its progress, its agents, and the counts of imports that waited for them."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ingest.importing.blocks import AgentTransaction
from ingest.importing.decide import Decision
from roster.agent import next_revision
from roster.agents_table import AgentsTable
from roster.awaiting import awaited, awaiting_import
from roster.clock import Clock, timestamp
from roster.errors import LostImportError, StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.transactions import ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class TransactionWriter:
    """Writes the transactions of imports; `DirectoryImporter` calls it. The fence of each is the import's position.

    Args:
        dynamodb: a DynamoDB client.
        files: the files table.
        agents: the agents table.
        clock: tells the time.
    """

    def __init__(self, dynamodb: DynamoDBClient, files: FilesTable, agents: AgentsTable, clock: Clock) -> None:
        self._dynamodb = dynamodb
        self._files = files
        self._agents = agents
        self._clock = clock

    def write(self, record: ImportRecord, transaction: AgentTransaction, position: int, secret: str) -> None:
        """Write one transaction.

        Args:
            record: the import.
            transaction: what to write.
            position: the line that the import must stand at.
            secret: name of the secret that holds the passwords of new agents.

        Raises:
            StaleReadError: agents changed after they were read; nothing was written.
            LostImportError: the import does not stand at the position; nothing was written.
            RetryableError: DynamoDB kept refusing; nothing was written.
        """
        now = self._clock()
        already_counted = transaction.taken_over.get(record["import_id"], 0)
        listed = sum(decision.row.listed for decision in transaction.decisions)
        outcomes = Counter(decision.outcome for decision in transaction.decisions)
        counts = {
            "rows": listed,
            "dropped": len(transaction.decisions) - listed,
            "pending": transaction.provisions - already_counted,
            "unchanged": outcomes["unchanged"],
            "rejected": outcomes["rejected"],
        }
        progress = self._files.update(record["key"], record["sequencer"])
        progress.set({"position": transaction.end, "progress_at": timestamp(now)}).add(counts)
        progress.when({"status": "INGESTING", "position": position})
        writes = [progress.action()]
        writes += [self._agent_update(record, decision, secret, now).action() for decision in transaction.writes]
        releases = self._release_actions(record, transaction, now)
        while gone := self._write(writes, releases, position):
            # The records of these imports expired or were deleted, so there are no counts to move.
            releases = [release for index, release in enumerate(releases) if index not in gone]

    def _write(self, writes: list[dict[str, Any]], releases: list[dict[str, Any]], position: int) -> set[int]:
        """Write all in one transaction; return the releases that have no record, so that nothing was written."""
        try:
            write_together(self._dynamodb, [*writes, *releases])
        except ConditionsFailedError as error:
            if 0 in error.indexes:
                raise LostImportError(f"The import is not at line {position} any more") from error
            if any(index < len(writes) for index in error.indexes):
                raise StaleReadError("Agents changed after they were read") from error
            return {index - len(writes) for index in error.indexes}
        return set()

    def _release_actions(
        self, record: ImportRecord, transaction: AgentTransaction, now: datetime
    ) -> list[dict[str, Any]]:
        """Move the agents that are taken over out of the counts of the other imports that wait for them."""
        found = (awaiting_import(decision.item) for decision in transaction.writes)
        imports = {awaited.import_id: awaited for awaited in found if awaited is not None}
        return [
            self._files.count_action(imports[import_id], "superseded", amount=amount, at=timestamp(now))
            for import_id, amount in transaction.taken_over.items()
            if import_id != record["import_id"]
        ]

    def _agent_update(self, record: ImportRecord, decision: Decision, secret: str, now: datetime) -> Update:
        item, row = decision.item, decision.row
        at = timestamp(now)
        update = self._agents.update(row.username, read=item)
        if not row.listed:
            update.when({"source_key": record["key"]})  # an upload of another key may have taken it over
        update.set(
            {
                "source": {"key": record["key"], "sequencer": record["sequencer"], "line": row.line},
                "source_key": record["key"],
            }
        )
        if decision.claims:
            return update  # its status stays ACTIVE, so provision is not woken
        update.set(decision.wanted)
        update.set(
            {
                "status": "PENDING",
                "revision": next_revision(item),
                "import_id": record["import_id"],
                **awaited(record["import_id"], row.line, row.username),
                "wanted_since": record["uploaded_at"],
                "updated_at": at,
                "attempts": 0,
            }
        )
        if decision.needs_password:
            update.set({"password_secret": secret, "password_stored_at": at})
        if item is None:
            return update.set({"created_at": at})
        return update.remove("status_reason", "expires_at", "requeued", "requeued_at").set_once({"created_at": at})
