"""The part of an S3 event that ingest reads, built for whoever wants an upload taken in (again). Pure."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote_plus


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
