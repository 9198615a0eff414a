"""Writes the IAM policies of whoever applies and destroys a deployment, which they need before it exists.

    python -m scripts.deployer_policy --name acme --account 111122223333 --region eu-central-1

The templates are docs/deployer-policy/*.json. They name resources by `$name`, `$account`, `$region` and `$partition`,
and what AWS makes the id of by `$instance`, `$key` and `$number`: each stands for every one until its id is given.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from string import Template
from typing import Any, Final

PROJECT: Final = Path(__file__).resolve().parent.parent
TEMPLATES: Final = PROJECT / "docs" / "deployer-policy"

_PATTERNS: Final = {
    "name": r"[a-z][a-z0-9-]{1,30}[a-z0-9]",
    "account": r"\d{12}",
    "region": r"[a-z]{2}(-[a-z]+){1,2}-\d",
    "partition": r"aws(-[a-z]+)*",
    "instance": r"\*|[0-9a-f-]{36}",
    "key": r"\*|[0-9a-f-]{36}",
    "number": r"\*|[0-9a-f-]{36}",
    "boundary": r"arn:aws[a-z-]*:iam::\d{12}:policy/.+",
}

_WRITE_ROLES: Final = "WriteRoles"
"""The statement by which the functions' roles get their permissions."""

_ANY: Final = ("*",)


def deployer_policies(
    *,
    name: str,
    account: str,
    region: str,
    partition: str = "aws",
    instance: str = "*",
    keys: Sequence[str] = _ANY,
    numbers: Sequence[str] = _ANY,
    boundary: str | None = None,
) -> dict[str, dict[str, Any]]:
    """Return the policies by their templates' names, as documents.

    Args:
        name: the deployment's.
        account: id of the AWS account, 12 digits.
        region: AWS region of the deployment.
        partition: that of the region: `aws`, `aws-us-gov` and the like.
        instance: id of the deployment's Amazon Connect instance; `*` for any in account and region.
        keys: ids of its AWS KMS keys: its own and that of recordings.
        numbers: ids of its phone numbers; none where it has none.
        boundary: ARN of the managed policy that every role has to have as its permissions boundary; None for none.

    Raises:
        ValueError: one of them is no such thing; the message says which.
    """
    values = {"name": (name,), "account": (account,), "region": (region,), "partition": (partition,)}
    ids = {"instance": (instance,), "key": tuple(keys), "number": tuple(numbers)}
    bounds = {"boundary": () if boundary is None else (boundary,)}
    for kind, given in (values | ids | bounds).items():
        for value in given:
            if not re.fullmatch(_PATTERNS[kind], value):
                raise ValueError(f"{value!r} is no {kind}: it has to match {_PATTERNS[kind]}")
    policies = {}
    for path in sorted(TEMPLATES.glob("*.json")):
        text = Template(path.read_text("utf-8")).safe_substitute({kind: value for kind, (value,) in values.items()})
        document = json.loads(text)
        for statement in document["Statement"]:
            statement["Resource"] = _resources(statement["Resource"], ids)
            if boundary is not None and statement["Sid"] == _WRITE_ROLES:
                statement["Action"].append("iam:PutRolePermissionsBoundary")
                statement["Condition"] = {"StringEquals": {"iam:PermissionsBoundary": boundary}}
        document["Statement"] = [statement for statement in document["Statement"] if statement["Resource"]]
        policies[path.stem] = document
    return policies


def _resources(resource: str | list[str], ids: dict[str, tuple[str, ...]]) -> str | list[str]:
    """Put ids into a statement's resources: one that names a kind of id becomes one for each of them."""
    found = [resource] if isinstance(resource, str) else resource
    for kind, given in ids.items():
        found = [one.replace(f"${kind}", value) for one in found for value in (given if f"${kind}" in one else _ANY)]
    return found[0] if len(found) == 1 else found


def main(arguments: list[str] | None = None) -> int:
    """Write the policies without white space, which managed policies are measured by, and print where they are."""
    parser = argparse.ArgumentParser(
        description="Writes the IAM policies of whoever applies and destroys a deployment."
    )
    parser.add_argument("--name", required=True, help="the deployment's")
    parser.add_argument("--account", required=True, help="id of the AWS account")
    parser.add_argument("--region", required=True, help="AWS region of the deployment")
    parser.add_argument("--partition", default="aws", help="of the region")
    parser.add_argument("--directory", type=Path, default=PROJECT / "build" / "deployer-policy", help="to write to")
    parser.add_argument("--instance", default="*", help="id of the Amazon Connect instance, once there is one")
    parser.add_argument("--keys", type=_ids, default=_ANY, help="ids of the AWS KMS keys, separated by commas")
    parser.add_argument("--numbers", type=_ids, default=_ANY, help="ids of the phone numbers, separated by commas")
    parser.add_argument("--boundary", help="ARN of the policy that has to be the permissions boundary of every role")
    given = parser.parse_args(arguments)
    try:
        policies = deployer_policies(
            name=given.name,
            account=given.account,
            region=given.region,
            partition=given.partition,
            instance=given.instance,
            keys=given.keys,
            numbers=given.numbers,
            boundary=given.boundary,
        )
    except ValueError as error:
        parser.error(str(error))
    given.directory.mkdir(parents=True, exist_ok=True)
    for part, document in policies.items():
        path = given.directory / f"{given.name}-deployer-{part}.json"
        path.write_text(json.dumps(document, separators=(",", ":")) + "\n", "utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


def _ids(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(",")))


if __name__ == "__main__":
    raise SystemExit(main())
