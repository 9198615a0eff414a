"""What the deployment itself shows: its key, what wakes provision, and its first plan."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from tests.end_to_end import by_hand
from tests.end_to_end.stack import Stack
from tests.on_aws.probes.answer import Answer

_SECONDS = 120.0


def first_plan(stack: Stack) -> Answer:
    """Plan right after the first apply."""
    changes = stack.pending_changes()
    said = "there is nothing to do" if not changes else "there is something to do"
    return Answer("What does a plan right after the first apply say?", said, {"changes": changes[-4000:]})


def decrypt_for_tables(stack: Stack) -> Answer:
    """See whether functions that may only decrypt with the tables' key have written their items all the same."""
    outputs = stack.outputs()
    actions = {
        function: sorted(_actions_for_tables(stack, outputs["function_names"][function]))
        for function in ("ingest", "provision", "report")
    }
    record = stack.finished_import("agents.csv")
    table = stack.client("dynamodb").describe_table(TableName=outputs["agents_table"])["Table"]
    measured = {
        "actions": actions,
        "status": record["status"],
        "created": int(record.get("created", 0)),
        "encryption": table.get("SSEDescription", {}).get("SSEType", "AWS owned"),
    }
    if set(map(tuple, actions.values())) != {("kms:Decrypt",)}:
        said = "the functions have other permissions than that"
    else:
        said = "it suffices" if measured["created"] else "it does not suffice"
    return Answer("Does kms:Decrypt suffice for who reads and writes items of a table with a key?", said, measured)


def _actions_for_tables(stack: Stack, function: str) -> Iterator[str]:
    """Yield what the policies of a function's role allow on keys on behalf of DynamoDB."""
    iam = stack.client("iam")
    role = stack.client("lambda").get_function_configuration(FunctionName=function)["Role"].rpartition("/")[2]
    for name in iam.list_role_policies(RoleName=role)["PolicyNames"]:
        document = iam.get_role_policy(RoleName=role, PolicyName=name)["PolicyDocument"]
        for statement in document["Statement"]:
            services = statement.get("Condition", {}).get("StringEquals", {}).get("kms:ViaService", [])
            if any(service.startswith("dynamodb.") for service in _many(services)):
                yield from _many(statement["Action"])


def _many(value: str | list[str]) -> list[str]:
    """A policy may have a text in place of a list of one."""
    return [value] if isinstance(value, str) else value


def what_wakes_provision(stack: Stack) -> Answer:
    """Put an agent as others do, and delete it: the mapping's filters on `eventName` let both through, or not."""
    outputs, connect, dynamodb = stack.outputs(), stack.client("connect"), stack.client("dynamodb")
    table, username = outputs["agents_table"], "probe.filter"

    def is_there() -> bool:
        return username in by_hand.user_ids(connect, outputs["instance_id"])

    identity = {"M": {"first_name": {"S": "Pro"}, "last_name": {"S": "Be"}}}
    dynamodb.put_item(TableName=table, Item={"username": {"S": username}, "identity": identity})
    made = seconds_until(is_there, _SECONDS)
    dynamodb.delete_item(TableName=table, Key={"username": {"S": username}})
    gone = seconds_until(lambda: not is_there(), _SECONDS)
    passed = [word for word, seconds in (("INSERT", made), ("REMOVE", gone)) if seconds is not None]
    return Answer(
        "Does a mapping's filter on `eventName` let INSERT and REMOVE through?",
        f"it lets {' and '.join(passed) or 'neither'} through",
        {"seconds until the user was there": made, "seconds until it was gone": gone},
    )


def seconds_until(
    condition: Callable[[], Any],
    longest: float,
    *,
    pause: float = 0.25,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> float | None:
    """Return how many seconds it takes until something holds; None if it does not within the longest.

    Args:
        condition: whether it holds.
        longest: seconds after which it is asked no more.
        pause: seconds between two times.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds.
    """
    begun = clock()
    while not condition():
        if clock() - begun > longest:
            return None
        sleep(pause)
    return round(clock() - begun, 2)
