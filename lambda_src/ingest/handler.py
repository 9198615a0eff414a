"""Entry of the ingest function: woken by Amazon S3 for every object that is created in the upload bucket.

Example event: `{"Records": [{"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "rollcall-uploads-…"},
"object": {"key": "My+agents.csv", "versionId": "…", "sequencer": "0055AED6DCD90281E5"}}}]}`
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError

from ingest.deadline import Deadline
from ingest.importing.directory_importer import DirectoryImporter, ImportStores
from ingest.redaction.redact_upload import Redaction
from ingest.redaction.upload_copies import UploadCopies
from ingest.settings import IngestSettings
from ingest.upload_bucket import UploadBucket, UploadEvent
from ingest.upload_intake import UploadIntake
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.clock import read_timestamp, utc_now
from roster.files_table import FilesTable
from roster.imports import import_id_of, sortable_sequencer
from roster.logs import build_logger
from roster.metrics import emit
from roster.passwords import PasswordStore
from roster.reports_bucket import ReportsBucket
from roster.s3_events import created_event, key_and_version
from roster.settings import read_settings

if TYPE_CHECKING:
    from aws_lambda_powertools.utilities.typing import LambdaContext
    from mypy_boto3_lambda import LambdaClient

logger = build_logger()


@functools.cache
def build_intake() -> UploadIntake:
    """Build the use case from the environment, once per container."""
    settings = read_settings(IngestSettings, os.environ)
    dynamodb = build_client("dynamodb")
    s3 = build_client("s3")
    stores = ImportStores(
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
    rules = settings.rules()
    bucket = UploadBucket(s3)
    return UploadIntake(
        bucket,
        DirectoryImporter(stores, rules, utc_now),
        stores.files,
        stores.agents,
        Redaction(bucket, UploadCopies(s3), stores.files, utc_now, rules.column_names),
        rules,
        retention_days=settings.upload_retention_days,
        clock=utc_now,
    )


@logger.inject_lambda_context
def lambda_handler(event: dict[str, Any], context: LambdaContext) -> None:
    """Take in every object of the event. What can't be done raises, and AWS Lambda delivers the event again."""
    intake = build_intake()
    deadline = Deadline(context.get_remaining_time_in_millis)
    for number, upload in enumerate(uploads_of(event)):
        # What the import is called, if the upload becomes one.
        import_id = import_id_of(upload.bucket, upload.key, upload.sequencer)
        with logger.append_context_keys(key=upload.key, sequencer=upload.sequencer, import_id=import_id):
            # The first upload is always begun. An invocation that handed all of its uploads over would get nothing
            # done, and neither would the one that it hands over to.
            near = number > 0 and deadline.is_near()
            done: dict[str, Any] = {"ingested": "open"} if near else intake.run(upload, deadline)
            logger.info("Ingested an upload", extra=done)
            if "rows" in done:
                emit({"RowsAccepted": done["rows"] - done["rejected"], "RowsRejected": done["rejected"]})
            if "open" in {done.get("ingested"), done.get("redaction")}:
                hand_over(build_lambda_client(), context.function_name, upload)


@functools.cache
def build_lambda_client() -> LambdaClient:
    """Build the client once per container; only an upload that is handed over needs it."""
    client: LambdaClient = build_client("lambda")
    return client


def hand_over(client: LambdaClient, function: str, upload: UploadEvent) -> None:
    """Leave the rest of an upload to a fresh invocation of the function.

    Lambda ends a chain of invocations after 16 links. The import then stands still, until upkeep finds it an hour
    later and begins a new chain.

    Raises:
        botocore.exceptions.ClientError: Lambda refused; the event that woke this invocation comes again.
    """
    event = created_event(
        bucket=upload.bucket, key=upload.key, version_id=upload.version_id, sequencer=upload.sequencer
    )
    try:
        client.invoke(FunctionName=function, InvocationType="Event", Payload=json.dumps(event).encode())
    except ClientError as error:
        if error.response["Error"]["Code"] != "RecursiveInvocationException":
            raise
        logger.warning("The chain of invocations is at its end; upkeep goes on with the import")


def uploads_of(event: Mapping[str, Any]) -> list[UploadEvent]:
    """Turn an S3 event into uploads, oldest first within each key; keys come URL-encoded."""
    uploads = [_upload_of(record["s3"], record.get("eventTime")) for record in event["Records"]]
    return sorted(uploads, key=lambda upload: (upload.key, upload.sequencer))


def _upload_of(s3: dict[str, Any], at: str | None) -> UploadEvent:
    entity = s3["object"]
    key, version_id = key_and_version(entity)
    return UploadEvent(
        bucket=s3["bucket"]["name"],
        key=key,
        version_id=version_id,
        sequencer=sortable_sequencer(entity["sequencer"]),
        at=read_timestamp(at),
    )
