"""Everything that a deployment keeps, says and leaves behind, kind by kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, Protocol

from tests.canaries.queues import messages_of
from tests.canaries.settings import SETTINGS
from tests.canaries.shown import shown


class Deployed(Protocol):
    """What is looked through: `Stack` is one."""

    home: Path

    def client(self, service: str) -> Any:
        """Build a client that may read everything."""

    def outputs(self) -> dict[str, Any]:
        """Return Terraform's outputs."""


class Found(NamedTuple):
    """A place and what it holds."""

    kind: str
    name: str
    content: bytes


SECRET_VALUES: Final = "values of secrets"
FAILURES: Final = "messages in the failure queue"
NOTIFICATIONS: Final = "notifications"
MESSAGES: Final = "messages in other queues"
_STATE: Final = "terraform.tfstate*"
_Places = Iterator[tuple[str, bytes]]


def everything(deployed: Deployed) -> Iterator[Found]:
    """Yield every place there is; each kind of `KINDS` has some where its deployment has done its work."""
    for kind, places in _PLACES.items():
        for name, content in places(deployed):
            yield Found(kind, name, content)
    yield from _messages(deployed)


def _items(deployed: Deployed) -> _Places:
    dynamodb = deployed.client("dynamodb")
    for page in dynamodb.get_paginator("list_tables").paginate():
        for table in page["TableNames"]:
            for answer in dynamodb.get_paginator("scan").paginate(TableName=table):
                for item in answer["Items"]:
                    yield table, shown(item)


def _stream_records(deployed: Deployed) -> _Places:
    streams = deployed.client("dynamodbstreams")
    for stream in streams.list_streams()["Streams"]:
        name = {"StreamArn": stream["StreamArn"]}
        for shard in streams.describe_stream(**name)["StreamDescription"]["Shards"]:
            iterator = streams.get_shard_iterator(
                **name, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
            ).get("ShardIterator")
            while iterator:
                answer = streams.get_records(ShardIterator=iterator)
                for record in answer["Records"]:
                    yield stream["TableName"], shown(record)
                iterator = answer.get("NextShardIterator") if answer["Records"] else None


def _versions(deployed: Deployed) -> _Places:
    s3 = deployed.client("s3")
    for bucket in _buckets(s3):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for version in page.get("Versions", []):
                answer = s3.get_object(Bucket=bucket, Key=version["Key"], VersionId=version["VersionId"])
                yield f"{bucket}/{version['Key']}", answer["Body"].read()


def _labels(deployed: Deployed) -> _Places:
    """Yield what there is of an object beside its content: key, headers, metadata, tags; delete markers have a key."""
    s3 = deployed.client("s3")
    for bucket in _buckets(s3):
        for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
            for marker in page.get("DeleteMarkers", []):
                yield f"{bucket}/{marker['Key']}", shown(marker)
            for version in page.get("Versions", []):
                name = {"Bucket": bucket, "Key": version["Key"], "VersionId": version["VersionId"]}
                answer = s3.head_object(**name)
                tags = s3.get_object_tagging(**name)["TagSet"] if answer.get("TagCount") else []
                yield f"{bucket}/{version['Key']}", shown([version, answer, tags])
        uploads = s3.list_multipart_uploads(Bucket=bucket).get("Uploads", [])
        assert not uploads, f"parts of {uploads} were left in {bucket}, and nobody can look into them"


def _buckets(s3: Any) -> list[str]:
    return [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]


def _log_events(deployed: Deployed) -> _Places:
    logs = deployed.client("logs")
    for page in logs.get_paginator("describe_log_groups").paginate():
        for group in page["logGroups"]:
            name = group["logGroupName"]
            for answer in logs.get_paginator("filter_log_events").paginate(logGroupName=name):
                for event in answer["events"]:
                    yield name, shown(event)


def _secret_values(deployed: Deployed) -> _Places:
    """Yield each version of each secret; whoever looks into it has to know whose passwords may stand there."""
    secrets = deployed.client("secretsmanager")
    for page in secrets.get_paginator("list_secrets").paginate():
        for secret in page["SecretList"]:
            name = secret["Name"]
            versions = secrets.list_secret_version_ids(SecretId=name, IncludeDeprecated=True)["Versions"]
            for version in versions:
                value = secrets.get_secret_value(SecretId=name, VersionId=version["VersionId"])
                yield name, value["SecretString"].encode() if "SecretString" in value else value["SecretBinary"]


def _users(deployed: Deployed) -> _Places:
    connect, instance = deployed.client("connect"), {"InstanceId": deployed.outputs()["instance_id"]}
    for page in connect.get_paginator("list_users").paginate(**instance):
        for user in page["UserSummaryList"]:
            yield user["Username"], shown(connect.describe_user(**instance, UserId=user["Id"])["User"])
    for page in connect.get_paginator("list_quick_connects").paginate(**instance):
        for listed in page["QuickConnectSummaryList"]:
            found = connect.describe_quick_connect(**instance, QuickConnectId=listed["Id"])["QuickConnect"]
            yield f"quick connect {listed['Name']}", shown(found)


def _state(deployed: Deployed) -> _Places:
    for path in sorted(deployed.home.glob(_STATE)):
        yield path.name, path.read_bytes()


def _outputs(deployed: Deployed) -> _Places:
    for name, value in deployed.outputs().items():
        yield name, json.dumps(value).encode()


def _files(deployed: Deployed) -> _Places:
    """Yield the names and contents of all files: Terraform's, those of the functions and of local AWS, and its log."""
    for path in sorted(deployed.home.rglob("*")):
        if path.is_file() and not path.match(_STATE):
            name = str(path.relative_to(deployed.home))
            yield name, name.encode() + b"\n"
            yield name, path.read_bytes()


def _messages(deployed: Deployed) -> Iterator[Found]:
    sqs, sns = deployed.client("sqs"), deployed.client("sns")
    pages = sns.get_paginator("list_subscriptions").paginate()
    subscribed = {one["Endpoint"].rpartition(":")[2] for page in pages for one in page["Subscriptions"]}
    for url in sqs.list_queues().get("QueueUrls", []):
        name = url.rpartition("/")[2]
        kind = NOTIFICATIONS if name in subscribed else MESSAGES
        kind = FAILURES if url == deployed.outputs()["failure_queue_url"] else kind
        for message in messages_of(sqs, url):
            yield Found(kind, name, message)


_PLACES: Final[Mapping[str, Callable[[Deployed], _Places]]] = {
    "items of tables": _items,
    "records of streams": _stream_records,
    "versions of objects": _versions,
    "keys, metadata and tags of objects": _labels,
    "log events": _log_events,
    SECRET_VALUES: _secret_values,
    **SETTINGS,
    "users and quick connects": _users,
    "Terraform's state": _state,
    "Terraform's outputs": _outputs,
    "files on disk": _files,
}
KINDS: Final = (*_PLACES, FAILURES, NOTIFICATIONS, MESSAGES)
"""Every kind of place; a sweep that finds one of them empty has looked nowhere."""
