"""Writes the IAM policies of whoever applies and destroys a deployment, which they need before it exists.

    python -m scripts.deployer_policy --name acme --account 111122223333 --region eu-central-1

The templates are docs/deployer-policy/*.json. They name resources by `$name`, `$account`, `$region` and `$partition`.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
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
}


def deployer_policies(*, name: str, account: str, region: str, partition: str = "aws") -> dict[str, dict[str, Any]]:
    """Return the policies by their templates' names, as documents.

    Args:
        name: the deployment's.
        account: id of the AWS account, 12 digits.
        region: AWS region of the deployment.
        partition: that of the region: `aws`, `aws-us-gov` and the like.

    Raises:
        ValueError: one of them is no such thing; the message says which.
    """
    values = {"name": name, "account": account, "region": region, "partition": partition}
    for kind, value in values.items():
        if not re.fullmatch(_PATTERNS[kind], value):
            raise ValueError(f"{value!r} is no {kind}: it has to match {_PATTERNS[kind]}")
    return {
        path.stem: json.loads(Template(path.read_text("utf-8")).substitute(values))
        for path in sorted(TEMPLATES.glob("*.json"))
    }


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
    given = parser.parse_args(arguments)
    try:
        policies = deployer_policies(
            name=given.name, account=given.account, region=given.region, partition=given.partition
        )
    except ValueError as error:
        parser.error(str(error))
    given.directory.mkdir(parents=True, exist_ok=True)
    for part, document in policies.items():
        path = given.directory / f"{given.name}-deployer-{part}.json"
        path.write_text(json.dumps(document, separators=(",", ":")) + "\n", "utf-8")
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
