"""Tries again what DynamoDB had no room for at that moment."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from roster.errors import RetryableError

ATTEMPTS: Final = 8
"""How often something is tried."""

Keys = list[dict[str, Any]]


def pause(attempt: int, sleep: Callable[[float], None]) -> None:
    """Wait before the next try.

    Args:
        attempt: how many tries there were before the one that failed.
        sleep: waits a number of seconds.
    """
    # Full jitter: writers that collided once shall not collide again in step.
    sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 (spreads load, hides nothing)


def retry_unprocessed(
    call: Callable[[Keys], tuple[Keys, Keys]],
    keys: Keys,
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[dict[str, Any]]:
    """Yield what a batch call answers, calling again for the keys that it left unprocessed.

    Args:
        call: takes keys and returns (answers, unprocessed keys).
        keys: what to ask for.
        sleep: waits a number of seconds between tries.

    Raises:
        RetryableError: keys were left through all tries.
    """
    for attempt in range(ATTEMPTS):
        answers, keys = call(keys)
        yield from answers
        if not keys:
            return
        pause(attempt, sleep)
    raise RetryableError(f"DynamoDB left {len(keys)} keys unprocessed {ATTEMPTS} times")
