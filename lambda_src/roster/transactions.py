"""Writes several items in one transaction, or one item alone, with the retries that boto3 leaves to its caller."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from botocore.exceptions import ClientError

from roster.dynamodb_retries import ATTEMPTS, pause
from roster.errors import FenceError, RetryableError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MAX_ACTIONS: Final = 100
"""DynamoDB's own limit of actions in one transaction."""

MAX_COUNTED_AGENTS: Final = (MAX_ACTIONS - 1) // 2
"""Agents of a transaction in which each takes an action for its item and one for its outcome, and their import one."""

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
    for attempt in range(ATTEMPTS):
        try:
            client.transact_write_items(TransactItems=list(actions))  # type: ignore[arg-type]
        except ClientError as error:
            if error.response["Error"]["Code"] == "TransactionCanceledException":
                _check_cancellation(error)
            elif error.response["Error"]["Code"] != "TransactionInProgressException":
                raise
        else:
            return
        pause(attempt, sleep)
    raise RetryableError(f"A transaction of {len(actions)} actions was cancelled {ATTEMPTS} times by others' writes")


def write_alone(
    write: Callable[..., object], arguments: Mapping[str, Any], *, sleep: Callable[[float], None] = time.sleep
) -> bool:
    """Write one item on a condition outside a transaction, trying again while others' transactions hold the item.

    Args:
        write: `update_item` or `put_item` of a DynamoDB client.
        arguments: its arguments.
        sleep: waits a number of seconds between tries.

    Returns:
        Whether the condition held.

    Raises:
        RetryableError: transactions held the item through all tries; nothing was written.
        botocore.exceptions.ClientError: any other refusal.
    """
    for attempt in range(ATTEMPTS):
        try:
            write(**arguments)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code == "ConditionalCheckFailedException":
                return False
            if code != "TransactionConflictException":
                raise
        else:
            return True
        pause(attempt, sleep)
    raise RetryableError(f"Others' transactions held an item through {ATTEMPTS} tries to write it")


def _check_cancellation(error: ClientError) -> None:
    """Return if trying again may help, raise what the caller has to know otherwise."""
    codes = [reason.get("Code", "None") for reason in error.response.get("CancellationReasons", [])]
    if failed := [index for index, code in enumerate(codes) if code == "ConditionalCheckFailed"]:
        raise ConditionsFailedError(failed) from error
    if not any(code in _TRANSIENT for code in codes):
        raise error
