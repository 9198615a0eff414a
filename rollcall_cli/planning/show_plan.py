"""Shows what an upload would do before somebody is asked whether it is to be done; `upload` and `remove` call it."""

from __future__ import annotations

from typing import BinaryIO

from botocore.exceptions import ClientError

from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import deployed_rules
from rollcall_cli.errors import CliError
from rollcall_cli.planning.plan_file import plan_file
from rollcall_cli.planning.plan_lines import print_plan
from rollcall_cli.printing import warn
from roster.errors import RetryableError


def show_plan(deployment: Deployment, stream: BinaryIO, header: Header, *, key: str, allow_removals: bool) -> None:
    """Print what an upload would do; or that it can't be said, as whoever may upload need not be allowed to read.

    Args:
        deployment: the deployment.
        stream: the file; it can seek, and is at its beginning again afterwards.
        header: its header, by the headers that are built in.
        key: the upload's key.
        allow_removals: whether the guard of removals is to be lifted.
    """
    try:
        rules = deployed_rules(deployment)
        header = find_header(stream, key, rules.column_names) or header
        plan = plan_file(deployment, rules, stream, header, key=key, allow_removals=allow_removals, quiet=False)
        print_plan(plan)
    except (CliError, ClientError, RetryableError) as error:
        warn(f"What the upload would do can't be said: {error}")
    stream.seek(0)
