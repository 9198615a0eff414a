"""Reads the part of an S3 event that ingest needs, and builds such events. Pure.

Ingest builds one to hand an upload over to a fresh invocation, upkeep to have an upload taken in (again).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote_plus, unquote_plus

from roster.clock import read_timestamp
from roster.event_records import records_of

NO_VERSION: Final = "null"
"""Id of what was written while Amazon S3 kept no versions of the bucket, or did not know yet that it does.

The next write of that kind takes its place.
"""


@dataclass(frozen=True, slots=True)
class CreatedObject:
    """What a record of an event says.

    Attributes:
        bucket: the bucket's name.
        key: as its user sees it.
        version_id: of the object's version.
        sequencer: as Amazon S3 sends it; digits that order the events of a key.
        at: when the object came; None where the event is not Amazon S3's own.
    """

    bucket: str
    key: str
    version_id: str
    sequencer: str
    at: datetime | None = None


def created_objects(event: Any) -> tuple[list[CreatedObject], int]:
    """Return what the records of an event say, and how many of them can't be read.

    Raises:
        PermanentError: the event has no records at all.
    """
    read = [_read(record) for record in records_of(event)]
    found = [created for created in read if created is not None]
    return found, len(read) - len(found)


def _read(record: Any) -> CreatedObject | None:
    """Return what a record says; None if it lacks a part, or one is of another kind."""
    try:
        entity = record["s3"]["object"]
        bucket, key, sequencer = record["s3"]["bucket"]["name"], unquote_plus(entity["key"]), entity["sequencer"]
        # Amazon S3 leaves the id out while it does not yet know that the bucket has versions.
        parts = (bucket, key, entity.get("versionId") or NO_VERSION, sequencer)
        if not all(isinstance(part, str) and part for part in parts):
            return None
        "".join(parts).encode()  # halves of characters are in no key, and can't be stored
        return CreatedObject(*parts, at=read_timestamp(record.get("eventTime")))
    except (AttributeError, LookupError, TypeError, UnicodeEncodeError):
        return None


def created_event(*, bucket: str, key: str, version_id: str, sequencer: str) -> dict[str, Any]:
    """Build the event of one upload; its key goes in URL-encoded, as Amazon S3 sends it."""
    entity = {"key": quote_plus(key, safe="/"), "versionId": version_id, "sequencer": sequencer}
    return {
        "Records": [
            {
                "eventSource": "aws:s3",
                "eventName": "ObjectCreated:Put",
                "s3": {"bucket": {"name": bucket}, "object": entity},
            }
        ]
    }
