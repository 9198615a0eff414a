"""Finds the KMS keys that a request needs, and what the service does with each; for `kms_permissions`."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, unquote

from ministack.core.responses import get_account_id, get_region
from ministack.services import dynamodb, s3, secretsmanager, sns, sqs

_KEY_HEADER = "x-amz-server-side-encryption-aws-kms-key-id"

_WRITE = ("kms:GenerateDataKey", "kms:Decrypt")

# https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
_MAKE_TABLE = (
    *("kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:ReEncryptTo"),
    *("kms:GenerateDataKey", "kms:DescribeKey", "kms:CreateGrant"),
)
_READ = ("kms:Decrypt",)

# Query parameters that a plain read or write of an object can have; with any other it is about something else.
_OBJECT_QUERY = {"versionId", "partNumber", "uploadId", "uploads", "x-id"}

_TABLE_OPERATIONS = frozenset(
    {
        *("GetItem", "PutItem", "UpdateItem", "DeleteItem", "BatchGetItem", "BatchWriteItem"),
        *("Query", "Scan", "TransactGetItems", "TransactWriteItems"),
    }
)


@dataclass(frozen=True)
class Use:
    """A key and what is done with it.

    Attributes:
        key: Id, ARN or alias; None where nothing is encrypted with a key of one's own.
        actions: IAM actions.
        encryption_context: What the service passes to KMS, and policies can have conditions on.
    """

    key: str | None
    actions: tuple[str, ...]
    encryption_context: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Request:
    """A request as ministack hands it to a service."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    query: dict[str, list[str]]

    @property
    def operation(self) -> str:
        """Name of the operation, in the services that speak JSON."""
        return self.headers.get("x-amz-target", "").rpartition(".")[2]

    @property
    def document(self) -> dict[str, Any]:
        """The JSON body; empty if it is none, which the service itself will refuse."""
        try:
            document = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return document if isinstance(document, dict) else {}


def _secret(request: Request) -> list[Use]:
    operation, document = request.operation, request.document
    if operation == "CreateSecret":
        # Secrets Manager tells AWS KMS the ARN of the secret that it is about to make, whose end nobody else knows yet.
        arn = f"arn:aws:secretsmanager:{get_region()}:{get_account_id()}:secret:{document.get('Name')}-000000"
        return [Use(document.get("KmsKeyId"), _WRITE, {"SecretARN": arn})]
    _, secret = secretsmanager._resolve(document.get("SecretId"))
    if secret is None:
        return []
    if operation == "GetSecretValue":
        return [Use(secret.get("KmsKeyId"), _READ, {"SecretARN": secret["ARN"]})]
    if operation == "PutSecretValue" or (operation == "UpdateSecret" and "SecretString" in document):
        return [Use(document.get("KmsKeyId") or secret.get("KmsKeyId"), _WRITE, {"SecretARN": secret["ARN"]})]
    return []


def _table(request: Request) -> list[Use]:
    document = request.document
    if request.operation == "CreateTable":
        key = (document.get("SSESpecification") or {}).get("KMSMasterKeyId")
        return [Use(key, _MAKE_TABLE)]
    if request.operation not in _TABLE_OPERATIONS:
        return []
    names = {document.get("TableName"), *(document.get("RequestItems") or {})}
    for action in document.get("TransactItems") or ():
        names.update(member.get("TableName") for member in action.values())
    return [use_of_table(dynamodb._normalize_table_name(name)) for name in names if name]


def use_of_table(name: str) -> Use:
    """What reading or writing a table, or reading its stream, does with its key."""
    table = dynamodb._tables.get(name) or {}
    key = (table.get("SSEDescription") or {}).get("KMSMasterKeyArn")
    context = {"aws:dynamodb:tableName": name, "aws:dynamodb:subscriberId": get_account_id()}
    return Use(key, _READ, context)


def _queue(request: Request) -> list[Use]:
    operation = request.operation
    actions = {"SendMessage": _WRITE, "SendMessageBatch": _WRITE, "ReceiveMessage": _READ}.get(operation)
    queue = sqs._queues.get(request.document.get("QueueUrl"))
    return [use_of_queue(queue, actions)] if queue is not None and actions else []


def use_of_queue(queue: dict[str, Any], actions: tuple[str, ...] = _WRITE) -> Use:
    """What sending to a queue, or receiving from it, does with its key."""
    attributes = queue["attributes"]
    return Use(attributes.get("KmsMasterKeyId"), actions, {"aws:sqs:arn": attributes.get("QueueArn", "")})


def _topic(request: Request) -> list[Use]:
    form = parse_qs(request.body.decode())
    if form.get("Action", [""])[0] not in {"Publish", "PublishBatch"}:
        return []
    arn = form.get("TopicArn", [""])[0]
    topic = sns._topics.get(arn) or {"attributes": {}}
    return [Use(topic["attributes"].get("KmsMasterKeyId"), _WRITE, {"aws:sns:topicArn": arn})]


def _object(request: Request) -> list[Use]:
    bucket, _, key = request.path.lstrip("/").partition("/")
    if not key or request.query.keys() - _OBJECT_QUERY:
        return []
    if request.method == "GET" and "uploadId" not in request.query:
        return [_read_of_object(bucket, key, request.query.get("versionId", [None])[0])]
    if request.method != "PUT" and "uploads" not in request.query:
        return []
    default = s3._bucket_default_sse_headers(bucket).get(_KEY_HEADER)
    in_parts = "uploads" in request.query or "uploadId" in request.query
    used = request.headers.get(_KEY_HEADER) or default
    uses = [Use(used, _WRITE if in_parts else _WRITE[:1], _object_context(bucket, key))]
    source = unquote(request.headers.get("x-amz-copy-source", "")).lstrip("/")
    if source:
        path, _, version = source.partition("?versionId=")
        source_bucket, _, source_key = path.partition("/")
        uses.append(_read_of_object(source_bucket, source_key, version or None))
    return uses


def _object_context(bucket: str, key: str) -> dict[str, str]:
    configuration = s3._bucket_encryption.get(bucket) or ""
    text = configuration.decode() if isinstance(configuration, bytes) else configuration
    # With an S3 Bucket Key, the encryption context is the bucket's ARN, not the object's.
    by_bucket = "BucketKeyEnabled>true<" in text
    return {"aws:s3:arn": f"arn:aws:s3:::{bucket}" if by_bucket else f"arn:aws:s3:::{bucket}/{key}"}


def _read_of_object(bucket: str, key: str, version: str | None) -> Use:
    """What reading an object, or a version of it, does with the key that it was encrypted with."""
    if version is None:
        found = (s3._buckets.get(bucket) or {"objects": {}})["objects"].get(key)
    else:
        versions = s3._object_versions.get((bucket, key)) or ()
        found = next((one for one in versions if one["version_id"] == version), None)
    used = (found or {}).get("preserved_headers", {}).get(_KEY_HEADER)
    return Use(used, _READ, _object_context(bucket, key))


USES: dict[str, Callable[[Request], list[Use]]] = {
    "secretsmanager": _secret,
    "dynamodb": _table,
    "sns": _topic,
    "sqs": _queue,
    "s3": _object,
}
