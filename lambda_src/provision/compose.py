"""Puts the use case together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from provision.agent_passwords import AgentPasswords
from provision.connect_calls import CLIENT_OPTIONS, ConnectCalls
from provision.connect_users import ConnectUsers
from provision.directory import InstanceDirectory
from provision.guard import Guard
from provision.neighbours import Neighbours
from provision.newcomers import Newcomers
from provision.pacer import Pacer
from provision.presence import PresenceTable
from provision.provision import Provisioner
from provision.record import Recorder
from provision.removals import Removals
from provision.settings import ProvisionSettings
from provision.staffing import Staffing
from provision.tally import Tally
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import utc_now
from roster.conclusions import Conclusions
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable
from roster.passwords import PasswordStore

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_secretsmanager import SecretsManagerClient


@dataclass(frozen=True, slots=True)
class Clients:
    """The AWS clients of the function; any number of threads may use them."""

    dynamodb: DynamoDBClient
    connect: ConnectClient
    secretsmanager: SecretsManagerClient

    @classmethod
    def build(cls) -> Clients:
        """Build them."""
        return cls(
            dynamodb=build_client("dynamodb"),
            connect=build_client("connect", **CLIENT_OPTIONS),
            secretsmanager=build_client("secretsmanager"),
        )


@dataclass(frozen=True, slots=True)
class Container:
    """What a container keeps between its invocations."""

    provisioner: Provisioner
    pacer: Pacer
    tally: Tally


def compose(
    settings: ProvisionSettings,
    clients: Clients,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Container:
    """Put the use case together.

    Args:
        settings: the deployment's decisions.
        clients: the function's clients.
        clock: tells epoch seconds.
        sleep: waits a number of seconds.
    """
    dynamodb, connect = clients.dynamodb, clients.connect
    tally = Tally()
    neighbours = Neighbours(PresenceTable(dynamodb, settings.outcomes_table), clock)
    pacer = Pacer(settings.connect_requests_per_second, neighbours, clock=clock, sleep=sleep)
    calls = ConnectCalls(pacer, tally)
    agents = AgentsTable(dynamodb, settings.agents_table)
    store = PasswordStore(
        clients.secretsmanager,
        prefix=settings.password_secret_prefix,
        key_arn=settings.password_key_arn,
        sleep=sleep,
    )
    conclusions = Conclusions(
        dynamodb,
        agents=agents,
        outcomes=OutcomesTable(dynamodb, settings.outcomes_table),
        files=FilesTable(dynamodb, settings.files_table),
        retention_days=settings.report_retention_days,
        clock=utc_now,
    )
    users = ConnectUsers(connect, calls, settings.instance_id)
    newcomers = Newcomers(users, clock=clock, sleep=pacer.sleep)
    directory = InstanceDirectory(connect, calls, settings.instance_id, saml=settings.saml, clock=clock)
    guard = Guard(settings, directory)
    removals = Removals(settings, users=users, newcomers=newcomers, guard=guard)
    staffing = Staffing(
        settings,
        users=users,
        newcomers=newcomers,
        directory=directory,
        guard=guard,
        removals=removals,
        passwords=AgentPasswords(store, clock=clock, sleep=sleep),
    )
    recorder = Recorder(agents, conclusions, utc_now)
    provisioner = Provisioner(agents, staffing=staffing, removals=removals, recorder=recorder, tally=tally)
    return Container(provisioner, pacer, tally)
