"""Entry of the ingest function: woken by Amazon S3 for every object that is created in the upload bucket.

Example event: `{"Records": [{"eventName": "ObjectCreated:Put", "s3": {"bucket": {"name": "rollcall-uploads-…"},
"object": {"key": "My+agents.csv", "versionId": "…", "sequencer": "0055AED6DCD90281E5"}}}]}`
"""

from __future__ import annotations

import functools
import json
import os
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
from roster.clock import utc_now
from roster.errors import PermanentError
from roster.files_table import FilesTable
from roster.imports import import_id_of, sortable_sequencer
from roster.logs import build_logger
from roster.metrics import emit
from roster.passwords import PasswordStore
from roster.reports_bucket import ReportsBucket
from roster.s3_events import CreatedObject, created_event, created_objects
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
    """Take in every object of the event. What can't be done raises, and AWS Lambda delivers the event again.

    Raises:
        PermanentError: records of the event can't be read; the others were taken in.
    """
    uploads, unreadable = uploads_of(event)
    intake = build_intake()
    deadline = Deadline(context.get_remaining_time_in_millis)
    for number, upload in enumerate(uploads):
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
    if unreadable:
        raise PermanentError(f"{unreadable} records of the event name no object, version and sequencer of Amazon S3's")


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


def uploads_of(event: Any) -> tuple[list[UploadEvent], int]:
    """Return the uploads of an S3 event, oldest first within each key, and how many of its records can't be read.

    Raises:
        PermanentError: the event has no records at all.
    """
    created, unreadable = created_objects(event)
    return sorted(map(_upload_of, created), key=lambda upload: (upload.key, upload.sequencer)), unreadable


def _upload_of(created: CreatedObject) -> UploadEvent:
    sequencer = sortable_sequencer(created.sequencer)
    return UploadEvent(created.bucket, created.key, created.version_id, sequencer, created.at)
