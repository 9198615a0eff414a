"""When an invocation has to stop taking work on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

_LONGEST_MARGIN_MS: Final = 60_000
_MARGIN_SHARE: Final = 0.25


class Deadline:
    """The end of the invocation's time, less what the block at hand and the hand-over may take.

    Args:
        remaining_ms: tells the milliseconds left, such as `context.get_remaining_time_in_millis`.
    """

    def __init__(self, remaining_ms: Callable[[], int]) -> None:
        self._remaining_ms = remaining_ms
        self._margin_ms = min(_LONGEST_MARGIN_MS, remaining_ms() * _MARGIN_SHARE)

    def is_near(self) -> bool:
        """Whether the rest is to be left to another invocation."""
        return self._remaining_ms() < self._margin_ms
