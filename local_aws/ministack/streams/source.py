"""Reads a table's stream, and splits its records into lanes and batches."""

import json
import zlib
from dataclasses import dataclass
from typing import Any

from ministack.services import dynamodb

from local_aws.ministack.streams.filters import Pattern, matches

Record = dict[str, Any]

# How many records a lane reads at a time.
_PAGE = 5_000

# Lambda's limit for the payload of a synchronous invocation.
_PAYLOAD_BYTES = 6_000_000


def lane_of(record: Record, hash_key: str, lanes: int) -> int:
    """Return the lane of a record; all records of one item have the same.

    Args:
        record: A stream record.
        hash_key: Name of the table's partition key.
        lanes: How many there are.
    """
    key = record["dynamodb"]["Keys"][hash_key]
    return zlib.crc32(json.dumps(key, sort_keys=True).encode()) % lanes


def shard_id(shard: int) -> str:
    """Return a shard's id; the first has the id of ministack's only shard."""
    return f"shardId-00000000000000000000-{shard:08d}"


@dataclass(frozen=True)
class Stream:
    """The current stream of a table; used within the table's account and region.

    Attributes:
        table: Table name.
        arn: ARN of the stream.
        hash_key: Name of the table's partition key.
    """

    table: str
    arn: str
    hash_key: str

    @classmethod
    def find(cls, arn: str) -> "Stream | None":
        """Look a stream up; None if its table has no such stream any more."""
        name = arn.partition(":table/")[2].partition("/stream/")[0]
        table = dynamodb._tables.get(name)
        if not table or table.get("LatestStreamArn") != arn:
            return None
        return cls(name, arn, table["pk_name"])

    def since(self, position: int) -> tuple[int, list[Record]]:
        """Some of the records from a position on, and the position of the first of them."""
        start = int(dynamodb.stream_start_position(self.table))
        offset = max(0, position - start)
        return start + offset, dynamodb.stream_live_records(self.table)[offset : offset + _PAGE]

    def length_since(self, position: int) -> int:
        """How many records there are from a position on."""
        return max(0, int(dynamodb.stream_end_position(self.table)) - position)


@dataclass(frozen=True)
class Batch:
    """Records for one invocation.

    Attributes:
        records: Those that match the filters.
        next_position: Where to read on when they are done.
        full: Whether no more would fit.
    """

    records: list[Record]
    next_position: int
    full: bool


def take_batch(records: list[Record], position: int, wanted: Any, patterns: list[Pattern], size: int) -> Batch:
    """Gather a batch.

    Args:
        records: The stream from `position` on.
        position: See there.
        wanted: Whether a record at a position is to be delivered here.
        patterns: The mapping's filters.
        size: The most records.
    """
    taken: list[Record] = []
    total = 0
    for offset, record in enumerate(records):
        if not wanted(position + offset, record) or not matches(record, patterns):
            continue
        length = len(json.dumps(record))
        if len(taken) == size or (taken and total + length > _PAYLOAD_BYTES):
            return Batch(taken, position + offset, full=True)
        taken.append(record)
        total += length
    return Batch(taken, position + len(records), full=len(taken) == size)
