"""Imports a directory block by block: its plan, then its passwords, then its agents in fenced transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from ingest.deadline import Deadline
from ingest.deployment_rules import DeploymentRules
from ingest.importing.block_reader import read_agents, read_blocks
from ingest.importing.blocks import Block, transactions
from ingest.importing.decide import Decision
from ingest.importing.decide_line import decide_line
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.end_ingest import end_ingest
from ingest.importing.ignored_passwords import warn_of_ignored_passwords
from ingest.importing.plan_writer import write_plan
from ingest.importing.read_ahead import one_ahead
from ingest.importing.supersede_import import stop_older
from ingest.importing.transaction_writer import TransactionWriter
from roster.agent import AgentItem
from roster.agents_table import AgentsTable
from roster.clock import Clock
from roster.errors import FenceError, LostImportError, RetryableError
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.initial_password import generate_password
from roster.passwords import PasswordStore
from roster.reports_bucket import ReportsBucket

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

Result = Literal["whole", "ended", "open"]

_TRIES: Final = 20
"""How often a block's agents are read again because somebody else changed them meanwhile."""


@dataclass(frozen=True, slots=True)
class ImportStores:
    """The stores that an import reads and writes."""

    dynamodb: DynamoDBClient
    files: FilesTable
    agents: AgentsTable
    passwords: PasswordStore
    reports: ReportsBucket


class DirectoryImporter:
    """Runs an import from wherever it stands to its end; `UploadIntake` calls it.

    Any number of runs of the same import may be under way: every transaction requires that the record's
    position is the line that the transaction begins at, so each line takes effect once.

    Args:
        stores: what it reads and writes.
        rules: the deployment's rules.
        clock: tells the time.
    """

    def __init__(self, stores: ImportStores, rules: DeploymentRules, clock: Clock) -> None:
        self._stores = stores
        self._rules = rules
        self._clock = clock
        self._writer = TransactionWriter(stores.dynamodb, stores.files, stores.agents, clock)

    def run(self, task: DirectoryImport, deadline: Deadline) -> Result:
        """Write all lines from the record's position on.

        Args:
            task: the import.
            deadline: when to leave the rest to another invocation; at least one block is done before.

        Returns:
            `whole`; `ended` when a newer upload or another run ended it; `open` when lines are left.

        Raises:
            RetryableError: others kept changing the same agents, or DynamoDB kept refusing.
        """
        record, files = task.record, self._stores.files
        try:
            if problem := task.directory.problem():
                stop_older(files, record["key"], record["sequencer"], self._clock())
                end_ingest(files, record, position=1, now=self._clock(), reason=problem)
                return "whole"
            position = record["position"]
            with contextlib.closing(one_ahead(read_blocks(task, self._stores.agents))) as ahead:
                for block, items in ahead:
                    if block.end > position:
                        position = self._import_block(task, block, items, position)
                        if deadline.is_near():
                            return "open"
            notice = " ".join(filter(None, (task.removals.notice, task.directory.notice)))
            encoding = task.directory.encoding
            stop_older(files, record["key"], record["sequencer"], self._clock())
            end_ingest(files, record, position=position, now=self._clock(), notice=notice, encoding=encoding)
        except LostImportError:
            return "ended"
        return "whole"

    def _import_block(self, task: DirectoryImport, block: Block, items: dict[str, AgentItem], position: int) -> int:
        """Write the rows of a block from a position on; return the position after that.

        Where an agent changed since it was read, or another run wrote some of the rows, the rest of the block is
        decided anew from the agents as they are then.
        """
        for _ in range(_TRIES):
            try:
                return self._decide_and_write(task, block, items, position)
            except FenceError:
                position = self._read_position(task.record)
            if position >= block.end:
                return position
            items = read_agents(block, self._stores.agents)
        raise RetryableError(f"The agents of lines {block.first_line} to {block.end - 1} kept changing; they stay open")

    def _read_position(self, record: ImportRecord) -> int:
        """Read where the import stands now.

        Raises:
            LostImportError: it was ended by a newer upload or another run.
        """
        now = self._stores.files.read_import(record["key"], record["sequencer"])
        if now is None or now["status"] != "INGESTING":
            raise LostImportError("The import was ended")
        return now["position"]

    def _decide_and_write(self, task: DirectoryImport, block: Block, items: dict[str, AgentItem], position: int) -> int:
        rows = [row for row in block.rows if row.line >= position]
        decisions = warn_of_ignored_passwords(
            (decide_line(row, items.get(row.username), task, self._rules) for row in rows),
            task.directory.header,
            self._stores.passwords,
        )
        write_plan(self._stores.reports, task, block, position, decisions)
        secret = self._store_passwords(task.record, block, decisions)
        for transaction in transactions(decisions):
            self._writer.write(task.record, transaction, position, secret)
            position = transaction.end
        return position

    def _store_passwords(self, record: ImportRecord, block: Block, decisions: Iterable[Decision]) -> str:
        """Store the initial passwords of a block's new agents; return the name of their secret."""
        name = self._stores.passwords.secret_name(record["import_id"], block.first_line)
        passwords = {
            decision.row.username: decision.row.password or generate_password()
            for decision in decisions
            if decision.needs_password
        }
        if passwords:
            self._stores.passwords.add(name, passwords)
        return name
