"""Entry of the provision function: woken by the agents table's stream.

Example event: `{"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "ada"}},
"SequenceNumber": "4421584500000000017450439091", "NewImage": {…}}}]}`
"""

from __future__ import annotations

import functools
import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools import Logger
from botocore.exceptions import BotoCoreError, ClientError

from provision.agent_passwords import AgentPasswords
from provision.connect_calls import CLIENT_OPTIONS, ConnectCalls
from provision.connect_users import ConnectUsers
from provision.directory import InstanceDirectory
from provision.provision import Provisioner
from provision.record import Recorder
from provision.settings import ProvisionSettings
from provision.staffing import Staffing
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import utc_now
from roster.errors import RollcallError
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable
from roster.passwords import PasswordStore
from roster.settings import read_settings
from roster.streams import BatchAnswer, WakeUp, work_through

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()


@functools.cache
def build_provisioner() -> Provisioner:
    """Build the use case once per container from the environment."""
    return compose(read_settings(ProvisionSettings, os.environ), ConnectCalls())


def compose(
    settings: ProvisionSettings, calls: ConnectCalls, clock: Callable[[], float] = time.monotonic
) -> Provisioner:
    """Put the use case together.

    Args:
        settings: the deployment's decisions.
        calls: runs the calls to Amazon Connect.
        clock: tells seconds that only grow.
    """
    dynamodb = build_client("dynamodb")
    connect = build_client("connect", **CLIENT_OPTIONS)
    agents = AgentsTable(dynamodb, settings.agents_table)
    store = PasswordStore(
        build_client("secretsmanager"), prefix=settings.password_secret_prefix, key_arn=settings.password_key_arn
    )
    recorder = Recorder(
        dynamodb,
        agents=agents,
        outcomes=OutcomesTable(dynamodb, settings.outcomes_table),
        files=FilesTable(dynamodb, settings.files_table),
        retention_days=settings.report_retention_days,
        clock=utc_now,
    )
    staffing = Staffing(
        settings,
        users=ConnectUsers(connect, calls, settings.instance_id),
        directory=InstanceDirectory(connect, calls, settings.instance_id, saml=settings.saml, clock=clock),
        passwords=AgentPasswords(store),
    )
    return Provisioner(agents, staffing, recorder)


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> BatchAnswer:
    """Provision every agent of the batch; from the first that has to be tried again on, the batch comes again."""
    del context
    provisioner = build_provisioner()

    def work(wake_up: WakeUp) -> bool:
        username = wake_up.key["username"]
        with logger.append_context_keys(username=username):
            try:
                verdict = provisioner.provision(username, removed=wake_up.removed)
            except (RollcallError, ClientError, BotoCoreError):
                logger.exception("The agent has to be tried again")
                return False
            if verdict is not None:
                logger.info("Provisioned an agent", extra={"outcome": verdict.outcome, "reason": verdict.reason})
            return True

    return work_through(event, work)
