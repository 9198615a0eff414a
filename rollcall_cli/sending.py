"""Sends a file to the upload bucket, and follows what becomes of it."""

from __future__ import annotations

from typing import Any, BinaryIO

from rollcall_cli.deployment import Deployment
from rollcall_cli.deployment_rules import requests_per_second
from rollcall_cli.import_outcome import show_outcome
from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.printing import say
from rollcall_cli.progress import progress
from rollcall_cli.watch import Watch, left_to_itself
from roster.outside_text import shell_word


def send(
    deployment: Deployment, key: str, body: BinaryIO | bytes, content_type: str, *, allow_removals: bool
) -> dict[str, Any]:
    """Put a file into the upload bucket.

    Args:
        deployment: the deployment.
        key: the upload's key.
        body: the file.
        content_type: of the file.
        allow_removals: whether the guard of removals is lifted for it.

    Returns:
        `bucket`, `key` and `version_id`.

    Raises:
        botocore.exceptions.ClientError: Amazon S3 refused.
    """
    bucket = deployment.output("upload_bucket")
    metadata: dict[str, Any] = {"Metadata": {"allow-removals": "yes"}} if allow_removals else {}
    answer = deployment.s3_for_files().put_object(
        Bucket=bucket, Key=key, Body=body, ContentType=content_type, **metadata
    )
    return {"bucket": bucket, "key": key, "version_id": answer["VersionId"]}


def tell_sent(sent: dict[str, Any], *, is_import: bool = True) -> None:
    """Say where an upload is, and how to see what becomes of it; a plain file is kept, and no import."""
    later = f". What becomes of it: rollcall status {shell_word(sent['key'])}" if is_import else ""
    say(f"Uploaded to s3://{sent['bucket']}/{sent['key']}{later}")


def watch_to_the_end(deployment: Deployment, sent: dict[str, Any], *, as_json: bool) -> int:
    """Wait until an upload is done, print what became of it, and return the exit code.

    Raises:
        CliError: it does not appear, or nothing moves any more.
    """
    key = sent["key"]
    quota, line = requests_per_second(deployment), OtherUploads(deployment, key).look
    with left_to_itself(key), progress(key, quota=quota, line=line, quiet=as_json) as show:
        record = Watch(deployment).upload(key, sent["version_id"], show)
    return show_outcome(deployment, record, as_json=as_json)
