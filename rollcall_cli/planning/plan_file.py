"""Plans the upload of a local file to a deployment; `plan` and `upload` call it."""

from __future__ import annotations

from typing import BinaryIO

from ingest.deployment_rules import DeploymentRules
from ingest.reading.columns import Header
from rollcall_cli.deployment import Deployment
from rollcall_cli.instance import CLIENT_OPTIONS, Instance
from rollcall_cli.name_check import NameCheck
from rollcall_cli.planning.connect_users import ConnectSide
from rollcall_cli.planning.make_plan import PlanMaker
from rollcall_cli.planning.upload_plan import UploadPlan
from rollcall_cli.profile_moves import managing_profiles
from rollcall_cli.progress import progress


def plan_file(
    deployment: Deployment,
    rules: DeploymentRules,
    stream: BinaryIO,
    header: Header,
    *,
    key: str,
    allow_removals: bool,
    quiet: bool,
) -> UploadPlan:
    """Plan an upload.

    Args:
        deployment: the deployment.
        rules: its rules.
        stream: the file; it can seek.
        header: its header.
        key: the upload's key.
        allow_removals: whether the guard of removals is to be lifted.
        quiet: show no progress unless there is a terminal.

    Raises:
        RetryableError: DynamoDB left keys unprocessed through all tries.
        botocore.exceptions.ClientError: AWS refused to tell.
    """
    connect = deployment.client("connect", **CLIENT_OPTIONS)
    instance_id = deployment.output("instance_id")
    instance = Instance(connect, instance_id)
    maker = PlanMaker(
        deployment.agents(),
        deployment.files(),
        connect=ConnectSide(instance, rules),
        names=NameCheck(connect, rules),
        managing=managing_profiles(connect, instance_id, instance),
        rules=rules,
    )
    with progress(f"Planning {key}", quiet=quiet) as show:
        return maker.plan(stream, header, key=key, allow_removals=allow_removals, show=show)
