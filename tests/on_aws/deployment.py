"""The run's own deployment: planned, made and taken away with the credentials that the environment has then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.end_to_end.people import remove_people
from tests.end_to_end.stack import Stack, TerraformFailedError
from tests.on_aws.credentials import environment_account

_PLAN = "first.tfplan"


@contextmanager
def reached(home: Path, variables: dict[str, Any]) -> Iterator[Stack]:
    """Reach what was staged in `home`, with credentials that were read just now."""
    with Stack(home, environment_account(), dict(variables)) as stack:
        stack.attach()
        yield stack


def plan(stack: Stack) -> list[str]:
    """Plan the first apply, and return the type of each resource that it makes.

    Raises:
        TerraformFailedError: it can't be planned.
    """
    result = stack.terraform("plan", "-json", f"-out={_PLAN}", check=False)
    events = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    if result.returncode != 0:
        errors = [event["diagnostic"] for event in events if event["type"] == "diagnostic"]
        said = "\n".join(f"\nError: {error['summary']}: {error.get('detail', '')}" for error in errors)
        raise TerraformFailedError("plan", said or result.stdout)
    changes = [event["change"] for event in events if event["type"] == "planned_change"]
    return [change["resource"]["resource_type"] for change in changes if change["action"] == "create"]


def apply_plan(stack: Stack) -> None:
    """Make what was planned.

    Raises:
        TerraformFailedError: it failed, perhaps half-way.
    """
    stack.terraform("apply", "-auto-approve", _PLAN)


def take_away(home: Path, variables: dict[str, Any]) -> None:
    """Delete all that the state has, and before it the people and the queue that tests made.

    Raises:
        TerraformFailedError: something could not be deleted.
    """
    with reached(home, variables) as stack:
        remove_people(stack.client("iam"), stack.name)
        sqs = stack.client("sqs")
        for url in sqs.list_queues(QueueNamePrefix=f"{stack.name}-subscriber").get("QueueUrls", []):
            sqs.delete_queue(QueueUrl=url)
        sns = stack.client("sns")
        for page in sns.get_paginator("list_subscriptions").paginate():
            for one in page["Subscriptions"]:
                if f":{stack.name}-subscriber" in one["Endpoint"]:
                    sns.unsubscribe(SubscriptionArn=one["SubscriptionArn"])
        stack.destroy()
