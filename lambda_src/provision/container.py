"""Builds the objects that a container keeps between its invocations, and connects them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from provision.adopt_existing_user import ExistingUserAdoption
from provision.agent_passwords import AgentPasswords
from provision.agent_recorder import AgentRecorder
from provision.connect.eventual_consistency import NewUserCalls
from provision.connect.instance_names import InstanceNames
from provision.connect.listed_logins import ListedLogins
from provision.connect.profile_permissions import ProfilePermissions
from provision.connect.quick_connects import QuickConnects
from provision.connect.retries import CLIENT_OPTIONS, ConnectCalls
from provision.connect.transfer_flow import TransferFlow
from provision.connect.users import ConnectUsers
from provision.invocation_metrics import InvocationMetrics
from provision.keep_quick_connect import QuickConnectKeeper
from provision.managing_profiles import ManagingProfiles
from provision.pacing.active_containers import ActiveContainers
from provision.pacing.pacer import Pacer
from provision.pacing.presence_table import PresenceTable
from provision.pacing.room_for_users import RoomForUsers
from provision.profile_guard import ProfileGuard
from provision.provision_agent import AgentProvisioner
from provision.remove_user import UserRemoval
from provision.retrying.retry_queue import RetryQueue
from provision.settings import ProvisionSettings
from provision.stopped_imports import StoppedImports
from provision.taking_turns.waiting_imports import WaitingImports
from provision.update_user import UserUpdate
from provision.upsert_user import UserUpsert
from roster.agent_completion import AgentCompletion
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.files_table import FilesTable
from roster.give_up_agents import GiveUpAgents
from roster.outcomes_table import OutcomesTable
from roster.passwords import PasswordStore

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True, slots=True)
class Clients:
    """The AWS clients of the function; any number of threads may use them."""

    dynamodb: DynamoDBClient
    connect: ConnectClient
    secretsmanager: SecretsManagerClient
    sqs: SQSClient

    @classmethod
    def build(cls) -> Clients:
        """Build them."""
        return cls(
            dynamodb=build_client("dynamodb"),
            connect=build_client("connect", **CLIENT_OPTIONS),
            secretsmanager=build_client("secretsmanager"),
            sqs=build_client("sqs"),
        )


@dataclass(frozen=True, slots=True)
class Container:
    """What a container keeps between its invocations."""

    provisioner: AgentProvisioner
    pacer: Pacer
    queue: RetryQueue
    others: WaitingImports
    metrics: InvocationMetrics


def compose(
    settings: ProvisionSettings,
    clients: Clients,
    *,
    clock: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> Container:
    """Build them.

    Args:
        settings: the deployment's settings.
        clients: the function's clients.
        clock: tells epoch seconds.
        sleep: waits a number of seconds.
    """

    def now() -> datetime:
        return datetime.fromtimestamp(clock(), UTC)

    dynamodb, connect = clients.dynamodb, clients.connect
    metrics = InvocationMetrics()
    containers = ActiveContainers(PresenceTable(dynamodb, settings.outcomes_table), clock)
    room = RoomForUsers(containers, clock)
    pacer = Pacer(settings.connect_requests_per_second, containers, room, clock=clock, sleep=sleep)
    calls = ConnectCalls(pacer, room, metrics)
    agents = AgentsTable(dynamodb, settings.agents_table)
    store = PasswordStore(
        clients.secretsmanager,
        prefix=settings.password_secret_prefix,
        key_arn=settings.password_key_arn,
        sleep=sleep,
    )
    files = FilesTable(dynamodb, settings.files_table)
    outcomes = OutcomesTable(dynamodb, settings.outcomes_table)
    days = settings.report_retention_days
    completion = AgentCompletion(
        dynamodb, agents=agents, outcomes=outcomes, files=files, retention_days=days, clock=now
    )
    give_up = GiveUpAgents(dynamodb, agents=agents, outcomes=outcomes, files=files, retention_days=days, clock=now)
    flow = TransferFlow(connect, calls, settings.instance_id, clock=clock)
    quick_connects = QuickConnects(connect, calls, settings.instance_id, flow)
    users = ConnectUsers(connect, calls, settings.instance_id, quick_connects)
    new_users = NewUserCalls(users, clock=clock, sleep=pacer.sleep)
    keeper = QuickConnectKeeper(quick_connects=quick_connects, new_users=new_users, own_tag=settings.import_tag)
    names = InstanceNames(
        connect,
        calls,
        settings.instance_id,
        saml=settings.saml,
        allowed_security_profiles=settings.allowed_security_profiles,
        clock=clock,
    )
    guard = ProfileGuard(settings, names)
    permissions = ProfilePermissions(connect, calls, settings.instance_id, clock)
    managing = ManagingProfiles(names.security_profile_id, permissions)
    update = UserUpdate(
        users=users,
        new_users=new_users,
        names=names,
        managing=managing,
        quick_connects=keeper,
        own_tag=settings.import_tag,
    )
    logins = ListedLogins(users, clock)
    removal = UserRemoval(
        settings,
        users=users,
        new_users=new_users,
        guard=guard,
        managing=managing,
        logins=logins,
        began=lambda: pacer.began_at,
    )
    upsert = UserUpsert(
        settings,
        users=users,
        new_users=new_users,
        names=names,
        managing=managing,
        guard=guard,
        update=update,
        adoption=ExistingUserAdoption(settings, users=users, new_users=new_users, guard=guard, update=update),
        removal=removal,
        quick_connects=keeper,
        passwords=AgentPasswords(store, clock=clock, sleep=sleep),
        room=room,
        logins=logins,
    )
    recorder = AgentRecorder(agents, completion, now)
    provisioner = AgentProvisioner(
        agents,
        upsert=upsert,
        removal=removal,
        recorder=recorder,
        stopped=StoppedImports(files, give_up, clock),
        metrics=metrics,
        clock=now,
    )
    queue = RetryQueue(clients.sqs, settings.retry_queue_url, agents, now)
    return Container(provisioner, pacer, queue, WaitingImports(agents, files, clock), metrics)
