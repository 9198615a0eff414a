"""Finds the imports that wait, and agents of theirs that nobody has begun with.

Imports are found by the index `unfinished` of the files table, and their agents by the index `in_line` of the agents
table (docs/decisions/0039-fair-turns-between-imports.md).
"""

from __future__ import annotations

import math
import random
import threading
import time
from collections.abc import Callable, Container
from dataclasses import dataclass, field
from typing import Final, TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from roster.agents_table import AgentsTable
from roster.awaiting import lines_of
from roster.errors import RollcallError
from roster.files_table import FilesTable
from roster.imports import is_import_id
from roster.logs import build_logger

LOOK_SECONDS: Final = 2.0
"""How long a container goes by the imports that it found."""

PAGE_SECONDS: Final = 1.0
"""How often a container asks for agents of one import at most. The pause is twice as long each time that none is found,
up to a minute."""

EMPTY_SECONDS: Final = 60.0
"""The longest pause before an import is asked again that had no agents in line: they may all be in the retry queue."""

PAUSE_SECONDS: Final = 60.0
"""After so long a look-up that failed is tried again."""

_MOST_IMPORTS: Final = 100
_MOST_REMEMBERED: Final = 1000
_PAGE: Final = 25
"""Agents that are asked for at a time. Others work on them too, and then they are read in vain."""

_Found = TypeVar("_Found")
_Place = tuple[str, str]

logger = build_logger(child=True)


@dataclass(slots=True)
class _Line:
    """Agents of an import that were found, when to ask for more, and how long to wait then if there are none."""

    names: list[str] = field(default_factory=list)
    ask_at: float = -math.inf
    pause: float = PAGE_SECONDS


class WaitingImports:
    """The imports that wait for agents. Any number of threads may ask.

    A look-up that fails (throttled, denied, an index that is still being built) takes nothing but the turns ahead of
    the stream: provisioning goes on in its order.

    Args:
        agents: the agents table.
        files: the files table.
        clock: tells epoch seconds.
    """

    def __init__(self, agents: AgentsTable, files: FilesTable, clock: Callable[[], float] = time.time) -> None:
        self._agents = agents
        self._files = files
        self._clock = clock
        self._lock = threading.Lock()
        self._ids: tuple[str, ...] = ()
        self._look_at = -math.inf
        self._import_ids: dict[_Place, str | None] = {}
        self._lines: dict[str, _Line] = {}
        self._failing: set[str] = set()

    def ids(self) -> tuple[str, ...]:
        """Return the ids of imports that have not ended; asks at most every two seconds."""
        # One thread asks for all; the others go on with what was found before.
        if self._clock() >= self._look_at and self._lock.acquire(blocking=False):
            try:
                self._look_at = self._clock() + LOOK_SECONDS
                self._ids = self._tried("imports that wait", self._unfinished, ())
                self._lines = {name: line for name, line in self._lines.items() if name in self._ids}
            finally:
                self._lock.release()
        return self._ids

    def next_agent(self, import_id: str, without: Container[str]) -> str | None:
        """Return an agent of an import that may be worked on next, chosen by chance among some.

        So containers that give the same import a turn rarely choose the same agent. One thread at a time may ask.

        Args:
            import_id: the import.
            without: agents that are not to be chosen.

        Returns:
            Its username; None if none was found.
        """
        line = self._lines.setdefault(import_id, _Line())
        while True:
            while line.names:
                name = line.names.pop()
                if name not in without:
                    return name
            now = self._clock()
            if import_id not in self._ids or now < line.ask_at:
                return None
            line.names = self._tried("agents in line", lambda: self._some_in_line(import_id), [])
            line.ask_at = now + (PAGE_SECONDS if line.names else line.pause)
            line.pause = PAGE_SECONDS if line.names else min(2 * line.pause, EMPTY_SECONDS)

    def _unfinished(self) -> tuple[str, ...]:
        found = [self._import_id(place) for place in self._files.unfinished(_MOST_IMPORTS)]
        return tuple(dict.fromkeys(import_id for import_id in found if import_id is not None))

    def _import_id(self, place: _Place) -> str | None:
        """Return the id of the import whose record has a key and sequencer; it never changes."""
        if place not in self._import_ids:
            if len(self._import_ids) >= _MOST_REMEMBERED:
                self._import_ids.clear()
            record = self._files.read_import(*place)
            import_id = record.get("import_id") if record is not None else None
            self._import_ids[place] = import_id if is_import_id(import_id) else None
        return self._import_ids[place]

    def _some_in_line(self, import_id: str) -> list[str]:
        parts = lines_of(import_id)
        random.shuffle(parts)
        names: list[str] = []
        for part in parts:
            if len(names) < _PAGE:
                names += self._agents.in_line(part, _PAGE)
        random.shuffle(names)
        return names

    def _tried(self, what: str, look_up: Callable[[], _Found], otherwise: _Found) -> _Found:
        try:
            found = look_up()
        except (ClientError, BotoCoreError, RollcallError):
            self._ids = ()
            self._look_at = self._clock() + PAUSE_SECONDS
            if what not in self._failing:
                self._failing.add(what)
                logger.warning("Can't look up %s; agents are worked on in the stream's order", what, exc_info=True)
            return otherwise
        self._failing.discard(what)
        return found
