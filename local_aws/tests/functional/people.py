"""Users with a few permissions, and what they are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from local_aws.tests.functional.support import policy

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def someone(world: World, *allowed: dict[str, Any]) -> dict[str, str]:
    """Make a user and return the credentials, for a client."""
    iam, name = world.client("iam"), world.name("user")
    iam.create_user(UserName=name)
    if allowed:
        iam.put_user_policy(UserName=name, PolicyName="own", PolicyDocument=policy(*allowed))
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}


def allow(actions: Any, resource: Any = "*", condition: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"Effect": "Allow", "Action": actions, "Resource": resource, "Condition": condition or {}}


def refusal(call: Any, **parameters: Any) -> str:
    """Return the code that a call is refused with."""
    with pytest.raises(ClientError) as caught:
        call(**parameters)
    return str(caught.value.response["Error"]["Code"])
