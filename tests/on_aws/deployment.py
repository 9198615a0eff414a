"""The run's own deployment: planned, made and taken away with the credentials that the environment has then."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.end_to_end.people import remove_people
from tests.end_to_end.stack import Stack
from tests.end_to_end.subscriber import remove_subscribers
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
    changes = [event["change"] for event in stack.events("plan", f"-out={_PLAN}") if event["type"] == "planned_change"]
    return [change["resource"]["resource_type"] for change in changes if change["action"] == "create"]


def apply_plan(stack: Stack) -> None:
    """Make what was planned.

    Raises:
        TerraformFailedError: it failed, perhaps half-way.
    """
    stack.terraform("apply", "-auto-approve", _PLAN)


def take_away(home: Path, variables: dict[str, Any]) -> None:
    """Delete all that the state has, and before it the people and the queues that tests made.

    Raises:
        TerraformFailedError: something could not be deleted.
    """
    with reached(home, variables) as stack:
        remove_people(stack.client("iam"), stack.name)
        remove_subscribers(stack)
        stack.destroy()
