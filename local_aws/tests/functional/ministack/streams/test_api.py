"""Shards in DynamoDB's stream API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def _shards(world: World) -> dict[str, list[str]]:
    """Write to twelve keys and read them back, by shard."""
    stream = world.stream()
    for n in range(12):
        world.put(stream.table, f"key{n}", n)
    client: Any = world.client("dynamodbstreams")
    found = {}
    for shard in client.describe_stream(StreamArn=stream.arn)["StreamDescription"]["Shards"]:
        name = shard["ShardId"]
        iterator = client.get_shard_iterator(StreamArn=stream.arn, ShardId=name, ShardIteratorType="TRIM_HORIZON")
        page = client.get_records(ShardIterator=iterator["ShardIterator"])
        assert client.get_records(ShardIterator=page["NextShardIterator"])["Records"] == []
        found[name] = [record["dynamodb"]["Keys"]["n"]["N"] for record in page["Records"]]
    return found


def test_every_record_is_in_one_of_two_shards(local: World) -> None:
    shards = _shards(local)
    assert len(shards) == 2
    assert all(shards.values())
    assert sorted(int(number) for numbers in shards.values() for number in numbers) == list(range(12))


def test_ministack_alone_shows_one(bare: World) -> None:
    assert len(_shards(bare)) == 1
