"""The records of an event that AWS Lambda hands to a function. Pure.

AWS sends events that are well formed. Whoever may invoke a function can send it anything, so a record that can't be
read is told and passed over, for the sake of those beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roster.errors import PermanentError


def records_of(event: Any) -> list[Any]:
    """Return the records of an event, whatever they are.

    Raises:
        PermanentError: it has none, so it comes from no bucket, stream or queue.
    """
    records = event.get("Records") if isinstance(event, Mapping) else None
    if not isinstance(records, list):
        raise PermanentError("The event has no list of records, so it is none of a bucket, a stream or a queue")
    return records


def sources_of(event: Any) -> set[str]:
    """Return the services that the records of an event come from; a record that names none counts as empty.

    Raises:
        PermanentError: it has no records.
    """
    named = (record.get("eventSource") if isinstance(record, Mapping) else None for record in records_of(event))
    return {source if isinstance(source, str) else "" for source in named}
