"""People with an IAM user of their own, who may do what the deployment's managed policies allow, and nothing else."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import Any, Protocol

from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack

_numbers = itertools.count()


class HasAdministrator(Protocol):
    """An account, or a local AWS: it has an administrator."""

    def environment(self) -> dict[str, str]:
        """Return the environment in which AWS takes everybody for the administrator."""
        ...


def sign_in(stack: Stack, *policies: str) -> dict[str, str]:
    """Make a user with some of the policies, and return the environment in which AWS takes everybody for that user.

    Args:
        stack: a deployment with people_policies.
        policies: names in its output people_policy_arns; `uploaders/TEAM` is a team's.
    """
    iam, person = stack.client("iam"), new_person(stack.account, stack.name)
    for policy in policies:
        arn: Any = stack.outputs()["people_policy_arns"]
        for part in policy.split("/"):
            arn = arn[part]
        iam.attach_user_policy(UserName=person, PolicyArn=arn)
    return environment_of(stack.account, person)


def take_policies_away(stack: Stack) -> None:
    """Take a deployment's policies from everybody who has them: IAM deletes none that somebody has."""
    iam, found = stack.client("iam"), dict(stack.outputs()["people_policy_arns"])
    for arn in (*found.pop("uploaders").values(), *found.values()):
        for user in iam.list_entities_for_policy(PolicyArn=arn)["PolicyUsers"]:
            iam.detach_user_policy(UserName=user["UserName"], PolicyArn=arn)


def new_person(account: HasAdministrator, name: str) -> str:
    """Make a user without any permission and return its name.

    Args:
        account: where.
        name: of the deployment that it is for.
    """
    person = f"{person_prefix(name)}{next(_numbers)}"
    administrators_client(account, "iam").create_user(UserName=person)
    return person


def environment_of(account: HasAdministrator, person: str) -> dict[str, str]:
    """Return the environment in which AWS takes everybody for a user, by a new access key."""
    key = administrators_client(account, "iam").create_access_key(UserName=person)["AccessKey"]
    mine = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    environment = account.environment() | mine | {"AWS_SESSION_TOKEN": ""}
    wait_until(lambda: _is_known(environment), "knowing a new access key")
    return environment


def administrators_client(account: HasAdministrator, service: str) -> Any:
    """Build a client of the administrator's."""
    return client(account.environment(), service)


def _is_known(person: Mapping[str, str]) -> bool:
    """Whether AWS knows an access key yet: a new one takes some seconds."""
    try:
        client(person, "sts").get_caller_identity()
    except ClientError:
        return False
    return True


def person_prefix(name: str) -> str:
    """What the names of the people of a deployment begin with."""
    return f"{name}-person-"


def remove_people(iam: Any, name: str) -> None:
    """Delete the people of a deployment: while they have its policies, Terraform can't delete these."""
    pages = iam.get_paginator("list_users").paginate()
    for user in [user["UserName"] for page in pages for user in page["Users"]]:
        if user.startswith(person_prefix(name)):
            for policy in iam.list_attached_user_policies(UserName=user)["AttachedPolicies"]:
                iam.detach_user_policy(UserName=user, PolicyArn=policy["PolicyArn"])
            for key in iam.list_access_keys(UserName=user)["AccessKeyMetadata"]:
                iam.delete_access_key(UserName=user, AccessKeyId=key["AccessKeyId"])
            iam.delete_user(UserName=user)
