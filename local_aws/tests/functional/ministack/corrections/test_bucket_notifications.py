"""S3 events, beside ministack alone where that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import unquote_plus

import pytest
from botocore.exceptions import ClientError

from local_aws.tests.functional.support import wait_for

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

NOTES = """
import json, os
def handler(event, context):
    with open(os.environ["JOURNAL"], "a") as journal:
        for record in event["Records"]:
            entry = {**record["s3"]["object"], "event": record["eventName"], "bucket": record["s3"]["bucket"]["name"]}
            journal.write(json.dumps(entry) + "\\n")
"""


def _notify(world: World, *, allowed: bool) -> tuple[str, str]:
    s3, lambda_, bucket = world.client("s3"), world.client("lambda"), world.name("bucket")
    function = world.function(NOTES, world.role())
    s3.create_bucket(Bucket=bucket)
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})
    if allowed:
        lambda_.add_permission(
            FunctionName=function,
            StatementId="bucket",
            Action="lambda:InvokeFunction",
            Principal="s3.amazonaws.com",
            SourceArn=f"arn:aws:s3:::{bucket}",
            SourceAccount="000000000000",
        )
    target = {"LambdaFunctionArn": world.arn(function), "Events": ["s3:ObjectCreated:*"]}
    s3.put_bucket_notification_configuration(
        Bucket=bucket, NotificationConfiguration={"LambdaFunctionConfigurations": [target]}
    )
    return bucket, function


def test_s3_may_invoke_only_with_the_functions_permission(local: World) -> None:
    with pytest.raises(ClientError, match="Unable to validate the following destination configurations"):
        _notify(local, allowed=False)


def test_ministack_alone_asks_for_none(bare: World) -> None:
    assert _notify(bare, allowed=False)


def test_a_permission_taken_away_stops_the_events(local: World, server: LocalAws) -> None:
    bucket, function = _notify(local, allowed=True)
    local.client("lambda").remove_permission(FunctionName=function, StatementId="bucket")
    local.client("s3").put_object(Bucket=bucket, Key="a.csv", Body=b"")
    server.controls.wait_until_idle(10)
    assert local.entries(function) == []


def test_every_way_to_create_an_object_makes_one_event_with_its_version(local: World, server: LocalAws) -> None:
    bucket, function = _notify(local, allowed=True)
    s3: Any = local.client("s3")
    key = "agents 1+2%20/größer & kleiner.csv"
    versions = [s3.put_object(Bucket=bucket, Key=key, Body=b"one")["VersionId"]]
    source = {"Bucket": bucket, "Key": key}
    versions.append(s3.copy_object(Bucket=bucket, Key="copy", CopySource=source)["VersionId"])
    upload = s3.create_multipart_upload(Bucket=bucket, Key="parts")["UploadId"]
    part = s3.upload_part(Bucket=bucket, Key="parts", UploadId=upload, PartNumber=1, Body=b"three")
    parts = {"Parts": [{"PartNumber": 1, "ETag": part["ETag"]}]}
    done = s3.complete_multipart_upload(Bucket=bucket, Key="parts", UploadId=upload, MultipartUpload=parts)
    versions.append(done["VersionId"])
    s3.delete_object(Bucket=bucket, Key=key, VersionId=versions[0])
    server.controls.wait_until_idle(10)
    entries = sorted(local.entries(function), key=lambda entry: str(entry["sequencer"]))
    created = [entry["event"].removeprefix("ObjectCreated:") for entry in entries]
    assert created == ["Put", "Copy", "CompleteMultipartUpload"]
    assert [entry["versionId"] for entry in entries] == versions
    assert [unquote_plus(entry["key"]) for entry in entries] == [key, "copy", "parts"]
    assert entries[0]["key"] == "agents+1%2B2%2520/gr%C3%B6%C3%9Fer+%26+kleiner.csv"
    assert [entry["size"] for entry in entries] == [3, 3, 5]


def test_a_deleted_version_is_gone_and_the_others_stay(local: World) -> None:
    bucket, _ = _notify(local, allowed=True)
    s3: Any = local.client("s3")
    first, second = (s3.put_object(Bucket=bucket, Key="a", Body=body)["VersionId"] for body in (b"1", b"2"))
    s3.delete_object(Bucket=bucket, Key="a", VersionId=first)
    with pytest.raises(ClientError, match="NoSuchVersion"):
        s3.get_object(Bucket=bucket, Key="a", VersionId=first)
    assert s3.get_object(Bucket=bucket, Key="a")["VersionId"] == second
    listed = s3.list_object_versions(Bucket=bucket)
    assert [version["VersionId"] for version in listed["Versions"]] == [second]
    assert "DeleteMarkers" not in listed


def test_an_upload_wakes_the_function_soon(local: World) -> None:
    bucket, function = _notify(local, allowed=True)
    for number, key in enumerate(("cold", "warm"), 1):
        local.client("s3").put_object(Bucket=bucket, Key=key, Body=b"")
        wait_for(lambda number=number: len(local.entries(function)) == number)  # type: ignore[misc]
