"""A request to AWS, as far as policies look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

ACCOUNT: Final = "111122223333"
OTHER_ACCOUNT: Final = "444455556666"
REGION: Final = "eu-west-1"
OTHER_REGION: Final = "us-east-1"

Value = str | tuple[str, ...]

Call = tuple[str, Sequence[str], Mapping[str, Value]]
"""Service and actions, the resources that each of them needs, and the condition keys that matter."""


@dataclass(frozen=True)
class Request:
    """Who asks for what.

    Attributes:
        who: A function; a service, such as `s3.amazonaws.com`; or one of `evaluator.PEOPLE`.
        action: IAM action.
        resource: ARN, or `*` for actions that IAM defines no resource for.
        context: Condition keys and their values.
        matters: Those of the keys that a policy has to look at; the others are there as AWS sends them.
        resource_account: The account that owns the resource.
        secure: Whether it comes by TLS.
    """

    who: str
    action: str
    resource: str
    context: tuple[tuple[str, Value], ...] = ()
    matters: frozenset[str] = frozenset()
    resource_account: str = ACCOUNT
    secure: bool = True

    @property
    def service(self) -> str:
        """The service that is asked, such as `dynamodb`."""
        return self.action.partition(":")[0]

    def __str__(self) -> str:
        """Say it in a line of the table."""
        parts = [f"{self.who} {self.action} on {self.resource}"]
        parts += [f"{key}={value if isinstance(value, str) else ','.join(value)}" for key, value in self.context]
        if self.resource_account != ACCOUNT:
            parts.append(f"owned by {self.resource_account}")
        if not self.secure:
            parts.append("without TLS")
        return " ".join(parts)


def is_service(who: str) -> bool:
    """Whether a service asks, in its own name."""
    return who.endswith(".amazonaws.com")
