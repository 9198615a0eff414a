"""People with an IAM user of their own, who may do what the deployment's managed policies allow, and nothing else."""

from __future__ import annotations

import itertools
from typing import Any

from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.recovery import wait_until
from tests.end_to_end.stack import Stack

_numbers = itertools.count()


def sign_in(stack: Stack, *policies: str) -> dict[str, str]:
    """Make a user with some of the policies, and return the environment in which AWS takes everybody for that user.

    Args:
        stack: a deployment with people_policies.
        policies: names in its output people_policy_arns; `uploaders/TEAM` is a team's.
    """
    iam, person = stack.client("iam"), _new_person(stack)
    for policy in policies:
        arn: Any = stack.outputs()["people_policy_arns"]
        for part in policy.split("/"):
            arn = arn[part]
        iam.attach_user_policy(UserName=person, PolicyArn=arn)
    return _environment(stack, person)


def _new_person(stack: Stack) -> str:
    name = f"{person_prefix(stack.name)}{next(_numbers)}"
    stack.client("iam").create_user(UserName=name)
    return name


def _environment(stack: Stack, person: str) -> dict[str, str]:
    key = stack.client("iam").create_access_key(UserName=person)["AccessKey"]
    mine = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    environment = stack.account.environment() | mine | {"AWS_SESSION_TOKEN": ""}
    wait_until(lambda: _is_known(environment), "knowing a new access key")
    return environment


def _is_known(person: dict[str, str]) -> bool:
    """Whether AWS knows an access key yet: a new one takes some seconds."""
    try:
        client_of(person, "sts").get_caller_identity()
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


def client_of(person: dict[str, str], service: str) -> Any:
    """Build a client of a person's."""
    return client(person, service)
