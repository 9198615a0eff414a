"""Entry of the report function: invoked by the files table's stream when an import has no pending agents any more.

Example event: `{"Records": [{"eventName": "MODIFY", "dynamodb": {"Keys": {"key": {"S": "agents.csv"},
"sequencer": {"S": "0055AED6DCD90281E5000…"}}, "SequenceNumber": "4421584500000000017450439091", "NewImage": {…}}}]}`
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any

from report.notification_topic import NotificationTopic
from report.report_import import Reporter
from report.settings import ReportSettings
from roster.clients import build_client
from roster.clock import utc_now
from roster.files_table import FilesTable
from roster.logs import build_logger
from roster.metrics import emit
from roster.outcomes_table import OutcomesTable
from roster.refusals import is_refusal
from roster.reports_bucket import ReportsBucket
from roster.settings import read_settings
from roster.streams import BatchAnswer, WakeUp, wake_ups, work_through

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = build_logger()


@functools.cache
def build_reporter() -> Reporter:
    """Build the reporter from the environment, once in a container's life."""
    settings = read_settings(ReportSettings, os.environ)
    dynamodb = build_client("dynamodb")
    return Reporter(
        FilesTable(dynamodb, settings.files_table),
        OutcomesTable(dynamodb, settings.outcomes_table),
        ReportsBucket(build_client("s3"), settings.report_bucket),
        NotificationTopic(build_client("sns"), settings.notification_topic_arn),
        deployment=settings.rollcall_name,
        clock=utc_now,
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> BatchAnswer:
    """Report every import of the batch.

    Returns:
        The first import that has to be tried again, if there is one; Lambda delivers the batch again from there on.
    """
    del context
    reporter = build_reporter()

    def work(wake_up: WakeUp) -> bool:
        key, sequencer = wake_up.key["key"], wake_up.key["sequencer"]
        # `_report` sets the import's id once it has read the record; named here, so that it is removed with the others.
        with logger.append_context_keys(key=key, sequencer=sequencer, import_id=None):
            try:
                return _report(reporter, key, sequencer)
            except Exception as error:
                if is_refusal(error):
                    logger.exception("The import has to be reported again")
                    return False
                # Others write the tables and the bucket too. Here the import would hold up all behind it in its shard,
                # for 23 hours; upkeep wakes this function for it every hour.
                logger.exception("The import's record, outcomes or plan can't be read; it is passed over")
                emit({"UnreadableItems": 1})
                return True

    return work_through(wake_ups(event, ("key", "sequencer"), _tell_unreadable), work)


def _tell_unreadable(record: str) -> None:
    logger.error("This is no record of the files table's stream; it is passed over", extra={"item": record})
    emit({"UnreadableItems": 1})


def _report(reporter: Reporter, key: str, sequencer: str) -> bool:
    """Report one import if it is ready.

    Returns:
        True; whatever has to be tried again raises.
    """
    record = reporter.ready(key, sequencer)
    if record is None:
        return True
    logger.append_keys(import_id=record["import_id"])
    if result := reporter.report(record):
        logger.info("Finished an import", extra={"status": result.status, "counts": result.counts})
        emit({"ImportsFinished": 1, "ImportSeconds": result.seconds})
    return True
