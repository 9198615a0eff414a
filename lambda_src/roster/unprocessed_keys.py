"""Asks again for the keys that DynamoDB left unprocessed in a batch.

BatchGetItem answers a part of its keys where the answer would be too large or capacity lacks, and expects its caller to
ask for the others again. Source:
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from roster.dynamodb_retries import ATTEMPTS, pause
from roster.errors import RetryableError

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
    for attempt in range(ATTEMPTS):
        answers, keys = call(keys)
        yield from answers
        if not keys:
            return
        pause(attempt, sleep)
    raise RetryableError(f"DynamoDB left {len(keys)} keys unprocessed {ATTEMPTS} times")
