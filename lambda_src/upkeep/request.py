"""Reads the event of an invocation. Pure.

The schedule sends `{}`. An operator may send one or both of:

| member | default | meaning |
|---|---|---|
| `idle_seconds` | 3600 | without progress for so long, an import, a redaction or an upload counts as stuck |
| `max_replays` | 5 | how often a failed upload event is replayed before it stays in the queue for somebody to look at |

With either of them upkeep leaves the daily comparison with Amazon Connect to the schedule, as it takes minutes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from roster.errors import PermanentError


@dataclass(frozen=True, slots=True)
class UpkeepRequest:
    """The event of an invocation; the table above says what its members mean."""

    idle_seconds: int = 3600
    max_replays: int = 5

    @property
    def is_scheduled(self) -> bool:
        """Whether nothing special is asked for. An operator asks for something, and waits for the answer."""
        return self == UpkeepRequest()


def read_request(event: Any) -> UpkeepRequest:
    """Read the event of an invocation.

    Raises:
        PermanentError: it is no object, or has a member that is unknown, or not a whole number from 0 on.
    """
    if not isinstance(event, Mapping):
        raise PermanentError("The event of upkeep is an object, such as {}")
    known = [field.name for field in dataclasses.fields(UpkeepRequest)]
    for name, value in event.items():
        if name not in known:
            raise PermanentError(f"Upkeep knows no {name!r}; it takes {' and '.join(known)}")
        if isinstance(value, bool) or not isinstance(value, int) or value < 0:
            raise PermanentError(f"{name} is {value!r}; give a whole number from 0 on")
    return UpkeepRequest(**event)
