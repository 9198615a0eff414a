"""Entry of the upkeep function: invoked every hour by a schedule, or at once by an operator.

Example event: `{}`, or `{"idle_seconds": 60}`; `upkeep.request` says what it may hold.
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any, Final

from aws_lambda_powertools import Logger

from roster.agent_completion import AgentCompletion
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import utc_now
from roster.errors import RetryableError
from roster.files_table import FilesTable
from roster.metrics import emit
from roster.outcomes_table import OutcomesTable
from roster.settings import read_settings
from upkeep.expired_passwords import delete_expired_passwords
from upkeep.function_invocations import TRY_OPTIONS, TRY_SECONDS, IngestFunction, ProvisionFunction
from upkeep.hourly_tasks import HourlyTasks
from upkeep.lost_uploads import LostUploads
from upkeep.pending_agents import PendingAgents
from upkeep.redactions import Redactions
from upkeep.redrive import FailureQueue, Redrive
from upkeep.request import read_request
from upkeep.settings import UpkeepSettings
from upkeep.stuck_imports import StuckImports
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import UploadVersions

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()

_MARGIN_MS: Final = (TRY_SECONDS + 60) * 1000
"""Time for the longest step that may be under way, and for what has to be done at the end."""


@functools.cache
def build_upkeep() -> HourlyTasks:
    """Build the use case once per container from the environment."""
    settings = read_settings(UpkeepSettings, os.environ)
    dynamodb = build_client("dynamodb")
    secrets = build_client("secretsmanager")
    files = FilesTable(dynamodb, settings.files_table)
    records = UploadRecords(dynamodb, settings.files_table)
    versions = UploadVersions(build_client("s3"), settings.upload_bucket)
    ingest = IngestFunction(build_client("lambda"), settings.ingest_function)
    agents = AgentsTable(dynamodb, settings.agents_table)
    conclusions = AgentCompletion(
        dynamodb,
        agents=agents,
        outcomes=OutcomesTable(dynamodb, settings.outcomes_table),
        files=files,
        retention_days=settings.report_retention_days,
        clock=utc_now,
    )
    provision = ProvisionFunction(build_client("lambda", **TRY_OPTIONS), settings.provision_function)
    pending = PendingAgents(dynamodb, settings.agents_table, agents, conclusions, provision, utc_now)
    imports = StuckImports(records, files, pending, versions, ingest, utc_now)
    return HourlyTasks(
        Redrive(
            FailureQueue(build_client("sqs"), settings.failure_queue_url),
            ingest,
            pending,
            imports,
            agents_table=settings.agents_table,
            files_table=settings.files_table,
        ),
        imports,
        Redactions(records, files, ingest, utc_now),
        LostUploads(versions, records, ingest, retention_days=settings.upload_retention_days, clock=utc_now),
        lambda time_is_up: delete_expired_passwords(
            secrets,
            settings.password_secret_prefix,
            retention_days=settings.password_retention_days,
            clock=utc_now,
            time_is_up=time_is_up,
        ),
        utc_now,
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Do the upkeep and return what was done, by task.

    Raises:
        PermanentError: the event asks for what there is not.
        RetryableError: some tasks could not be done; all others were.
    """
    request = read_request(event)
    upkeep = build_upkeep()
    done = upkeep.run(request, lambda: context.get_remaining_time_in_millis() < _MARGIN_MS)
    logger.info("Did the upkeep", extra={"tasks": done.tasks})
    emit(done.gauges)
    if done.failed:
        raise RetryableError(f"These tasks of upkeep could not be done, the log says why: {', '.join(done.failed)}")
    return done.tasks
