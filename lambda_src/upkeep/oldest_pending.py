"""Finds the agent that waits longest for Amazon Connect, for the metric `OldestPendingSeconds`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from roster.clock import read_timestamp
from roster.files_table import FilesTable
from upkeep.item_guard import ItemGuard, UnreadableItems
from upkeep.pending_agents import PendingAgents
from upkeep.upload_records import UploadRecords, name_of


class OldestPending:
    """The pending agents of all unfinished imports.

    Args:
        records: finds the imports.
        files: the files table.
        pending: finds their agents.
        unreadable: what the run of upkeep could not read.
    """

    def __init__(
        self, records: UploadRecords, files: FilesTable, pending: PendingAgents, unreadable: UnreadableItems
    ) -> None:
        self._records = records
        self._files = files
        self._pending = pending
        self._unreadable = unreadable

    def since(self, time_is_up: Callable[[], bool]) -> datetime | None:
        """Return since when the agent waits that waits longest; None if no agent waits.

        Args:
            time_is_up: whether to look at no more agents of an import.

        Raises:
            botocore.exceptions.ClientError: a service refused.
        """
        oldest: datetime | None = None
        guard = ItemGuard(self._unreadable)
        for entry in self._records.unfinished():
            with guard(name_of(entry)):
                record = self._files.read(entry["key"], entry["sequencer"])
                if not record or not record.get("pending"):
                    continue
                for item in self._pending.of_import(record["key"], record["import_id"]):
                    since = read_timestamp(item.get("updated_at"))
                    if since is not None and (oldest is None or since < oldest):
                        oldest = since
                    if time_is_up():
                        break
        guard.finish()
        return oldest
