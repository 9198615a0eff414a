"""Tries again what DynamoDB's batch calls left unprocessed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from typing import Any, Final

from roster.errors import RetryableError

_ATTEMPTS: Final = 8

Keys = list[dict[str, Any]]


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
    for attempt in range(_ATTEMPTS):
        answers, keys = call(keys)
        yield from answers
        if not keys:
            return
        sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 (spreads load, hides nothing)
    raise RetryableError(f"DynamoDB left {len(keys)} keys unprocessed {_ATTEMPTS} times")
