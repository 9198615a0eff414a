"""The shards of a stream in DynamoDB's stream API, so that positions in a failure document can be read.

ministack 1.5.33 shows every stream as one shard.
"""

import json
from collections.abc import Callable
from typing import Any

from ministack.core.responses import json_response
from ministack.services import dynamodb, dynamodb_streams

from local_aws.ministack.streams.source import lane_of, shard_id

# Separates ministack's iterator, which is base64, from the number of the shard.
_MARK = "."


def install(count_shards: Callable[[], int]) -> None:
    """Split ministack's one shard into as many as the poller reads.

    Args:
        count_shards: Tells how many there are now.
    """
    describe, get_iterator = dynamodb_streams._describe_stream, dynamodb_streams._get_shard_iterator
    get_records = dynamodb_streams._get_records

    def describe_shards(request: dict[str, Any]) -> Any:
        status, headers, body = describe(request)
        if status != 200:
            return status, headers, body
        document = json.loads(body)
        shards = document["StreamDescription"]["Shards"]
        document["StreamDescription"]["Shards"] = [
            {**shard, "ShardId": shard_id(number)} for shard in shards for number in range(count_shards())
        ]
        return json_response(document)

    def get_shard_iterator(request: dict[str, Any]) -> Any:
        names = [shard_id(number) for number in range(count_shards())]
        if request.get("ShardId") not in names:
            return get_iterator(request)
        status, headers, body = get_iterator({**request, "ShardId": shard_id(0)})
        if status != 200:
            return status, headers, body
        return json_response(_marked(json.loads(body), "ShardIterator", names.index(request["ShardId"])))

    def get_shard_records(request: dict[str, Any]) -> Any:
        iterator, _, number = (request.get("ShardIterator") or "").partition(_MARK)
        status, headers, body = get_records({**request, "ShardIterator": iterator})
        if status != 200 or not number:
            return status, headers, body
        document = json.loads(body)
        hash_key = dynamodb._tables[dynamodb_streams._decode_iterator(iterator)["t"]]["pk_name"]
        document["Records"] = [
            record for record in document["Records"] if lane_of(record, hash_key, count_shards()) == int(number)
        ]
        return json_response(_marked(document, "NextShardIterator", int(number)))

    dynamodb_streams._describe_stream = describe_shards
    dynamodb_streams._get_shard_iterator = get_shard_iterator
    dynamodb_streams._get_records = get_shard_records


def _marked(document: dict[str, Any], member: str, shard: int) -> dict[str, Any]:
    if document.get(member):
        document[member] += f"{_MARK}{shard}"
    return document
