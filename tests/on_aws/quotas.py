"""Quotas that a new account may not have, asked before anything is made, with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from tests.on_aws.belongings import Client

INSTANCES = 2
"""The deployment's, and one that a test makes beside it for a moment."""

_USUAL_INSTANCES = 2
"""What AWS gives a new account (https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html)."""

USERS = 500
"""That the tests make; also what an instance takes until its quota is raised."""

EXECUTIONS = 10
"""Concurrent executions that a new account has; with less the functions get into each other's way."""

_WHERE = "ask for more in the console: Service Quotas, "


@dataclass(frozen=True)
class Quota:
    """One that was asked for.

    Attributes:
        what: in words.
        limit: the account's; None if nobody says.
        used: how much of it is taken already.
        needed: by the run.
        to_do: where it is too little.
    """

    what: str
    limit: float | None
    used: int
    needed: int
    to_do: str

    @property
    def suffices(self) -> bool:
        """Whether there is room; what nobody says is taken for enough."""
        return self.limit is None or self.limit - self.used >= self.needed

    def __str__(self) -> str:
        limit = "not told" if self.limit is None else f"{self.limit:g}"
        line = f"{self.what}: {limit}, {self.used} used, {self.needed} needed"
        return line if self.suffices else f"{line}: too few; {self.to_do}"


@dataclass(frozen=True)
class Quotas:
    """All that were asked for; without `phone_numbers` the run claims none."""

    instances: Quota
    users: Quota
    executions: Quota
    phone_numbers: Quota

    def lacking(self) -> list[Quota]:
        """Return those without which the run can't begin."""
        return [quota for quota in (self.instances, self.users, self.executions) if not quota.suffices]

    def all(self) -> list[Quota]:
        """Return them all, in order."""
        return [self.instances, self.users, self.executions, self.phone_numbers]


def ask_quotas(client: Client) -> Quotas:
    """Ask Service Quotas where it answers, and look where that says enough."""
    told = _service_quotas(client)
    limit = _find(told, "instances per account")
    standing = client("connect").get_paginator("list_instances").paginate()
    instances = sum(len(page["InstanceSummaryList"]) for page in standing)
    return Quotas(
        instances=Quota(
            "Amazon Connect instances",
            _USUAL_INSTANCES if limit is None else limit,
            instances,
            INSTANCES,
            f"delete one, or {_WHERE}Amazon Connect, Instances per account",
        ),
        users=Quota(
            "users of an instance",
            _find(told, "users per instance"),
            0,
            USERS,
            f"{_WHERE}Amazon Connect, Users per instance",
        ),
        executions=Quota(
            "concurrent executions of AWS Lambda",
            _executions(client),
            0,
            EXECUTIONS,
            f"{_WHERE}AWS Lambda, Concurrent executions",
        ),
        phone_numbers=Quota(
            "phone numbers of an instance",
            _find(told, "phone numbers per instance"),
            0,
            1,
            "the run claims none; " + f"{_WHERE}Amazon Connect, Phone numbers per instance",
        ),
    )


def _service_quotas(client: Client) -> dict[str, float]:
    """Return Amazon Connect's quotas by their names in small letters; none where Service Quotas does not answer."""
    told: dict[str, float] = {}
    for operation in ("list_aws_default_service_quotas", "list_service_quotas"):  # the account's own come second
        try:
            for page in client("service-quotas").get_paginator(operation).paginate(ServiceCode="connect"):
                told |= {quota["QuotaName"].lower(): float(quota["Value"]) for quota in page["Quotas"]}
        except (ClientError, BotoCoreError):
            continue
    return told


def _find(told: dict[str, float], words: str) -> float | None:
    return next((value for name, value in sorted(told.items()) if words in name), None)


def _executions(client: Client) -> float | None:
    try:
        limit: dict[str, Any] = client("lambda").get_account_settings()["AccountLimit"]
    except (ClientError, BotoCoreError):
        return None
    return float(limit["ConcurrentExecutions"])
