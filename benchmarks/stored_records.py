"""Records of the files table: plain files that are stored, and imports that are over."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from benchmarks.settings import UPLOAD_BUCKET
from roster.clock import timestamp
from roster.imports import COUNTS, IMPORT_KINDS, import_id_of

_BEGAN: Final = datetime(2026, 1, 1, tzinfo=UTC)
_CONTENT: Final = b"x" * 500
_TABLE_EVERY: Final = 20
"""Every so many imports one is of a table that is no directory."""


def _record(key: str, number: int) -> dict[str, Any]:
    at = timestamp(_BEGAN + timedelta(seconds=number))
    return {
        "key": key,
        "sequencer": f"{number:040d}",
        "bucket": UPLOAD_BUCKET,
        "version_id": f"version-of-{key}",
        "size": len(_CONTENT),
        "etag": f"{number:032x}",
        "content_type": "text/csv",
        "uploaded_at": at,
    }


def stored_file(number: int) -> dict[str, Any]:
    """Return the record of a plain file with its content."""
    return _record(f"files/{number}.txt", number) | {"kind": "file", "content_stored": True, "content": _CONTENT}


def id_of_import(number: int) -> str:
    """Return the id of an import."""
    return import_id_of(UPLOAD_BUCKET, f"team/{number}.csv", str(number))


def past_import(number: int) -> dict[str, Any]:
    """Return the record of an import; a greater number started later."""
    record = _record(f"team/{number}.csv", number)
    return record | {
        "kind": IMPORT_KINDS[number % _TABLE_EVERY == 0],
        "import_id": id_of_import(number),
        "status": "FINISHED",
        "position": 42,
        "started_at": record["uploaded_at"],
        "progress_at": record["uploaded_at"],
        "finished_at": record["uploaded_at"],
        "report": f"s3://rollcall-reports/{record['key']}/",
        **dict.fromkeys(COUNTS, 0),
        "rows": 40,
        "created": 40,
    }
