"""What is read of S3 events, whoever sent them."""

from __future__ import annotations

from typing import Any

import pytest

from roster.errors import PermanentError
from roster.s3_events import CreatedObject, created_event, created_objects

GOOD = created_event(bucket="b", key="Früh + spät.csv", version_id="v1", sequencer="00AB")["Records"][0]


def test_what_is_built_is_read_again() -> None:
    assert created_objects({"Records": [GOOD]}) == ([CreatedObject("b", "Früh + spät.csv", "v1", "00AB")], 0)


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {},
        {"s3": {}},
        {"s3": {"bucket": {"name": "b"}, "object": {"key": "k"}}},
        {"s3": {"bucket": {"name": "b"}, "object": {"key": 5, "sequencer": "1"}}},
        {"s3": {"bucket": {"name": "b"}, "object": {"key": "k", "sequencer": ["1"]}}},
        {"s3": {"bucket": {"name": ""}, "object": {"key": "k", "sequencer": "1"}}},
        {"s3": {"bucket": {"name": "b"}, "object": {"key": "\ud800", "sequencer": "1"}}},
    ],
)
def test_a_record_that_can_not_be_read_is_counted_and_the_others_are_read(broken: Any) -> None:
    created, unreadable = created_objects({"Records": [broken, GOOD]})

    assert [upload.key for upload in created] == ["Früh + spät.csv"]
    assert unreadable == 1


@pytest.mark.parametrize("event", [None, [], {}, {"Event": "s3:TestEvent"}, {"Records": {}}])
def test_an_event_without_records_is_refused(event: Any) -> None:
    with pytest.raises(PermanentError, match="no list of records"):
        created_objects(event)
