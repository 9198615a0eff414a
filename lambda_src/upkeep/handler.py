"""Entry of the upkeep function: invoked every hour by a schedule, or at once by an operator.

Example event: `{}`, or `{"idle_seconds": 60}`; `upkeep.request` says what it may hold.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any, Final

from roster.agent_completion import AgentCompletion
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import utc_now
from roster.connect_instance import ConnectInstance
from roster.errors import RetryableError
from roster.files_table import FilesTable
from roster.logs import build_logger
from roster.metrics import emit
from roster.outcomes_table import OutcomesTable
from roster.requeue_drifted_agents import RequeueDriftedAgents
from roster.settings import read_settings
from upkeep.active_agents import ActiveAgents
from upkeep.daily_comparison import DailyComparison, pace
from upkeep.drift_record import DriftRecords
from upkeep.drift_walk import DriftWalk
from upkeep.expired_passwords import delete_expired_passwords
from upkeep.failure_queue import FailureQueue
from upkeep.function_invocations import (
    PROVISION_CLIENT_OPTIONS,
    PROVISION_SECONDS,
    IngestFunction,
    ProvisionFunction,
)
from upkeep.hourly_tasks import HourlyTasks
from upkeep.interrupted_redactions import InterruptedRedactions
from upkeep.item_guard import UnreadableItems
from upkeep.lost_uploads import LostUploads
from upkeep.oldest_pending import OldestPending
from upkeep.pending_agents import PendingAgents
from upkeep.redrive import Redrive
from upkeep.request import read_request
from upkeep.settings import UpkeepSettings
from upkeep.stuck_imports import StuckImports
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import UploadVersions

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = build_logger()

_MARGIN_MS: Final = (PROVISION_SECONDS + 60) * 1000
"""When so little time is left, no task begins anything new: the longest step takes `PROVISION_SECONDS`, and messages of
the failure queue have to be put back."""


@functools.cache
def build_upkeep() -> HourlyTasks:
    """Build all tasks from the environment, once in a container's life."""
    settings = read_settings(UpkeepSettings, os.environ)
    unreadable = UnreadableItems()
    dynamodb = build_client("dynamodb")
    secrets = build_client("secretsmanager")
    files = FilesTable(dynamodb, settings.files_table)
    records = UploadRecords(dynamodb, settings.files_table)
    versions = UploadVersions(build_client("s3"), settings.upload_bucket)
    ingest = IngestFunction(build_client("lambda"), settings.ingest_function)
    agents = AgentsTable(dynamodb, settings.agents_table)
    completion = AgentCompletion(
        dynamodb,
        agents=agents,
        outcomes=OutcomesTable(dynamodb, settings.outcomes_table),
        files=files,
        retention_days=settings.report_retention_days,
        clock=utc_now,
    )
    provision = ProvisionFunction(build_client("lambda", **PROVISION_CLIENT_OPTIONS), settings.provision_function)
    pending = PendingAgents(dynamodb, settings.agents_table, agents, completion, provision, utc_now, unreadable)
    imports = StuckImports(records, files, pending, versions, ingest, utc_now, unreadable)
    drift = DriftRecords(dynamodb, settings.outcomes_table)
    pause = pace(settings.connect_requests_per_second)
    instance = ConnectInstance(build_client("connect"), settings.instance_id, pause)
    active = ActiveAgents(dynamodb, settings.agents_table)
    return HourlyTasks(
        Redrive(
            FailureQueue(build_client("sqs"), settings.failure_queue_url),
            ingest,
            pending,
            imports,
            agents_table=settings.agents_table,
            files_table=settings.files_table,
            unreadable=unreadable,
        ),
        imports,
        InterruptedRedactions(records, files, ingest, utc_now, unreadable),
        LostUploads(
            versions,
            records,
            ingest,
            retention_days=settings.upload_retention_days,
            clock=utc_now,
            unreadable=unreadable,
        ),
        lambda time_is_up: delete_expired_passwords(
            secrets,
            settings.password_secret_prefix,
            retention_days=settings.password_retention_days,
            clock=utc_now,
            time_is_up=time_is_up,
            unreadable=unreadable,
        ),
        OldestPending(records, files, pending, unreadable),
        DailyComparison(
            drift,
            DriftWalk(drift, instance, active, agents, settings.drift_rules()),
            active,
            RequeueDriftedAgents(agents, utc_now),
            mends=settings.mends_drift,
            clock=utc_now,
        ),
        utc_now,
        unreadable,
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Run the tasks and return what each of them did.

    Raises:
        PermanentError: the event has an unknown member or a wrong value.
        RetryableError: some tasks failed; the others were done.
    """
    request = read_request(event)
    upkeep = build_upkeep()
    result = upkeep.run(request, lambda: context.get_remaining_time_in_millis() < _MARGIN_MS)
    logger.info("Did the upkeep", extra={"tasks": result.tasks})
    emit(result.gauges)
    if result.failed:
        raise RetryableError(f"These tasks of upkeep could not be done, the log says why: {', '.join(result.failed)}")
    return result.tasks
