"""People with an IAM user of their own, who may do what the deployment's managed policies allow, and nothing else."""

from __future__ import annotations

import itertools
from typing import Any

import boto3

from local_aws.client import LocalAws
from tests.end_to_end.stack import Stack

_numbers = itertools.count()


def sign_in(stack: Stack, *policies: str) -> dict[str, str]:
    """Make a user with some of the policies, and return the environment in which AWS takes everybody for that user.

    Args:
        stack: a deployment with people_policies.
        policies: names in its output people_policy_arns; `uploaders/TEAM` is a team's.
    """
    iam, person = stack.client("iam"), new_person(stack.server)
    for policy in policies:
        arn: Any = stack.outputs()["people_policy_arns"]
        for part in policy.split("/"):
            arn = arn[part]
        iam.attach_user_policy(UserName=person, PolicyArn=arn)
    return environment_of(stack.server, person)


def take_policies_away(stack: Stack) -> None:
    """Take a deployment's policies from everybody who has them: IAM deletes none that somebody has."""
    iam, found = stack.client("iam"), dict(stack.outputs()["people_policy_arns"])
    for arn in (*found.pop("uploaders").values(), *found.values()):
        for user in iam.list_entities_for_policy(PolicyArn=arn)["PolicyUsers"]:
            iam.detach_user_policy(UserName=user["UserName"], PolicyArn=arn)


def new_person(server: LocalAws) -> str:
    """Make a user without any permission and return its name."""
    name = f"person-{next(_numbers)}"
    administrators_client(server, "iam").create_user(UserName=name)
    return name


def environment_of(server: LocalAws, person: str) -> dict[str, str]:
    """Return the environment in which AWS takes everybody for a user, by a new access key."""
    key = administrators_client(server, "iam").create_access_key(UserName=person)["AccessKey"]
    mine = {"AWS_ACCESS_KEY_ID": key["AccessKeyId"], "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"]}
    return server.environment() | mine


def administrators_client(server: LocalAws, service: str) -> Any:
    """Build a client of the administrator's."""
    return client_of(server.environment(), service)


def client_of(person: dict[str, str], service: str) -> Any:
    """Build a client of a person's."""
    build: Any = boto3.client  # its overloads want the service's name as a literal
    return build(
        service,
        endpoint_url=person["AWS_ENDPOINT_URL"],
        region_name=person["AWS_REGION"],
        aws_access_key_id=person["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=person["AWS_SECRET_ACCESS_KEY"],
    )
