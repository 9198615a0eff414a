"""Entry of the ingest function: woken by Amazon S3 for every object that is created in the upload bucket.

Example event: `{"Records": [{"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "rollcall-uploads-…"},
"object": {"key": "My+agents.csv", "versionId": "…", "sequencer": "0055AED6DCD90281E5"}}}]}`
"""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.data_classes import S3Event, event_source

from ingest.importer import Importer, Stores
from ingest.ingest import Ingest
from ingest.settings import IngestSettings
from ingest.upload import UploadBucket, UploadEvent
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import utc_now
from roster.files_table import FilesTable
from roster.imports import sortable_sequencer
from roster.passwords import PasswordStore
from roster.reports import ReportsBucket
from roster.settings import read_settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext

logger = Logger()


@functools.cache
def build_ingest() -> Ingest:
    """Build the use case once per container from the environment."""
    settings = read_settings(IngestSettings, os.environ)
    dynamodb = build_client("dynamodb")
    s3 = build_client("s3")
    stores = Stores(
        dynamodb=dynamodb,
        files=FilesTable(dynamodb, settings.files_table),
        agents=AgentsTable(dynamodb, settings.agents_table),
        passwords=PasswordStore(
            build_client("secretsmanager"),
            prefix=settings.password_secret_prefix,
            key_arn=settings.password_key_arn,
        ),
        reports=ReportsBucket(s3, settings.report_bucket),
    )
    policy = settings.policy()
    importer = Importer(stores, policy, utc_now)
    return Ingest(
        UploadBucket(s3),
        importer,
        stores.files,
        stores.agents,
        policy,
        retention_days=settings.upload_retention_days,
        clock=utc_now,
    )


@logger.inject_lambda_context
@event_source(data_class=S3Event)
def lambda_handler(event: S3Event, context: LambdaContext) -> None:
    """Take in every object of the event; what can't be done raises, so that the event comes again."""
    del context
    ingest = build_ingest()
    for upload in uploads_of(event):
        with logger.append_context_keys(key=upload.key, sequencer=upload.sequencer):
            logger.info("Ingested an upload", extra=ingest.run(upload))


def uploads_of(event: S3Event) -> list[UploadEvent]:
    """Turn an S3 event into uploads, oldest first within each key; keys come URL-encoded."""
    uploads = [_upload_of(record.raw_event["s3"]) for record in event.records]
    return sorted(uploads, key=lambda upload: (upload.key, upload.sequencer))


def _upload_of(s3: dict[str, Any]) -> UploadEvent:
    entity = s3["object"]
    return UploadEvent(
        bucket=s3["bucket"]["name"],
        key=unquote_plus(entity["key"]),
        version_id=entity["versionId"],
        sequencer=sortable_sequencer(entity["sequencer"]),
    )
