"""The entries, one after the other; each has a folder of its name in the corpus."""

from __future__ import annotations

from typing import Final

from tests.fuzz.entries import command_line, lifecycle_events, stream_records, upkeep_messages, uploads, written_objects
from tests.fuzz.entry import Entry

ENTRIES: Final[dict[str, Entry]] = {
    entry.name: entry
    for module in (uploads, stream_records, upkeep_messages, lifecycle_events, written_objects, command_line)
    for entry in module.ENTRIES
}
"""Name → entry."""
