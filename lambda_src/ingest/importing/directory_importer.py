"""Takes a directory's lines into effect: plan, then passwords, then fenced transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ingest.deadline import Deadline
from ingest.deployment_rules import DeploymentRules
from ingest.importing.blocks import MAX_BATCH_WRITES, Block, blocks, transactions
from ingest.importing.decide import Decision, decide
from ingest.importing.end_ingest import end_ingest
from ingest.importing.ignored_passwords import warn_of_ignored_passwords
from ingest.importing.read_ahead import one_ahead
from ingest.importing.removal_guard import AllowedRemovals, still_owned
from ingest.importing.transaction_writer import TransactionWriter
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.row import Row
from roster.agent import AgentItem
from roster.agents_table import AgentsTable
from roster.clock import Clock
from roster.errors import FenceError, LostImportError, RetryableError
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.passwords import PasswordStore, generate_password
from roster.reports_bucket import PlanLine, Problem, ReportsBucket, report_prefix

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Result = Literal["whole", "ended", "open"]

_TRIES: Final = 20
"""How often a block's agents are read again because somebody else changed them meanwhile."""


@dataclass(frozen=True, slots=True)
class ImportStores:
    """Where an import's effects go."""

    dynamodb: DynamoDBClient
    files: FilesTable
    agents: AgentsTable
    passwords: PasswordStore
    reports: ReportsBucket


@dataclass(frozen=True, slots=True)
class ImportJob:
    """What a run works on.

    Attributes:
        record: the import as it stood when the run began.
        directory: its file, at the beginning.
        removals: whom it may remove.
    """

    record: ImportRecord
    directory: AgentDirectory
    removals: AllowedRemovals


class DirectoryImporter:
    """Runs one import from wherever it stands to its end.

    Any number of runs of the same import may be under way: every transaction requires that the record's
    position is the line that the transaction begins at, so each line takes effect once.

    Args:
        stores: where the effects go.
        policy: the deployment's decisions.
        clock: tells the time.
    """

    def __init__(self, stores: ImportStores, policy: DeploymentRules, clock: Clock) -> None:
        self._stores = stores
        self._policy = policy
        self._clock = clock
        self._writer = TransactionWriter(stores.dynamodb, stores.files, stores.agents, clock)

    def run(self, job: ImportJob, deadline: Deadline) -> Result:
        """Take all lines from the record's position on into effect.

        Args:
            job: the import.
            deadline: when to leave the rest to another invocation; at least one block is done before.

        Returns:
            `whole`; `ended` when a newer upload or another run ended it; `open` when lines are left.

        Raises:
            RetryableError: others kept changing the same agents, or DynamoDB kept refusing.
        """
        record = job.record
        try:
            if problem := job.directory.problem():
                end_ingest(self._stores.files, record, position=1, now=self._clock(), reason=problem)
                return "whole"
            position = record["position"]
            with contextlib.closing(one_ahead(self._blocks(job))) as ahead:
                for block, items in ahead:
                    if block.end > position:
                        position = self._take(job, block, items, position)
                        if deadline.is_near():
                            return "open"
            end_ingest(self._stores.files, record, position=position, now=self._clock(), notice=job.removals.notice)
        except LostImportError:
            return "ended"
        return "whole"

    def _blocks(self, job: ImportJob) -> Iterator[tuple[Block, dict[str, AgentItem]]]:
        """Yield the file's blocks, then those of the agents that it dropped, on lines after the file's last.

        Beside each block stand its agents as they were read for it.

        A block of dropped agents is one transaction: a run that comes after a crash looks for the agents anew, and
        those that were done must not shift the lines of the others.
        """
        line = job.record["position"]
        for block in blocks(job.directory.rows()):
            line = max(line, block.end)
            yield block, self._read_agents(block.rows) if block.end > job.record["position"] else {}
        for start in range(0, len(job.removals.dropped), MAX_BATCH_WRITES):
            names = job.removals.dropped[start : start + MAX_BATCH_WRITES]
            items = self._stores.agents.read_many(names)
            owned = [name for name in names if still_owned(items.get(name), job.record["key"])]
            if owned:
                rows = [Row(line + at, name, state="absent", listed=False) for at, name in enumerate(owned)]
                yield Block(line, rows), items
                line += len(owned)

    def _read_agents(self, rows: Iterable[Row]) -> dict[str, AgentItem]:
        return self._stores.agents.read_many(row.username for row in rows if not row.problems)

    def _take(self, job: ImportJob, block: Block, items: dict[str, AgentItem], position: int) -> int:
        """Take a block into effect and return the next position."""
        for _ in range(_TRIES):
            try:
                return self._try_block(job, block, items, position)
            except FenceError:
                position = self._position(job.record)
            if position >= block.end:
                return position
            items = self._read_agents(block.rows)
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

    def _try_block(self, job: ImportJob, block: Block, items: dict[str, AgentItem], position: int) -> int:
        rows = [row for row in block.rows if row.line >= position]
        decisions = [self._decide(row, items.get(row.username), job) for row in rows]
        decisions = warn_of_ignored_passwords(decisions, job.directory.header, self._stores.passwords)
        self._write_plan(job, block, position, decisions)
        secret = self._write_passwords(job.record, block, decisions)
        for batch in transactions(decisions):
            self._writer.write(job.record, batch, position, secret)
            position = batch.end
        return position

    def _decide(self, row: Row, item: AgentItem | None, job: ImportJob) -> Decision:
        if not row.listed and not still_owned(item, job.record["key"]):
            return Decision(row, "unchanged", item)  # it went to another upload at the last moment
        decision = decide(row, item, self._policy, key=job.record["key"])
        if job.removals.refused and decision.wanted.get("state") == "absent":
            refused: Problem = {"column": "status", "message": job.removals.notice}
            return Decision(row, "rejected", item, problems=(refused,))
        return decision

    def _write_plan(self, job: ImportJob, block: Block, position: int, decisions: list[Decision]) -> None:
        prefix = report_prefix(job.record["key"], job.record["import_id"])
        lines = [_plan_line(decision) for decision in decisions]
        if position > block.first_line:
            # Lines that took effect stay as they were planned then.
            earlier = self._stores.reports.read_plan(prefix, block.first_line)
            lines = [line for line in (earlier["lines"] if earlier else []) if line["line"] < position] + lines
        ignored = list(job.directory.header.unknown)
        plan = {"columns": job.directory.kept_columns, "ignored": ignored, "lines": lines}
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


def _plan_line(decision: Decision) -> PlanLine:
    row = decision.row
    cells = [] if decision.outcome == "unchanged" else list(row.cells)  # nothing of such a line is to be mended
    line: PlanLine = {"line": row.line, "username": row.username, "outcome": decision.outcome, "cells": cells}
    if problems := [*row.problems, *decision.problems]:
        line["problems"] = problems
    if warnings := [*row.warnings, *decision.warnings]:
        line["warnings"] = warnings
    if not row.listed:
        line["listed"] = False
    return line
