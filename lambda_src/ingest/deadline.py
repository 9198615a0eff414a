"""Tells when an invocation has to leave the rest to another one. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_LONGEST_MARGIN_MS: Final = 60_000
_MARGIN_SHARE: Final = 0.25
_MOST: Final = 0.75


class OutOfTimeError(Exception):
    """What an invocation does has to be begun again by another one, as there is too little time to end it."""


class Deadline:
    """When an invocation stops beginning blocks and uploads.

    That is a minute before its time is up (a quarter of its time, where that is less), so that it can finish the block
    that it has begun and hand over. `DirectoryImporter` asks after each block, the handler before each further upload,
    `Redaction` while it copies.

    Args:
        remaining_ms: tells the milliseconds left, such as `context.get_remaining_time_in_millis`.
    """

    def __init__(self, remaining_ms: Callable[[], int]) -> None:
        self._remaining_ms = remaining_ms
        self._whole_ms = remaining_ms()
        self._margin_ms = min(_LONGEST_MARGIN_MS, self._whole_ms * _MARGIN_SHARE)

    def is_far(self) -> bool:
        """Whether most of the invocation's time is left, as where it began with what is to be done now."""
        return self._remaining_ms() >= self._whole_ms * _MOST

    def is_near(self) -> bool:
        """Whether it has to leave the rest to another invocation."""
        return self._remaining_ms() < self._margin_ms
