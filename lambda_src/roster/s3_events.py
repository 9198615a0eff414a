"""Reads the part of an S3 event that ingest needs, and builds such events. Pure.

Ingest builds one to hand an upload over to a fresh invocation, upkeep to have an upload taken in (again).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote_plus, unquote_plus

NO_VERSION: Final = "null"
"""Id of what was written while Amazon S3 kept no versions of the bucket, or did not know yet that it does.

The next write of that kind takes its place.
"""


def key_and_version(entity: Mapping[str, Any]) -> tuple[str, str]:
    """Return the key of an event's object as its user sees it, and the id of its version."""
    # Amazon S3 leaves the id out while it does not yet know that the bucket has versions.
    return unquote_plus(entity["key"]), str(entity.get("versionId") or NO_VERSION)


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
