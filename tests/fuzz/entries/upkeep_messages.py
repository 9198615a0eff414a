"""What upkeep gets: messages of the failure queue, and the event of its schedule or an operator."""

from __future__ import annotations

import json
from typing import Any, Final

from roster.s3_events import created_event
from tests.functional.flow.world import UPLOADS
from tests.fuzz.entry import REFUSALS, Entry, check_told, check_work, json_of
from tests.fuzz.mutation.json_documents import change_json
from tests.fuzz.site import open_site
from upkeep.failure_messages import read_failure
from upkeep.handler import lambda_handler

_ASKED: Final = {"idle_seconds": 7200}
"""An operator's event: the comparison with Amazon Connect is left out."""


def _envelope(key: str, **members: Any) -> dict[str, Any]:
    event = created_event(bucket=UPLOADS, key=key, version_id="v1", sequencer="1")
    return {"requestContext": {"condition": "RetriesExhausted"}, "requestPayload": event | members}


def failure_queue(data: bytes) -> None:
    """Work through a queue with a message and one that is right: that one is replayed, the other is or stays."""
    body = data.decode("utf-8", "replace")
    with open_site() as site:
        site.queues.bodies |= {"first": body, "good": json.dumps(_envelope("good.csv"))}
        tasks = site.invoke(lambda_handler, dict(_ASKED))
        assert "good" not in site.queues.bodies, "the good message is still there"
        assert any("good.csv" in event for event in site.functions.events)
        queue = tasks["failure_queue"]
        assert queue["left"] == len(site.queues.bodies)
        assert "first" in site.queues.bodies or read_failure(body) is not None, "a message that can't be read is gone"
        check_told(site)
        check_work(site, data)


def upkeep_event(data: bytes) -> None:
    """Invoke upkeep: it does its tasks, or refuses the event and says why."""
    try:
        event = json_of(data)
    except (ValueError, RecursionError):
        return
    with open_site() as site:
        try:
            answer = site.invoke(lambda_handler, event)
        except REFUSALS:
            pass
        else:
            assert answer["expired_passwords"] == 0
        check_told(site)
        check_work(site, data)


def message_seeds() -> list[bytes]:
    """Return messages of each kind that the failure queue holds."""
    stream = "arn:aws:dynamodb:eu-central-1:123456789012:table/rollcall-agents/stream/2026-11-22T12:00:00.000"
    position = {
        "requestContext": {"condition": "RecordAgeExceeded"},
        "DDBStreamBatchInfo": {
            "shardId": "shardId-000",
            "streamArn": stream,
            "approximateArrivalOfLastRecord": "2026-11-22T12:00:00.000Z",
        },
    }
    of_files = json.loads(json.dumps(position).replace("rollcall-agents", "rollcall-files"))
    turn = {
        "username": "ada",
        "id": "x",
        "attempt": 5,
        "since": "2026-11-22T12:00:00.000Z",
        "wanted": "y",
        "removed": [],
    }
    documents = (_envelope("list.csv"), _envelope("a b/ä.csv", **{"rollcall-replays": 4}), position, of_files, turn)
    return [json.dumps(document).encode() for document in documents]


ENTRIES: Final = (
    Entry("failure-queue", failure_queue, change_json),
    Entry("upkeep-event", upkeep_event, change_json),
)
