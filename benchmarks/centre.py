"""A contact centre on local AWS: the Terraform root, applied as `make demo` applies it, for whole runs."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import boto3

from local_aws.client import LocalAws
from rollcall_cli.commands.stop import build_stop
from rollcall_cli.deployment import Deployment as OperatorDeployment
from rollcall_cli.imports import Imports
from roster.clients import aws_session, build_client
from roster.imports import ENDED
from roster.items import from_wire
from scripts.local.deployment import Deployment
from scripts.local.guard import use_local_aws
from scripts.local.narrator import Narrator
from scripts.local.server import start_server
from scripts.local.site import Site

REAL_QUOTA: Final = 2.0
"""Requests a second that Amazon Connect takes of CreateUser and most other calls by default."""

REAL_BURST: Final = 5.0

_NO_LIMIT: Final = 1_000_000
_SECONDS_WITHOUT_PROGRESS: Final = 120.0
_SECONDS_TO_SETTLE: Final = 120.0


@dataclass
class Centre:
    """One deployment.

    Args:
        server: the local AWS that it is in.
        outputs: the root's outputs.
        quota: requests a second that the local Connect takes; None does not throttle.
    """

    server: LocalAws
    outputs: dict[str, Any]
    quota: float | None = None

    def scale_quota(self, factor: float) -> None:
        """Multiply Connect's quotas, bursts included, and tell the provision function of it as Terraform would."""
        self.quota = REAL_QUOTA * factor
        self.server.controls.connect_settings(quota_factor=factor, limits={"users": _NO_LIMIT})
        functions, name = boto3.client("lambda"), self.outputs["function_names"]["provision"]
        variables = functions.get_function_configuration(FunctionName=name)["Environment"]["Variables"]
        variables["CONNECT_REQUESTS_PER_SECOND"] = str(self.quota)
        # A changed configuration means fresh containers too.
        functions.update_function_configuration(FunctionName=name, Environment={"Variables": variables})
        functions.get_waiter("function_updated_v2").wait(FunctionName=name)

    def upload(self, path: Path, key: str) -> None:
        """Upload a directory."""
        boto3.client("s3").put_object(Bucket=self.outputs["upload_bucket"], Key=key, Body=path.read_bytes())

    def finished(self, key: str) -> dict[str, Any]:
        """Wait until the latest upload of a key is finished, and return its record.

        Raises:
            TimeoutError: for two minutes nothing changed.
        """
        record = self._wait(key, lambda record: record.get("status") in ENDED)
        self.settle()
        return record

    def created(self, key: str, amount: int) -> dict[str, Any]:
        """Wait until the latest upload of a key has created so many users, and return its record.

        Raises:
            TimeoutError: for two minutes nothing changed.
        """
        return self._wait(key, lambda record: int(record.get("created", 0)) >= amount)

    def _wait(self, key: str, reached: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        imports = Imports(OperatorDeployment(self.outputs))
        seen: list[dict[str, Any]] = []
        changed_at = time.monotonic()
        while True:
            records = imports.of_key(key)
            if records and reached(records[0]):
                return records[0]
            if records != seen:
                seen, changed_at = records, time.monotonic()
            if time.monotonic() - changed_at > _SECONDS_WITHOUT_PROGRESS:
                raise TimeoutError(f"{key} stands still: {records[:1]}; see {self.server.data_dir}/server.log")
            time.sleep(0.5)

    def stop(self, key: str) -> None:
        """Stop the import of the latest upload of a key, and wait for its end."""
        stop = build_stop(OperatorDeployment(self.outputs))
        record = stop.mark(key, self.latest(key)["sequencer"], by="the benchmark")

        def ended(now: dict[str, Any]) -> bool:
            list(stop.give_up_waiting(record))
            return now.get("status") in ENDED

        self._wait(key, ended)
        self.settle()

    def latest(self, key: str) -> dict[str, Any]:
        """Return the record of the latest upload of a key."""
        return Imports(OperatorDeployment(self.outputs)).of_key(key)[0]

    def settle(self) -> None:
        """Wait until nothing runs and nothing waits."""
        self.server.controls.wait_until_idle(_SECONDS_TO_SETTLE)

    def containers_since(self, began: float) -> int:
        """Count the containers of the provision function that have called Connect since a time in epoch seconds."""
        answer = boto3.client("dynamodb").query(
            TableName=self.outputs["outcomes_table"],
            KeyConditionExpression="import_id = :key AND line > :pause",
            ExpressionAttributeValues={":key": {"S": "#presence"}, ":pause": {"N": "0"}},
        )
        return sum(item["until"] / 1000 > began for item in map(from_wire, answer["Items"]))

    def users(self) -> list[str]:
        """Return the names of all users."""
        pages = (
            build_client("connect")
            .get_paginator("list_users")
            .paginate(InstanceId=self.outputs["instance_id"], MaxResults=1000)
        )
        return [user["Username"] for page in pages for user in page["UserSummaryList"]]


def point_at(server: LocalAws) -> None:
    """Point this process at a local AWS, clients that are made from now on included."""
    use_local_aws(server)
    # Sessions of before keep the credentials of before.
    boto3.setup_default_session()
    aws_session.cache_clear()


@contextlib.contextmanager
def applied_root(narrator: Narrator) -> Iterator[Centre]:
    """Apply the root into a local AWS of its own, which is gone afterwards."""
    site = Site("bench")
    with site.exclusively():
        server = start_server(site, detached=False)
        try:
            point_at(server)
            deployment = Deployment(site, lasting=False)
            with narrator.step("Preparing Terraform"):
                deployment.prepare()
            with narrator.step("Applying the root") as bar:
                deployment.apply(bar)
            centre = Centre(server, deployment.outputs())
            centre.settle()
            yield centre
        finally:
            server.stop()
            site.forget_deployment()
