"""How users are made without a pacer: fixed pauses, or none. What provisioning is compared with."""

from __future__ import annotations

import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Final

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

_NO_RETRIES: Final = Config(retries={"mode": "standard", "total_max_attempts": 1})


@dataclass
class Made:
    """What became of a run.

    Attributes:
        users: how many were made.
        failed: how many were given up.
    """

    users: int = 0
    failed: int = 0


def make_users(
    instance_id: str, usernames: list[str], *, callers: int, pause_seconds: float, retries: bool = True
) -> Made:
    """Make users as a script or a plain Lambda function does: CreateUser, nothing else.

    Args:
        instance_id: the Connect instance.
        usernames: whom to make.
        callers: how many make them at once, each its share.
        pause_seconds: from the start of one of a caller's calls to the start of its next; 0 for none.
        retries: whether boto3 tries again by its defaults, or not at all.
    """
    template = _template(instance_id)
    made, lock = Made(), threading.Lock()

    def call(own: list[str]) -> None:
        client = boto3.session.Session().client("connect", config=None if retries else _NO_RETRIES)
        turn = time.monotonic()
        for username in own:
            time.sleep(max(0.0, turn - time.monotonic()))
            turn = max(turn, time.monotonic() - pause_seconds) + pause_seconds
            try:
                client.create_user(Username=username, **template)
            except ClientError as error:
                if error.response["Error"]["Code"] not in {"ThrottlingException", "TooManyRequestsException"}:
                    raise
                with lock:
                    made.failed += 1
            else:
                with lock:
                    made.users += 1

    shares = [list(itertools.islice(usernames, first, None, callers)) for first in range(callers)]
    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(call, shares))
    return made


def _template(instance_id: str) -> dict[str, Any]:
    client = boto3.client("connect")
    profiles = client.list_security_profiles(InstanceId=instance_id)["SecurityProfileSummaryList"]
    routing = client.list_routing_profiles(InstanceId=instance_id)["RoutingProfileSummaryList"]
    return {
        "InstanceId": instance_id,
        "Password": "Initial1x",
        "IdentityInfo": {"FirstName": "Ada", "LastName": "Adams"},
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 0},
        "SecurityProfileIds": [profile["Id"] for profile in profiles if profile["Name"] == "Agent"],
        "RoutingProfileId": next(entry["Id"] for entry in routing if entry["Name"] == "Basic Routing Profile"),
    }
