"""Checks the records of imports that commands read: others write the files table too."""

from __future__ import annotations

from typing import Any, Final

from rollcall_cli.readable_records import Record
from roster.imports import COUNTS, ENDED, UNFINISHED, is_import_id
from roster.readable import Check, check_item, is_text, is_whole


def _is_status(value: Any) -> bool:
    return is_text(value) and value in (*UNFINISHED, *ENDED)


_NEEDED: Final[dict[str, Check]] = {
    "import_id": is_import_id,
    "status": _is_status,
    "started_at": is_text,
    "position": is_whole,
    "pending": is_whole,
}
_OPTIONAL: Final[dict[str, Check]] = {
    **dict.fromkeys(("uploaded_at", "bucket", "version_id", "redacted_version"), is_text),
    **dict.fromkeys(
        ("reason", "notice", "superseded_by", "stopped_at", "stopped_by", "finished_at", "report"), is_text
    ),
    **dict.fromkeys(COUNTS, is_whole),
}
"""What commands read of an import's record; `roster.imports.ImportRecord` has all."""


def checked(record: Record) -> Record:
    """Return the record of an import.

    Raises:
        UnreadableError: it is none that Rollcall has written; the message names its place.
    """
    check_item(record, f"The record of {record['key']} ({record['sequencer']}) in the files table", _NEEDED, _OPTIONAL)
    return record
