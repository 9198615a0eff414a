"""Hands out the turns of a batch, and between them turns to other imports that wait.

For each of the batch's own agents that was worked on, every other import that waits gets one turn. An own agent for
which there was nothing to do gives none, and one that was refused neither, so that a service that refuses everybody is
not asked for more agents than before.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Sequence
from typing import Final

from provision.retrying.turn import Turn
from provision.taking_turns.waiting_imports import WaitingImports
from roster.awaiting import awaiting_import


class TurnOrder:
    """The turns of one batch; any number of threads take them.

    Turns of others are given only while there is ample time, so that the batch is done in its invocation.

    Args:
        own: the turns of the batch.
        others: finds the imports that wait; None gives turns to the batch alone.
        has_ample_time: whether there is time for more than the batch.
    """

    def __init__(self, own: Sequence[Turn], others: WaitingImports | None, has_ample_time: Callable[[], bool]) -> None:
        self._own = deque(own)
        self._own_names: Final = frozenset(turn.username for turn in own)
        self._others = others
        self._has_ample_time = has_ample_time
        self._due: deque[str] = deque()
        """Imports that a turn is due to; those that have waited longest come first."""
        self._under_way = 0
        """Own turns that were taken and are not over."""
        self._looking = False
        """Whether a thread looks for the agent of a turn that is due. Meanwhile the others take own turns."""
        self._changed = threading.Condition()

    def take(self) -> Turn | None:
        """Return the next turn, waiting for one while own turns that are under way may give more; None at the end."""
        while True:
            with self._changed:
                while (taken := self._choose()) is None and self._others and (self._under_way or self._looking):
                    self._changed.wait()
            if not isinstance(taken, str):
                return taken
            if turn := self._ahead(taken):
                return turn

    def finish(self, turn: Turn, *, worked: bool, idle: bool) -> None:
        """Note that a turn is over.

        Args:
            turn: the turn, with its item as it was read.
            worked: whether the agent's work came to an end.
            idle: whether there was nothing to do.
        """
        due: list[str] = []
        if worked and self._others and turn.ahead_for is None:
            awaited = awaiting_import(turn.item)
            due = [name for name in self._others.ids() if awaited is None or name != awaited.import_id]
        with self._changed:
            self._due.extend(due)
            if turn.ahead_for is None:
                self._under_way -= 1
            elif idle:
                self._due.appendleft(turn.ahead_for)  # somebody else had the agent: the turn is still due
            self._changed.notify_all()

    def stop(self) -> None:
        """Hand out no more turns."""
        with self._changed:
            self._own.clear()
            self._due.clear()
            self._changed.notify_all()

    def _choose(self) -> Turn | str | None:
        """Return the import that a turn is due to, else the next own turn, if there is one."""
        if self._due and not self._looking and self._has_ample_time():
            self._looking = True
            return self._due.popleft()
        if self._own:
            self._under_way += 1
            return self._own.popleft()
        return None

    def _ahead(self, import_id: str) -> Turn | None:
        """Return the turn of an agent of an import; None if it has none in line."""
        try:
            name = self._others.next_agent(import_id, self._own_names) if self._others else None
        finally:
            with self._changed:
                self._looking = False
                self._changed.notify_all()
        return Turn(name, ahead_for=import_id) if name is not None else None
