"""Stream mappings end to end, beside ministack alone."""

from __future__ import annotations

import itertools
import json
import time
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import ClientError

from local_aws.tests.functional.support import RECORDER, wait_for

if TYPE_CHECKING:
    from local_aws.client import LocalAws
    from local_aws.tests.functional.support import World

PARTIAL = {"FunctionResponseTypes": ["ReportBatchItemFailures"]}


def _numbers(world: World, function: str) -> list[list[int]]:
    return [entry["numbers"] for entry in world.entries(function)]


def _names(world: World, function: str) -> list[str]:
    return [name for entry in world.entries(function) for name in entry["names"]]


def _flat(lists: list[list[int]]) -> list[int]:
    return [number for numbers in lists for number in numbers]


def _partly_bad(world: World) -> tuple[str, str, str]:
    """Deliver four records of one key in one batch, the second of which is reported as failed."""
    stream = world.stream()
    url, queue = world.queue()
    function = world.recorder(stream, queue)
    for n in range(1, 5):
        world.put(stream.table, "a", n, **({"do": "fail"} if n == 2 else {}))
    target = {"OnFailure": {"Destination": queue}}
    world.map(stream, function, MaximumRetryAttempts=2, DestinationConfig=target, **PARTIAL)
    return function, url, stream.arn


def test_redelivers_from_the_lowest_failed_record_and_then_gives_up(local: World) -> None:
    function, url, stream_arn = _partly_bad(local)
    (message,) = wait_for(lambda: local.messages(url))
    assert _numbers(local, function) == [[1, 2, 3, 4], [2, 3, 4], [2, 3, 4]]
    document = json.loads(message["Body"])
    assert document["requestContext"]["condition"] == "RetryAttemptsExhausted"
    assert document["requestContext"]["approximateInvokeCount"] == 3
    assert document["DDBStreamBatchInfo"]["batchSize"] == 3
    assert document["DDBStreamBatchInfo"]["streamArn"] == stream_arn
    assert "Records" not in json.dumps(document)


def test_ministack_alone_takes_a_partial_failure_for_success(bare: World) -> None:
    function, url, _ = _partly_bad(bare)
    wait_for(lambda: bare.entries(function))
    time.sleep(1.5)
    assert _numbers(bare, function) == [[1, 2, 3, 4]]
    assert bare.messages(url) == []


def _raising(world: World, **options: Any) -> str:
    """Deliver four records of one key, the third of which makes the function raise, then a fifth."""
    stream = world.stream()
    function = world.recorder(stream)
    for n in range(1, 6):
        world.put(stream.table, "a", n, **({"do": "raise"} if n == 3 else {}))
    world.map(stream, function, MaximumRetryAttempts=1, BatchSize=4, **options)
    return function


def test_a_raising_batch_is_retried_as_often_as_the_mapping_says(local: World) -> None:
    function = _raising(local)
    wait_for(lambda: [5] in _numbers(local, function))
    assert _numbers(local, function) == [[1, 2, 3, 4], [1, 2, 3, 4], [5]]


def test_a_raising_batch_is_halved_until_only_the_bad_record_is_lost(local: World) -> None:
    function = _raising(local, BisectBatchOnFunctionError=True)
    wait_for(lambda: [5] in _numbers(local, function))
    assert _numbers(local, function) == [[1, 2, 3, 4], [1, 2], [3, 4], [3], [3], [4], [5]]


def test_ministack_alone_neither_halves_nor_gives_up(bare: World) -> None:
    function = _raising(bare, BisectBatchOnFunctionError=True)
    wait_for(lambda: len(bare.entries(function)) > 2)
    assert all(numbers == [1, 2, 3, 4] for numbers in _numbers(bare, function))


def _slow_keys(world: World, keys: str, **options: Any) -> bool:
    """Tell whether two batches of different keys were ever under way at once."""
    stream = world.stream()
    function = world.recorder(stream)
    for n, key in enumerate(keys):
        world.put(stream.table, key, n, sleep=0.4)
    world.map(stream, function, BatchSize=1, **options)
    wait_for(lambda: len(world.entries(function)) == len(keys))
    spans = sorted((entry["started"], entry["ended"]) for entry in world.entries(function))
    return any(later[0] < earlier[1] for earlier, later in itertools.pairwise(spans))


def test_shards_run_at_once(local: World) -> None:
    assert _slow_keys(local, "abcdef")


def test_one_item_is_never_processed_twice_at_once(local: World) -> None:
    assert not _slow_keys(local, "aaa", ParallelizationFactor=2)


def test_ministack_alone_has_one_shard(bare: World) -> None:
    assert not _slow_keys(bare, "abcdef")


def test_a_batch_comes_twice_on_request(local: World, server: LocalAws) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    local.map(stream, function, BatchSize=1)  # else both records may be one batch
    server.controls.duplicate_next(1)
    local.put(stream.table, "a", 1)
    local.put(stream.table, "a", 2)
    server.controls.wait_until_idle(10)
    assert sorted(_flat(_numbers(local, function))) == [1, 1, 2]
    assert server.controls.streams()["duplicates"] == 0


def test_every_record_comes_once_while_the_shards_change(local: World, server: LocalAws) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    local.map(stream, function, BatchSize=3)
    try:
        for n in range(40):
            local.put(stream.table, f"key{n}", n)
            if n % 10 == 5:
                server.controls.set_shards(1 + n // 10)
        server.controls.wait_until_idle(10)
    finally:
        server.controls.set_shards(2)
    assert sorted(_flat(_numbers(local, function))) == list(range(40))


def test_a_disabled_mapping_rests_and_goes_on_where_it_was(local: World, server: LocalAws) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    uuid = local.map(stream, function)
    local.put(stream.table, "a", 1)
    wait_for(lambda: local.entries(function))
    local.client("lambda").update_event_source_mapping(UUID=uuid, Enabled=False)
    local.put(stream.table, "a", 2)
    time.sleep(0.3)
    assert _numbers(local, function) == [[1]]
    local.client("lambda").update_event_source_mapping(UUID=uuid, Enabled=True)
    wait_for(lambda: len(local.entries(function)) == 2)
    assert _numbers(local, function) == [[1], [2]]


def test_latest_starts_after_what_is_there(local: World, server: LocalAws) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    local.put(stream.table, "a", 1)
    local.map(stream, function, StartingPosition="LATEST")
    local.put(stream.table, "a", 2)
    server.controls.wait_until_idle(10)
    assert _numbers(local, function) == [[2]]


def _removal_below_an_absent_parent(world: World) -> str:
    """Remove an item; the filter asks that the new image, which a removal lacks, has no attribute `x`."""
    stream = world.stream()
    function = world.recorder(stream)
    world.put(stream.table, "a", 1, x="there")
    world.client("dynamodb").delete_item(TableName=stream.table, Key={"k": {"S": "a"}, "n": {"N": "1"}})
    world.put(stream.table, "a", 2, last="yes")
    patterns = [
        {"eventName": ["REMOVE"], "dynamodb": {"NewImage": {"x": {"S": [{"exists": False}]}}}},
        {"dynamodb": {"NewImage": {"last": {"S": ["yes"]}}}},
    ]
    filters = [{"Pattern": json.dumps(pattern)} for pattern in patterns]
    world.map(stream, function, FilterCriteria={"Filters": filters})
    wait_for(lambda: 2 in _flat(_numbers(world, function)))
    return function


def test_exists_false_matches_below_an_absent_parent(local: World) -> None:
    function = _removal_below_an_absent_parent(local)
    assert _names(local, function) == ["REMOVE", "INSERT"]


def test_ministack_alone_needs_the_parent(bare: World) -> None:
    function = _removal_below_an_absent_parent(bare)
    assert _names(bare, function) == ["INSERT"]


def _without_permission(world: World) -> str:
    stream = world.stream()
    return world.map(stream, world.function(RECORDER, world.role()))


def test_the_role_must_be_able_to_read_the_stream(local: World) -> None:
    with pytest.raises(ClientError, match="Please ensure the role can perform the GetRecords"):
        _without_permission(local)


def test_ministack_alone_reads_in_nobodys_name(bare: World) -> None:
    assert _without_permission(bare)


def test_a_write_that_changes_nothing_leaves_no_record(local: World, server: LocalAws) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    local.map(stream, function)
    for _ in range(3):
        local.put(stream.table, "a", 1, x="same")
    local.put(stream.table, "a", 1, x="other")
    server.controls.wait_until_idle(10)
    assert _names(local, function) == ["INSERT", "MODIFY"]


def test_an_invalid_filter_is_refused(local: World) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    with pytest.raises(ClientError, match="Invalid filter pattern"):
        local.map(stream, function, FilterCriteria={"Filters": [{"Pattern": '{"eventName": "INSERT"}'}]})
