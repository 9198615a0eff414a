"""What an import is, and how the upload that it came from is named and ordered. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final, Literal, NotRequired, TypedDict, TypeGuard

SEQUENCER_DIGITS: Final = 40

_IMPORT_ID: Final = re.compile(r"[0-9a-f]{32}")

ImportKind = Literal["agent_directory", "table"]
IMPORT_KINDS: Final[tuple[ImportKind, ...]] = ("agent_directory", "table")
"""Kinds of uploads whose record is that of an import. A `table` lists people or passwords and is no directory, or is a
spreadsheet that can't be looked into: it is rejected."""

ImportStatus = Literal["INGESTING", "PROVISIONING", "FINISHED", "REJECTED"]
ENDED: Final = ("FINISHED", "REJECTED")
UNFINISHED: Final = ("INGESTING", "PROVISIONING")
REOPENED: Final[dict[str, Any]] = {"status": "PROVISIONING", "unfinished": "yes", "finished_at": None}
"""Attributes that set an import which has ended back to `PROVISIONING`, so that report writes its report again."""

COUNTS: Final = (
    "rows",
    "dropped",
    "pending",
    "created",
    "updated",
    "unchanged",
    "removed",
    "adopted",
    "rejected",
    "failed",
    "superseded",
)
"""Counts of an import record: the file's rows, the agents that it drops, and what became of both. Once nothing is
pending the first two are as many as the others together."""


class ImportRecord(TypedDict):
    """The record of an import in the files table; `roster.files_table` has the schema."""

    key: str
    sequencer: str
    kind: ImportKind
    bucket: str
    version_id: str
    size: int
    etag: str
    content_type: str
    uploaded_at: str
    expires_at: int
    import_id: str
    status: ImportStatus
    position: int
    superseded_by: NotRequired[str]
    stopped_at: NotRequired[str]
    stopped_by: NotRequired[str]
    reason: NotRequired[str]
    notice: NotRequired[str]
    separator: NotRequired[str]
    encoding: NotRequired[str]
    redaction: NotRequired[Literal["pending", "done"]]
    redacted_version: NotRequired[str]
    progress_at: str
    started_at: str
    finished_at: NotRequired[str]
    report: NotRequired[str]
    unfinished: NotRequired[str]
    rows: NotRequired[int]
    dropped: NotRequired[int]
    pending: int
    created: NotRequired[int]
    updated: NotRequired[int]
    unchanged: NotRequired[int]
    removed: NotRequired[int]
    adopted: NotRequired[int]
    rejected: NotRequired[int]
    failed: NotRequired[int]
    superseded: NotRequired[int]


def is_unfinished(record: Mapping[str, Any]) -> bool:
    """Whether the record of an import says that it still runs.

    Raises:
        ValueError: it has no status of an import; others write the table too.
    """
    status = record.get("status")
    if status not in (*UNFINISHED, *ENDED):
        raise ValueError(f"{status!r} is no status of an import")
    return status in UNFINISHED


def sortable_sequencer(sequencer: str) -> str:
    """Pad the sequencer of an S3 event so that later events of a key compare greater as strings.

    Amazon S3 documents that the shorter of two sequencers is padded on its right with zeros.
    """
    return sequencer.ljust(SEQUENCER_DIGITS, "0")


def import_id_of(bucket: str, key: str, sequencer: str) -> str:
    """Name the import of one upload: the same event always names the same import.

    Returns:
        32 hexadecimal digits.
    """
    upload = "\n".join((bucket, key, sequencer)).encode()
    return hashlib.sha256(upload).hexdigest()[:32]


def is_import_id(value: Any) -> TypeGuard[str]:
    """Whether a value may be the id of an import; others write the tables too."""
    return isinstance(value, str) and _IMPORT_ID.fullmatch(value) is not None
