"""How often calls to DynamoDB are repeated that boto3 does not repeat itself, and how long to wait between the tries.

Used by `roster.transactions` for cancelled transactions, and by `roster.unprocessed_keys` for batches that DynamoDB
answered in part.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

ATTEMPTS: Final = 8
"""Tries in all."""


def pause(attempt: int, sleep: Callable[[float], None]) -> None:
    """Wait before the next try: a random time, up to 50 ms at first and twice as long each time.

    Args:
        attempt: how many tries there were before the one that failed.
        sleep: waits a number of seconds.
    """
    # Random from zero on ("full jitter"): writers that collided once would otherwise collide again in step.
    sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 (spreads load, hides nothing)
