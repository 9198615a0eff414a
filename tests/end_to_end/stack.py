"""The Terraform root, applied to an account, and what its users do with it."""

from __future__ import annotations

import contextlib
import csv
import functools
import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar, Self

from roster.items import from_wire
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.resident_provider import resident_provider
from scripts.terraform.staging import stage_root
from tests.end_to_end.account import Account, client
from tests.processes import run_in_good_order

STATE = "terraform.tfstate"
"""File in a deployment's home that has its state."""

_TERRAFORM_SECONDS = 1800
_IDLE_SECONDS = 120


class TerraformFailedError(AssertionError):
    """A Terraform command failed; the message is what it printed about it."""

    def __init__(self, command: str, printed: str) -> None:
        start = printed.find("\nError: ")
        super().__init__(f"terraform {command} failed:\n{printed[max(start, 0) :]}")


@dataclass
class Stack:
    """One deployment, whose Terraform commands share one running provider until the end of its `with` block.

    Args:
        home: an empty folder for state and copies.
        account: where to deploy.
        variables: values of the root's inputs.
        applied_by: environment of whoever applies and destroys; the administrator's if left out.
    """

    one_provider: ClassVar[bool] = True
    """Whether its configuration has one AWS provider; one for each of several regions can't be shared by commands."""

    home: Path
    account: Account
    variables: dict[str, Any] = field(default_factory=dict)
    applied_by: dict[str, str] | None = None
    _environment: dict[str, str] = field(default_factory=dict)
    _outputs: dict[str, Any] | None = None
    _running: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._running.close()

    @property
    def name(self) -> str:
        """What the names of all that belongs to it begin with."""
        return str(self.variables.get("name", "rollcall"))

    @property
    def root(self) -> Path:
        """The staged copy of the root."""
        return self.home / "root"

    def stage(self) -> None:
        """Copy the root with its zips and initialise it."""
        stage_root(PROJECT, self.root, self.home / STATE)
        self._initialise()

    def attach(self) -> None:
        """Go on with what was staged, and perhaps applied, in `home` before."""
        self._initialise()

    def _initialise(self, sources: Path | None = None) -> None:
        data = self.home / "terraform"
        self._environment = initialise(self.root, data, sources=sources)
        self._environment |= self.applied_by or self.account.environment()
        if self.one_provider:
            self._environment |= self._running.enter_context(resident_provider(self.root, data, self._environment))

    def terraform(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        """Run Terraform with the stack's variables and return what it printed."""
        if arguments[0] in {"apply", "destroy"}:
            self._outputs = None
        (self.root / "stack.auto.tfvars.json").write_text(json.dumps(self.variables), "utf-8")
        command = ["terraform", *arguments, "-no-color"]
        result = run_in_good_order(command, self.root, self._environment, seconds=_TERRAFORM_SECONDS, capture=True)
        if check and result.returncode != 0:
            raise TerraformFailedError(" ".join(arguments), result.stdout)
        return result

    def events(self, *arguments: str) -> list[dict[str, Any]]:
        """Run Terraform and return what it told for programs, an event a line.

        Each has a type, and by that more: https://developer.hashicorp.com/terraform/internals/machine-readable-ui.

        Raises:
            TerraformFailedError: with its errors, and none of its warnings.
        """
        result = self.terraform(*arguments, "-json", check=False)
        # What came on standard error is among it, and is no JSON.
        events = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
        if result.returncode != 0:
            told = [event["diagnostic"] for event in events if event["type"] == "diagnostic"]
            errors = [
                f"\nError: {one['summary']}: {one.get('detail', '')}" for one in told if one["severity"] == "error"
            ]
            raise TerraformFailedError(arguments[0], "\n".join(errors) or result.stdout)
        return events

    def apply(self, **variables: Any) -> str:
        """Change variables and apply; return what Terraform printed."""
        self.variables |= variables
        return self.terraform("apply", "-auto-approve").stdout

    def changes(self, **variables: Any) -> list[str]:
        """Change variables and apply; return exactly what that changed, such as `update aws_sns_topic.notifications`.

        Whatever an apply before it had left to be done would be among it.
        """
        self.variables |= variables
        events = self.events("apply", "-auto-approve")
        planned = [event["change"] for event in events if event["type"] == "planned_change"]
        return sorted(
            f"{change['action']} {change['resource']['resource']}" for change in planned if change["action"] != "read"
        )

    def destroy(self) -> str:
        """Destroy everything; return what Terraform printed."""
        return self.terraform("destroy", "-auto-approve").stdout

    def pending_changes(self) -> str:
        """Plan, and return what it would change; empty for nothing."""
        result = self.terraform("plan", "-detailed-exitcode", check=False)
        if result.returncode == 0:
            return ""
        if result.returncode == 2:
            return result.stdout
        raise TerraformFailedError("plan", result.stdout)

    def outputs(self) -> dict[str, Any]:
        """Return the root's outputs, read once after each apply."""
        if self._outputs is None:
            outputs = json.loads(self.terraform("output", "-json").stdout)
            self._outputs = {name: output["value"] for name, output in outputs.items()}
        return self._outputs

    def client(self, service: str, region: str | None = None) -> Any:
        """Build a client of the administrator's, for the environment's region unless another is named."""
        return client(self.account.environment(), service, region)

    @functools.cached_property
    def _dynamodb(self) -> Any:
        """One client for all that looks again and again: to build one takes longer than a call."""
        return self.client("dynamodb")

    def aws(self, *arguments: str) -> str:
        """Run the AWS CLI as an administrator would, with nothing but the environment."""
        result = subprocess.run(
            [str(Path(sys.executable).with_name("aws")), *arguments],
            env=os.environ | self.account.environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    def settle(self) -> None:
        """Wait until nothing runs and nothing waits."""
        self.account.settle(self.outputs, _IDLE_SECONDS)

    def items(self, table: str) -> list[dict[str, Any]]:
        """Read a whole table."""
        pages = self._dynamodb.get_paginator("scan").paginate(TableName=table)
        return [from_wire(item) for page in pages for item in page["Items"]]

    def records(self, key: str) -> list[dict[str, Any]]:
        """Read the records of an uploaded key, oldest first."""
        pages = self._dynamodb.get_paginator("query").paginate(
            TableName=self.outputs()["files_table"],
            KeyConditionExpression="#key = :key",
            ExpressionAttributeNames={"#key": "key"},
            ExpressionAttributeValues={":key": {"S": key}},
            ConsistentRead=True,
        )
        items = [from_wire(item) for page in pages for item in page["Items"]]
        return [item for item in items if "kind" in item]

    def finished_import(self, key: str, seconds: float = 180) -> dict[str, Any]:
        """Wait until the newest import of a key is finished and return its record."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            records = self.records(key)
            if records and records[-1].get("status") in {"FINISHED", "REJECTED"}:
                return records[-1]
            time.sleep(0.5)
        raise AssertionError(f"{key} did not finish: {self.records(key)}")

    def upload(
        self, key: str, body: bytes, metadata: Mapping[str, str] | None = None, *, seconds: float = 180
    ) -> dict[str, Any]:
        """Upload a directory, wait until the import of this very version is finished, and return its record."""
        bucket = self.outputs()["upload_bucket"]
        answer = self.client("s3").put_object(Bucket=bucket, Key=key, Body=body, Metadata=metadata or {})
        version = answer["VersionId"]
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for record in self.records(key):
                if record["version_id"] == version and record.get("status") in {"FINISHED", "REJECTED"}:
                    return record
            time.sleep(0.2)
        raise AssertionError(f"{key} did not finish: {self.records(key)}")

    def users(self) -> dict[str, dict[str, Any]]:
        """Describe every user of the instance by username, as Amazon Connect itself answers."""
        connect, instance = self.client("connect"), self.outputs()["instance_id"]
        found = {}
        for page in connect.get_paginator("list_users").paginate(InstanceId=instance):
            for summary in page["UserSummaryList"]:
                user = connect.describe_user(InstanceId=instance, UserId=summary["Id"])["User"]
                found[user["Username"]] = user
        return found

    def passwords(self) -> dict[str, dict[str, str]]:
        """Read every password secret of the deployment: name → username → password."""
        secrets, prefix = self.client("secretsmanager"), f"{self.outputs()['password_secret_prefix']}/"
        pages = secrets.get_paginator("list_secrets").paginate(Filters=[{"Key": "name", "Values": [prefix]}])
        names = [secret["Name"] for page in pages for secret in page["SecretList"]]
        return {
            name: json.loads(secrets.get_secret_value(SecretId=name)["SecretString"])
            for name in names
            if name.startswith(prefix)  # the filter ignores case and splits words
        }

    def report(self, record: dict[str, Any], name: str) -> str:
        """Read one file of an import's report."""
        bucket, _, prefix = record["report"].removeprefix("s3://").partition("/")
        body: bytes = self.client("s3").get_object(Bucket=bucket, Key=f"{prefix}{name}")["Body"].read()
        return body.decode("utf-8-sig")

    def report_rows(self, record: dict[str, Any], name: str) -> list[dict[str, str]]:
        """Read one CSV file of an import's report."""
        return list(csv.DictReader(io.StringIO(self.report(record, name), newline="")))
