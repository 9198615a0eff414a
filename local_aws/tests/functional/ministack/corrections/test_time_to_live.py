"""DynamoDB's time to live, beside ministack alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from local_aws.tests.functional.support import wait_for

if TYPE_CHECKING:
    from pathlib import Path

    from local_aws.tests.functional.support import World


def _expiring(world: World) -> str:
    stream = world.stream()
    setting = {"Enabled": True, "AttributeName": "expires_at"}
    world.client("dynamodb").update_time_to_live(TableName=stream.table, TimeToLiveSpecification=setting)
    now = int(time.time())
    world.put(stream.table, "a", 1, expires_at=now - 10)
    world.put(stream.table, "a", 2, expires_at=now + 3600)
    world.put(stream.table, "a", 3, expires_at=str(now - 10))
    world.put(stream.table, "a", 4, expires_at=now - 6 * 365 * 24 * 3600)
    world.put(stream.table, "a", 5)
    function = world.recorder(stream)
    world.map(stream, function, FilterCriteria={"Filters": [{"Pattern": '{"eventName": ["REMOVE"]}'}]})
    wait_for(lambda: len(_numbers(world, stream.table)) < 5)
    assert _numbers(world, stream.table) == [2, 3, 4, 5]
    return function


def _numbers(world: World, table: str) -> list[int]:
    found: Any = world.client("dynamodb").scan(TableName=table)
    return sorted(int(item["n"]["N"]) for item in found["Items"])


def test_a_removal_leaves_a_record_of_the_service(local: World) -> None:
    function = _expiring(local)
    (entry,) = wait_for(lambda: local.entries(function))
    assert (entry["names"], entry["numbers"], entry["by"]) == (["REMOVE"], [1], ["dynamodb.amazonaws.com"])


def test_an_ordinary_removal_has_no_such_identity(local: World) -> None:
    stream = local.stream()
    function = local.recorder(stream)
    local.put(stream.table, "a", 1)
    local.client("dynamodb").delete_item(TableName=stream.table, Key={"k": {"S": "a"}, "n": {"N": "1"}})
    local.map(stream, function)
    wait_for(lambda: local.entries(function))
    assert local.entries(function)[0]["by"] == [None, None]


# Its reaper sleeps for a minute, so this process makes sleeping short.
REAPER = """
import json, time
sleep = time.sleep
time.sleep = lambda seconds: sleep(0.05)
from ministack.services import dynamodb
key = [{"AttributeName": "k", "KeyType": "HASH"}]
dynamodb._create_table({
    "TableName": "table", "KeySchema": key, "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "k", "AttributeType": "S"}],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
})
dynamodb._update_ttl({"TableName": "table", "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "t"}})
dynamodb._put_item({"TableName": "table", "Item": {"k": {"S": "a"}, "t": {"N": "1000000000"}}})
deadline = time.time() + 60
while dynamodb._tables["table"]["items"] and time.time() < deadline:
    sleep(0.02)
records = dynamodb.stream_live_records("table")
print(json.dumps([len(dynamodb._tables["table"]["items"]), [record["eventName"] for record in records]]))
"""


def test_ministack_alone_removes_without_a_record(tmp_path: Path) -> None:
    result = subprocess.run([sys.executable, "-c", REAPER], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert json.loads(result.stdout.splitlines()[-1]) == [0, ["INSERT"]]
