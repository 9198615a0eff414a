"""What an import consists of while ingest works on it."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.importing.removal_guard import AllowedRemovals
from ingest.reading.agent_directory import AgentDirectory
from roster.imports import ImportRecord


@dataclass(frozen=True, slots=True)
class DirectoryImport:
    """One import, as one invocation of ingest works on it.

    Attributes:
        record: the import's record as it was when the invocation began.
        directory: the uploaded file, at its beginning.
        removals: whom the import may remove.
    """

    record: ImportRecord
    directory: AgentDirectory
    removals: AllowedRemovals
