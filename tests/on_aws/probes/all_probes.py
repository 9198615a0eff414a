"""The probes of a deployment that was made just now, in their order: the plan first, the pace last."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from botocore.config import Config

from tests.end_to_end.account import client
from tests.end_to_end.stack import Stack
from tests.on_aws.probes.answer import Answer
from tests.on_aws.probes.deployment import decrypt_for_tables, first_plan, what_wakes_provision
from tests.on_aws.probes.users import create_user_rate, logins_by_case, unseen


def probes_of(stack: Stack) -> dict[str, Callable[[], Answer]]:
    """Return probe → how to do it."""
    connect, instance_id = stack.client("connect"), stack.outputs()["instance_id"]
    once = Config(retries={"total_max_attempts": 1})
    unretried = client(stack.account.environment(), "connect", config=once)
    return {
        "first plan": partial(first_plan, stack),
        "decrypt": partial(decrypt_for_tables, stack),
        "filter on eventName": partial(what_wakes_provision, stack),
        "case of logins": partial(logins_by_case, connect, instance_id),
        "unseen users": partial(unseen, connect, instance_id),
        "pace of CreateUser": partial(create_user_rate, unretried, instance_id),
    }
