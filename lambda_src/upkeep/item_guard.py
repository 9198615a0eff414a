"""Guards the messages and items that a task of upkeep goes through, so that none of them stops the others.

Others write the queue and the tables too. What can't be read is left as it is: it is told in the log, once in a run
whichever tasks meet it, and counted by the metric `UnreadableItems`. What a service refuses may go through next time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from roster.logs import build_logger
from roster.refusals import is_refusal

logger = build_logger()

MAX_REFUSALS_IN_TURN: Final = 3
"""So many refusals in a row concern the service, not the items, and each takes the time of all its retries."""


class UnreadableItems:
    """What a run of upkeep met and could not read."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def __len__(self) -> int:
        return len(self._names)

    def add(self, name: str) -> bool:
        """Note an item by its name; return whether it is the first time in this run."""
        first = name not in self._names
        self._names.add(name)
        return first

    def clear(self) -> None:
        """Begin a new run."""
        self._names.clear()


class ItemGuard:
    """Guards the items of one task; each is worked on in a `with` block of the guard.

    Args:
        unreadable: what the run could not read.
    """

    def __init__(self, unreadable: UnreadableItems) -> None:
        self._unreadable = unreadable
        self._refusal: Exception | None = None
        self._refused_in_turn = 0
        self.refused = 0
        """How many items of this task were refused by a service."""
        self.unreadable = 0
        """How many items of this task could not be read."""

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        """Keep what goes wrong with an item from the others.

        Args:
            name: the item, for the log.

        Raises:
            RollcallError: the third item in a row was refused; likewise ClientError and BotoCoreError of botocore.
        """
        try:
            yield
        except Exception as error:
            if not is_refusal(error):
                self._note_unreadable(name)
                return
            logger.exception("This could not be done; the next run tries it again", extra={"item": name})
            self._refusal = self._refusal or error
            self.refused += 1
            self._refused_in_turn += 1
            if self._refused_in_turn >= MAX_REFUSALS_IN_TURN:
                raise
        else:
            self._refused_in_turn = 0

    def note_unknown(self, name: str) -> None:
        """Note something that can be read, but is of no known kind."""
        self.unreadable += 1
        if self._unreadable.add(name):
            logger.error("This is of no kind that upkeep knows; it is left as it is", extra={"item": name})

    def finish(self) -> None:
        """Raise the first refusal, if there was one: the task is not done."""
        if self._refusal is not None:
            raise self._refusal

    def _note_unreadable(self, name: str) -> None:
        self.unreadable += 1
        if self._unreadable.add(name):
            logger.exception("This can't be read; it is left as it is", extra={"item": name})
