"""Takes a directory's lines into effect: plan, then passwords, then fenced transactions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, Literal

from ingest.begin import end_ingest
from ingest.blocks import MAX_BATCH_WRITES, Batch, Block, awaiting_import, batches, blocks
from ingest.deadline import Deadline
from ingest.decide import Decision, decide
from ingest.directory import Directory
from ingest.ignored_passwords import warn_of_ignored_passwords
from ingest.policy import Policy
from ingest.removals import Removals, still_owned
from ingest.rows import Row
from roster.agent import AgentItem
from roster.agents_table import AgentsTable
from roster.clock import Clock, timestamp
from roster.errors import LostImportError, RetryableError, StaleReadError
from roster.expressions import Update
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.passwords import PasswordStore, generate_password
from roster.reports import PlanLine, ReportsBucket, report_prefix
from roster.transactions import ConditionsFailedError, write_together

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Result = Literal["whole", "ended", "open"]

_TRIES: Final = 20
"""How often a block's agents are read again because somebody else changed them meanwhile."""


@dataclass(frozen=True, slots=True)
class Stores:
    """Where an import's effects go."""

    dynamodb: DynamoDBClient
    files: FilesTable
    agents: AgentsTable
    passwords: PasswordStore
    reports: ReportsBucket


class Importer:
    """Runs one import from wherever it stands to its end.

    Any number of runs of the same import may be under way: every transaction requires that the record's
    position is the line that the transaction begins at, so each line takes effect once.

    Args:
        stores: where the effects go.
        policy: the deployment's decisions.
        clock: tells the time.
    """

    def __init__(self, stores: Stores, policy: Policy, clock: Clock) -> None:
        self._stores = stores
        self._policy = policy
        self._clock = clock

    def run(self, record: ImportRecord, directory: Directory, removals: Removals, deadline: Deadline) -> Result:
        """Take all lines from the record's position on into effect.

        Args:
            record: the import.
            directory: its file, at the beginning.
            removals: whom it may remove.
            deadline: when to leave the rest to another invocation; at least one block is done before.

        Returns:
            `whole`; `ended` when a newer upload or another run ended it; `open` when lines are left.

        Raises:
            RetryableError: others kept changing the same agents, or DynamoDB kept refusing.
        """
        try:
            if problem := directory.problem():
                end_ingest(self._stores.files, record, position=1, now=self._clock(), reason=problem)
                return "whole"
            position = record["position"]
            for block in self._blocks(record, directory, removals):
                if block.end > position:
                    position = self._take(record, directory, block, position, removals)
                    if deadline.is_near():
                        return "open"
            end_ingest(self._stores.files, record, position=position, now=self._clock(), notice=removals.notice)
        except LostImportError:
            return "ended"
        return "whole"

    def _blocks(self, record: ImportRecord, directory: Directory, removals: Removals) -> Iterator[Block]:
        """Yield the file's blocks, then those of the agents that it dropped, on lines after the file's last.

        A block of dropped agents is one transaction: a run that comes after a crash looks for the agents anew, and
        those that were done must not shift the lines of the others.
        """
        line = record["position"]
        for block in blocks(directory.rows()):
            line = max(line, block.end)
            yield block
        for start in range(0, len(removals.dropped), MAX_BATCH_WRITES):
            names = removals.dropped[start : start + MAX_BATCH_WRITES]
            items = self._stores.agents.read_many(names)
            owned = [name for name in names if still_owned(items.get(name), record["key"])]
            if owned:
                yield Block(line, [Row(line + at, name, state="absent", listed=False) for at, name in enumerate(owned)])
                line += len(owned)

    def _take(self, record: ImportRecord, directory: Directory, block: Block, position: int, removals: Removals) -> int:
        """Take a block into effect and return the next position."""
        for _ in range(_TRIES):
            try:
                return self._try_block(record, directory, block, position, removals)
            except StaleReadError:
                position = self._position(record)
            except LostImportError:
                position = self._position(record)
            if position >= block.end:
                return position
        raise RetryableError(f"The agents of lines {block.first_line} to {block.end - 1} kept changing; they stay open")

    def _position(self, record: ImportRecord) -> int:
        """Read where the import stands now, after a fence failed.

        Raises:
            LostImportError: it was ended by a newer upload or another run.
        """
        now = self._stores.files.read_import(record["key"], record["sequencer"])
        if now is None or now["status"] != "INGESTING":
            raise LostImportError("The import was ended")
        return now["position"]

    def _try_block(
        self, record: ImportRecord, directory: Directory, block: Block, position: int, removals: Removals
    ) -> int:
        rows = [row for row in block.rows if row.line >= position]
        items = self._stores.agents.read_many(row.username for row in rows if not row.problems)
        decisions = [self._decide(row, items.get(row.username), record, removals) for row in rows]
        warn_of_ignored_passwords(decisions, directory.header, self._stores.passwords)
        self._write_plan(record, directory, block, position, decisions)
        secret = self._write_passwords(record, block, decisions)
        for batch in batches(decisions):
            self._write_batch(record, batch, position, secret)
            position = batch.end
        return position

    def _decide(self, row: Row, item: AgentItem | None, record: ImportRecord, removals: Removals) -> Decision:
        if not row.listed and not still_owned(item, record["key"]):
            return Decision(row, "unchanged", item)  # it went to another upload at the last moment
        decision = decide(row, item, self._policy, key=record["key"])
        if removals.refused and decision.wanted.get("state") == "absent":
            row.problems.append({"column": "status", "message": removals.notice})
            return Decision(row, "rejected", item)
        return decision

    def _write_plan(
        self, record: ImportRecord, directory: Directory, block: Block, position: int, decisions: list[Decision]
    ) -> None:
        prefix = report_prefix(record["key"], record["import_id"])
        lines = [_plan_line(decision) for decision in decisions]
        if position > block.first_line:
            # Lines that took effect stay as they were planned then.
            earlier = self._stores.reports.read_plan(prefix, block.first_line)
            lines = [line for line in (earlier["lines"] if earlier else []) if line["line"] < position] + lines
        plan = {"columns": directory.kept_columns, "lines": lines}
        self._stores.reports.put_plan(prefix, block.first_line, plan)  # type: ignore[arg-type]

    def _write_passwords(self, record: ImportRecord, block: Block, decisions: list[Decision]) -> str:
        name = self._stores.passwords.secret_name(record["import_id"], block.first_line)
        passwords = {
            decision.row.username: decision.row.password or generate_password()
            for decision in decisions
            if decision.needs_password
        }
        if passwords:
            self._stores.passwords.add(name, passwords)
        return name

    def _write_batch(self, record: ImportRecord, batch: Batch, position: int, secret: str) -> None:
        now = self._clock()
        own = record["import_id"]
        already_counted = batch.taken_over.pop(own, 0)
        counts = {
            "rows": len(batch.decisions),
            "pending": batch.provisions - already_counted,
            "unchanged": sum(decision.outcome == "unchanged" for decision in batch.decisions),
            "rejected": sum(decision.outcome == "rejected" for decision in batch.decisions),
        }
        progress = self._stores.files.update(record["key"], record["sequencer"])
        progress.set({"position": batch.end, "progress_at": timestamp(now)}).add(counts)
        progress.when({"status": "INGESTING", "position": position})
        actions = [progress.action(), *self._release_actions(batch, now)]
        agents_from = len(actions)
        actions += [self._agent_update(record, decision, secret, now).action() for decision in batch.writes]
        try:
            write_together(self._stores.dynamodb, actions)
        except ConditionsFailedError as error:
            if 0 in error.indexes:
                raise LostImportError(f"The import is not at line {position} any more") from error
            if any(index < agents_from for index in error.indexes):
                raise RetryableError("An import that still counts an agent has lost its record") from error
            raise StaleReadError("Agents changed after they were read") from error

    def _release_actions(self, batch: Batch, now: datetime) -> list[dict[str, Any]]:
        """Move the agents that the batch takes over out of the counts of the imports that wait for them."""
        sources = {awaiting_import(decision): decision.item for decision in batch.writes}
        actions = []
        for import_id, amount in batch.taken_over.items():
            item = sources[import_id]
            if item is None or "source" not in item:
                continue
            counts = {"pending": -amount, "superseded": amount}
            source = item["source"]
            actions.append(
                self._stores.files.count_action(source["key"], source["sequencer"], counts, at=timestamp(now))
            )
        return actions

    def _agent_update(self, record: ImportRecord, decision: Decision, secret: str, now: datetime) -> Update:
        item, row = decision.item, decision.row
        at = timestamp(now)
        update = self._stores.agents.update(row.username, read=item)
        update.set(
            {
                "source": {"key": record["key"], "sequencer": record["sequencer"], "line": row.line},
                "source_key": record["key"],
            }
        )
        if decision.claims:
            return update  # it stays as it is, so it wakes nobody
        update.set(decision.wanted)
        update.set(
            {
                "status": "PENDING",
                "revision": (item.get("revision", 0) if item else 0) + 1,
                "import_id": record["import_id"],
                "awaited_by": record["import_id"],
                "updated_at": at,
                "attempts": 0,
            }
        )
        if decision.needs_password:
            update.set({"password_secret": secret})
        return update.set_once({"created_at": at}).remove("status_reason", "expires_at")


def _plan_line(decision: Decision) -> PlanLine:
    row = decision.row
    line: PlanLine = {"line": row.line, "username": row.username, "outcome": decision.outcome, "cells": row.cells}
    if row.problems:
        line["problems"] = row.problems
    if row.warnings:
        line["warnings"] = row.warnings
    if not row.listed:
        line["listed"] = False
    return line
