"""All-or-nothing writes with the retries that boto3 leaves to its caller."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from roster.errors import FenceError, RetryableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_ACTIONS: Final = 100
"""DynamoDB's own limit of actions in one transaction."""

_ATTEMPTS: Final = 8
_TRANSIENT: Final = frozenset(
    {"TransactionConflict", "ProvisionedThroughputExceeded", "ThrottlingError", "RequestLimitExceeded"}
)


class ConditionsFailedError(FenceError):
    """A transaction wrote nothing, because conditions did not hold.

    Attributes:
        indexes: positions of the actions whose condition failed.
    """

    def __init__(self, indexes: list[int]) -> None:
        super().__init__(f"Conditions of actions {indexes} of the transaction did not hold")
        self.indexes = indexes


def write_together(
    client: DynamoDBClient,
    actions: Sequence[dict[str, Any]],
    *,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Write all actions in one transaction, trying again while others hold the items or capacity lacks.

    Args:
        client: a DynamoDB client.
        actions: 1 to 100 actions of `transact_write_items`, on different items.
        sleep: waits a number of seconds between tries.

    Raises:
        ConditionsFailedError: conditions did not hold; nothing was written.
        RetryableError: conflicts or throttling went on through all tries; nothing was written.
        botocore.exceptions.ClientError: any other refusal.
    """
    for attempt in range(_ATTEMPTS):
        try:
            client.transact_write_items(TransactItems=list(actions))  # type: ignore[arg-type]
        except ClientError as error:
            if error.response["Error"]["Code"] == "TransactionCanceledException":
                _check_cancellation(error)
            elif error.response["Error"]["Code"] != "TransactionInProgressException":
                raise
        else:
            return
        # Full jitter: writers that collided once shall not collide again in step.
        sleep(random.uniform(0, 0.05 * 2**attempt))  # noqa: S311 (spreads load, hides nothing)
    raise RetryableError(f"A transaction of {len(actions)} actions was cancelled {_ATTEMPTS} times by others' writes")


def _check_cancellation(error: ClientError) -> None:
    """Return if trying again may help, raise what the caller has to know otherwise."""
    codes = [reason.get("Code", "None") for reason in error.response.get("CancellationReasons", [])]
    if failed := [index for index, code in enumerate(codes) if code == "ConditionalCheckFailed"]:
        raise ConditionsFailedError(failed) from error
    if not any(code in _TRANSIENT for code in codes):
        raise error
