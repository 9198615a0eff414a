"""The stores that ingest writes, with the keys, indexes and streams that the storage module gives them."""

from __future__ import annotations

from typing import Any

from benchmarks.settings import AGENTS_TABLE, FILES_TABLE, REPORT_BUCKET, UPLOAD_BUCKET


def create_stores(dynamodb: Any, s3: Any) -> None:
    """Create the files and agents tables and both buckets."""
    _create_table(
        dynamodb,
        FILES_TABLE,
        ("key", "sequencer"),
        {"unfinished": ("unfinished", "progress_at"), "redaction": ("redaction",)},
    )
    _create_table(dynamodb, AGENTS_TABLE, ("username",), {"by_source": ("source_key",)})
    for bucket in (UPLOAD_BUCKET, REPORT_BUCKET):
        s3.create_bucket(Bucket=bucket)
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": "Enabled"})


def _create_table(dynamodb: Any, name: str, keys: tuple[str, ...], indexes: dict[str, tuple[str, ...]]) -> None:
    attributes = dict.fromkeys([*keys, *(key for index in indexes.values() for key in index)])
    dynamodb.create_table(
        TableName=name,
        KeySchema=_schema(keys),
        AttributeDefinitions=[{"AttributeName": attribute, "AttributeType": "S"} for attribute in attributes],
        GlobalSecondaryIndexes=[
            {"IndexName": index, "KeySchema": _schema(own), "Projection": {"ProjectionType": "KEYS_ONLY"}}
            for index, own in indexes.items()
        ],
        BillingMode="PAY_PER_REQUEST",
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
    )


def _schema(keys: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"AttributeName": key, "KeyType": role} for key, role in zip(keys, ("HASH", "RANGE"), strict=False)]
