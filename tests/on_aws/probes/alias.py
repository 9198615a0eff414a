"""How soon the alias of a deleted instance can be had again."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from botocore.exceptions import ClientError

from tests.on_aws.probes.answer import Answer
from tests.on_aws.probes.deployment import seconds_until

_LONGEST_SECONDS = 900.0
_AT_ONCE_SECONDS = 5.0
_PAUSE_SECONDS = 10.0
"""Between two attempts; AWS counts the instances that are made within 30 days."""


def alias_is_free(
    connect: Any,
    alias: str,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answer:
    """Ask for an instance with an alias until there is one, and delete it again.

    Args:
        connect: a client.
        alias: of an instance that was deleted just now.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds between two attempts or looks.
    """
    wait = partial(seconds_until, longest=_LONGEST_SECONDS, clock=clock, sleep=sleep)
    made: list[str] = []
    refusals: set[str] = set()

    def is_had() -> bool:
        try:
            answer = connect.create_instance(
                IdentityManagementType="CONNECT_MANAGED",
                InstanceAlias=alias,
                InboundCallsEnabled=True,
                OutboundCallsEnabled=True,
            )
        except ClientError as error:
            refusals.add(error.response["Error"]["Code"])
            return False
        made.append(answer["Id"])
        return True

    seconds = wait(is_had, pause=_PAUSE_SECONDS)
    if made:
        [instance_id] = made
        wait(lambda: _status(connect, instance_id) in {"ACTIVE", "CREATION_FAILED"}, pause=2.0)
        connect.delete_instance(InstanceId=instance_id)
        wait(lambda: _status(connect, instance_id) == "", pause=2.0)
    question = "How soon after its instance is deleted is an alias free?"
    measured = {"seconds": seconds, "refusals": sorted(refusals)}
    if seconds is None:
        return Answer(question, f"not within {_LONGEST_SECONDS:g} seconds", measured)
    return Answer(question, "at once" if seconds < _AT_ONCE_SECONDS else "after a while", measured)


def _status(connect: Any, instance_id: str) -> str:
    """The status of an instance; empty once it is gone."""
    try:
        status: str = connect.describe_instance(InstanceId=instance_id)["Instance"]["InstanceStatus"]
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return ""
        raise
    return status
