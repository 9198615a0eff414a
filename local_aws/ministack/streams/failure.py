"""The document that Lambda sends to a failure destination when it gives up records of a stream."""

import uuid
from datetime import UTC, datetime
from typing import Any

from local_aws.ministack.streams.source import Record, shard_id


def document(
    mapping: dict[str, Any], config: dict[str, Any], records: list[Record], condition: str, attempts: int, shard: int
) -> dict[str, Any]:
    """Return the document; as on AWS it has positions in the stream, not the records.

    Source: https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html

    Args:
        mapping: The event source mapping.
        config: The function's configuration.
        records: What was given up.
        condition: `RetryAttemptsExhausted` or `RecordAgeExceeded`.
        attempts: How often the function was invoked with them.
        shard: Number of the shard.
    """
    first, last = records[0]["dynamodb"], records[-1]["dynamodb"]
    document: dict[str, Any] = {
        "requestContext": {
            "requestId": str(uuid.uuid4()),
            "functionArn": config["FunctionArn"],
            "condition": condition,
            "approximateInvokeCount": attempts,
        },
        "version": "1.0",
        "timestamp": datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "DDBStreamBatchInfo": {
            "shardId": shard_id(shard),
            "startSequenceNumber": first["SequenceNumber"],
            "endSequenceNumber": last["SequenceNumber"],
            "approximateArrivalOfFirstRecord": _time(first["ApproximateCreationDateTime"]),
            "approximateArrivalOfLastRecord": _time(last["ApproximateCreationDateTime"]),
            "batchSize": len(records),
            "streamArn": mapping["EventSourceArn"],
        },
    }
    if attempts:
        document["responseContext"] = {"statusCode": 200, "executedVersion": "$LATEST", "functionError": "Unhandled"}
    return document


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
