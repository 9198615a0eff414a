"""What wakes provision and report: records of DynamoDB's streams, and messages of the retry queue."""

from __future__ import annotations

import json
from typing import Any, Final

from provision.retrying.turn import RetryMessage
from roster.items import to_wire
from tests.fuzz.deployment import stream_record
from tests.fuzz.entry import REFUSALS, Entry, check_told, check_work, json_of
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.site import Site, open_site

_GOOD: Final = {
    "username": "eve",
    "state": "present",
    "revision": 1,
    "identity": {"first_name": "Eve", "last_name": "Moss"},
    "phone": {"type": "SOFT_PHONE", "auto_accept": False, "acw_seconds": 0},
    "routing_profile": "Basic Routing Profile",
    "security_profiles": ["Agent"],
}


def _answer_is_well_formed(answer: Any) -> bool:
    return set(answer) == {"batchItemFailures"} and all(
        isinstance(failure["itemIdentifier"], str) for failure in answer["batchItemFailures"]
    )


def _with_good(event: Any, good: dict[str, Any]) -> bool:
    """Put a record that is right behind those of an event; return whether the event has records at all."""
    records = event.get("Records") if isinstance(event, dict) else None
    if isinstance(records, list):
        records.append(good)
    return isinstance(records, list)


def _is_provisioned(site: Site) -> bool:
    return any(user["Username"] == "eve" for user in site.world.connect.users.values())


def agents_stream(data: bytes) -> None:
    """Hand records of the agents table to provision: the agent that is right is provisioned, beside whatever is not."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    with open_site() as site:
        site.world.dynamodb.put_item(TableName="rollcall-agents", Item=to_wire(_GOOD))
        has_good = _with_good(event, stream_record({"username": "eve"}, 99))
        try:
            answer = site.provision(event)
        except REFUSALS:
            assert not has_good, "records that can't be read hold up the one behind them"
        else:
            assert _answer_is_well_formed(answer), answer
        assert not has_good or _is_provisioned(site)
        check_told(site)
        check_work(site, data)


def retry_queue(data: bytes) -> None:
    """Hand a message of the retry queue to provision, and one that is right behind it."""
    body = data.decode("utf-8", "replace")
    good = RetryMessage("eve", "", 1, "2026-11-22T12:00:00.000Z", "").body()
    with open_site() as site:
        site.world.dynamodb.put_item(TableName="rollcall-agents", Item=to_wire(_GOOD))
        messages = [
            {"messageId": str(number), "eventSource": "aws:sqs", "body": text}
            for number, text in enumerate((body, good))
        ]
        answer = site.provision({"Records": messages})
        assert _answer_is_well_formed(answer), answer
        assert {failure["itemIdentifier"] for failure in answer["batchItemFailures"]} <= {"0"}
        assert _is_provisioned(site)
        check_told(site)
        check_work(site, data)


def files_stream(data: bytes) -> None:
    """Hand records of the files table to report: an import that is ready is reported, beside whatever is not."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    with open_site() as site:
        [record] = site.world.records()
        place = {"key": record["key"], "sequencer": record["sequencer"]}
        item = site.world.dynamodb.tables["rollcall-files"][(record["key"], record["sequencer"])]
        site.world.dynamodb.put_item(TableName="rollcall-files", Item=item | to_wire({"status": "PROVISIONING"}))
        has_good = _with_good(event, stream_record(place, 99))
        sent = len(site.world.topic.messages)
        try:
            answer = site.report(event)
        except REFUSALS:
            assert not has_good, "records that can't be read hold up the one behind them"
        else:
            assert _answer_is_well_formed(answer), answer
            assert not answer["batchItemFailures"], answer
        assert not has_good or len(site.world.topic.messages) > sent
        check_told(site)
        check_work(site, data)


def agent_seeds() -> list[bytes]:
    """Return events of the agents table's stream."""
    ada = {"username": "ada"}
    image = to_wire(_GOOD | ada)
    events = (
        [stream_record(ada, NewImage=image)],
        [
            stream_record(ada, 1, "REMOVE", OldImage=image | {"user_id": {"S": "user-1"}}),
            stream_record({"username": "bob"}, 2),
        ],
        [
            stream_record({"username": "dan"}, 3, "REMOVE", OldImage={})
            | {"userIdentity": {"type": "Service", "principalId": "dynamodb.amazonaws.com"}}
        ],
        [{"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "cyd"}}, "SequenceNumber": "0"}}],
    )
    return [json.dumps({"Records": records}).encode() for records in events]


def retry_seeds() -> list[bytes]:
    """Return messages of the retry queue."""
    removed = {"username": "ada", "user_id": "user-1", "instance_id": "i", "source": "upload", "import_id": "0" * 32}
    return [
        RetryMessage("ada", "0123456789abcdef", 3, "2026-11-22T12:00:00.000Z", "0123456789abcdef").body().encode(),
        RetryMessage("gone", "", 1, "2026-11-22T12:00:00.000Z", "", [removed]).body().encode(),
    ]


def file_seeds() -> list[bytes]:
    """Return events of the files table's stream."""
    keys = {"key": "staff.csv", "sequencer": "0000000000000001000000000000000000000000"}
    record = stream_record(keys, NewImage=to_wire({**keys, "status": "PROVISIONING", "pending": 0}))
    return [json.dumps({"Records": records}).encode() for records in ([record], [record, record])]


ENTRIES: Final = (
    Entry("agents-stream", agents_stream, change_json),
    Entry("files-stream", files_stream, change_json),
    Entry("retry-queue", retry_queue, change_json),
)
