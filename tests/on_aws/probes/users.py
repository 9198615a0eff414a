"""How Amazon Connect treats new users: spelling, lag and pace."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from typing import Any

import botocore.exceptions
from botocore.exceptions import ClientError

from tests.end_to_end import by_hand
from tests.on_aws.probes.answer import Answer
from tests.on_aws.probes.deployment import seconds_until

_AT_ONCE_SECONDS = 2.0
_LONGEST_SECONDS = 300.0
_THROTTLES = ("ThrottlingException", "TooManyRequestsException")


def logins_by_case(connect: Any, instance_id: str) -> Answer:
    """Make two users whose logins differ in upper and lower case alone."""
    ids, refused = [by_hand.create_user(connect, instance_id, "probe.case")], ""
    try:
        ids.append(by_hand.create_user(connect, instance_id, "Probe.Case"))
    except ClientError as error:
        refused = f"{error.response['Error']['Code']}: {error.response['Error']['Message']}"
    _delete(connect, instance_id, ids)
    said = "they may" if not refused else "they may not"
    return Answer("May two logins differ in upper and lower case alone?", said, {"refusal": refused})


def unseen(
    connect: Any,
    instance_id: str,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answer:
    """Make a user and look for it in every way, until each shows it.

    Args:
        connect: a client.
        instance_id: of the instance.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds between two looks.
    """
    username = "probe.unseen"
    user_id = by_hand.create_user(connect, instance_id, username)
    found = {"FieldName": "Username", "Value": username, "ComparisonType": "EXACT"}
    ways = {
        "DescribeUser": lambda: _answers(connect.describe_user, InstanceId=instance_id, UserId=user_id),
        "ListUsers": lambda: username in by_hand.user_ids(connect, instance_id),
        "SearchUsers": lambda: connect.search_users(InstanceId=instance_id, SearchCriteria={"StringCondition": found})[
            "Users"
        ],
    }
    seconds: dict[str, float | None] = {}
    begun = clock()
    for way, shows in ways.items():  # one after another: what has come by then came before, so these are upper bounds
        since = clock() - begun
        took = seconds_until(shows, _LONGEST_SECONDS, clock=clock, sleep=sleep)
        seconds[way] = None if took is None else round(since + took, 2)
    _delete(connect, instance_id, [user_id])
    late = [way for way, took in seconds.items() if took is None or took > _AT_ONCE_SECONDS]
    said = f"{', '.join(late)} showed it late" if late else "all showed it at once"
    return Answer("How long does a new user not show?", said, {"seconds until it showed, at most": seconds})


def create_user_rate(
    connect: Any,
    instance_id: str,
    *,
    amount: int = 60,
    seconds: float = 30.0,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> Answer:
    """Call CreateUser one after another, as fast as it answers, until so many are made or the time is up.

    Args:
        connect: a client that tries nothing again by itself.
        instance_id: of the instance.
        amount: users at most.
        seconds: time at most.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds after a refusal.
    """
    ids: list[str] = []
    refusals, burst, burst_end = 0, 0, 0.0
    template = _template(connect, instance_id)
    begun = clock()
    while len(ids) < amount and clock() - begun < seconds:
        try:
            ids.append(connect.create_user(**template, Username=f"probe.rate.{len(ids):03d}")["UserId"])
        except ClientError as error:
            if error.response["Error"]["Code"] not in _THROTTLES:
                raise
            if not refusals:
                burst, burst_end = len(ids), clock()
            refusals += 1
            sleep(0.05)
    ended = clock()
    _delete(connect, instance_id, ids)
    measured: dict[str, Any] = {"made": len(ids), "refused": refusals, "seconds": round(ended - begun, 2)}
    if not refusals:
        return Answer("How many CreateUser a second does it take?", "as many as were asked for", measured)
    rate = round((len(ids) - burst) / (ended - burst_end), 1)
    measured |= {"at once before the first refusal": burst, "a second after it": rate}
    return Answer("How many CreateUser a second does it take?", f"{rate:g} a second after {burst} at once", measured)


def _template(connect: Any, instance_id: str) -> dict[str, Any]:
    """What all users of the probe share; the names are looked up once, so that nothing but CreateUser is called."""
    listed = connect.list_security_profiles(InstanceId=instance_id)["SecurityProfileSummaryList"]
    return {
        "InstanceId": instance_id,
        "IdentityInfo": {"FirstName": "Pro", "LastName": "Be"},
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        "SecurityProfileIds": [profile["Id"] for profile in listed if profile["Name"] == "Agent"],
        "RoutingProfileId": by_hand.routing_profiles(connect, instance_id)["Basic Routing Profile"],
        "Password": "ProbeOnly1",
    }


def _answers(call: Any, **parameters: Any) -> bool:
    try:
        call(**parameters)
    except ClientError as error:
        if error.response["Error"]["Code"] == "ResourceNotFoundException":
            return False
        raise
    return True


def _delete(connect: Any, instance_id: str, ids: list[str]) -> None:
    """Delete users, however long their deletion is throttled or they do not show."""
    for user_id in ids:
        gone = seconds_until(partial(_deleted, connect, instance_id, user_id), _LONGEST_SECONDS)
        if gone is None:
            raise botocore.exceptions.WaiterError("DeleteUser", f"{user_id} stays", {})


def _deleted(connect: Any, instance_id: str, user_id: str) -> bool:
    try:
        connect.delete_user(InstanceId=instance_id, UserId=user_id)
    except ClientError as error:
        if error.response["Error"]["Code"] in (*_THROTTLES, "ResourceNotFoundException"):
            return False
        raise
    return True
