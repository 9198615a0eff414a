"""When an agent's turn has come, and what brings it back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from provision.connect.errors import ForbiddenError
from provision.retrying.refusals import LEAST_REFUSED, refuses_all
from provision.retrying.turn import MAX_AGE, MAX_DELAY_SECONDS, RetryMessage, Turn, delay_seconds, wanted_digest
from roster.clock import timestamp
from roster.errors import RetryableError

NOW = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)


def item(**attributes: Any) -> Any:
    return {"username": "ada", "state": "present", "revision": 3, "hierarchy": "Support"} | attributes


def waiting(seconds: float = 60, *, since: datetime = NOW, **attributes: Any) -> Any:
    """An agent whose message comes back so many seconds later."""
    found = item(**attributes)
    marker = {
        "id": "m1",
        "attempt": 2,
        "since": timestamp(since),
        "sent_at": timestamp(NOW),
        "wanted": wanted_digest(found),
    }
    return found | {"retry": marker | {"at": timestamp(NOW + timedelta(seconds=seconds))}}


def message(message_id: str = "m1", **attributes: Any) -> RetryMessage:
    values: dict[str, Any] = {"username": "ada", "id": message_id, "attempt": 2, "since": timestamp(NOW), "wanted": ""}
    return RetryMessage(**values | attributes)


def test_what_a_message_says_is_read_again() -> None:
    sent = message(removed=[{"username": "ada", "user_id": "u"}])

    assert RetryMessage.read(sent.body()) == sent


@pytest.mark.parametrize(
    "change",
    [
        {"username": ""},
        {"username": None},
        {"since": "yesterday"},
        {"attempt": "2"},
        {"attempt": -1},
        {"id": 7},
        {"removed": {}},
        {"removed": ["ada"]},
        {"removed": [{}]},
        {"more": 1},
    ],
)
def test_what_is_none_of_ours_is_not_read(change: dict[str, Any]) -> None:
    assert RetryMessage.read(json.dumps(json.loads(message().body()) | change)) is None


@pytest.mark.parametrize("body", ["", "no JSON", "[]", "7", "null", "[" * 100_000])
def test_what_is_no_document_of_ours_is_not_read(body: str) -> None:
    assert RetryMessage.read(body) is None


@pytest.mark.parametrize("attempt", [-(10**30), -5, 0, 1, 10**30])
def test_any_number_in_an_item_gives_a_delay(attempt: int) -> None:
    found = item()
    found["retry"] = {"attempt": attempt, "wanted": wanted_digest(found)}

    sent = Turn("ada", item=found).next_message(NOW, "id")

    assert 0 < delay_seconds(sent.attempt) <= 900


def test_a_stream_record_leaves_an_agent_to_its_message() -> None:
    turn = Turn("ada")

    assert turn.is_due(item(), NOW)
    assert not turn.is_due(waiting(), NOW)
    assert turn.is_due(waiting(), NOW + timedelta(seconds=61))
    assert turn.is_due(waiting() | {"hierarchy": "Sales"}, NOW)
    assert turn.is_due(waiting() | {"revision": 4}, NOW)
    assert turn.is_due(waiting() | {"state": "absent"}, NOW)
    assert turn.is_due(waiting(requeued_at=timestamp(NOW + timedelta(seconds=1))), NOW)
    assert not turn.is_due(waiting(requeued_at=timestamp(NOW - timedelta(seconds=1))), NOW)


@pytest.mark.parametrize("marker", ["soon", {}, {"at": "soon"}, {"at": "2999-01-01T00:00:00.000Z"}])
def test_what_others_wrote_there_holds_up_nobody(marker: Any) -> None:
    found = item()
    if isinstance(marker, dict):
        marker = marker | {"wanted": wanted_digest(found)}

    assert Turn("ada").is_due(found | {"retry": marker}, NOW)


def test_the_message_that_the_item_names_counts_and_no_other() -> None:
    assert Turn("ada", message=message()).is_due(waiting(), NOW)
    assert not Turn("ada", message=message("m0")).is_due(waiting(), NOW)
    assert not Turn("ada", message=message()).is_due(item(), NOW)
    assert not Turn("ada", message=message()).is_due(waiting() | {"hierarchy": "Sales"}, NOW)
    # Of an agent that could not be read nobody knows what the item names.
    assert Turn("ada", message=message("")).is_due(item(), NOW)
    assert not Turn("ada", message=message("")).is_due(waiting(), NOW)


def test_the_next_message_goes_on_where_the_last_one_was() -> None:
    later = NOW + timedelta(hours=1)
    first = Turn("ada", item=item()).next_message(NOW, "m1")
    next_one = Turn("ada", message=message(), item=waiting()).next_message(later, "m2")
    by_stream = Turn("ada", item=waiting()).next_message(later, "m2")
    anew = Turn("ada", item=waiting() | {"hierarchy": "Sales"}).next_message(later, "m2")

    assert (first.id, first.attempt, first.since, first.wanted) == ("m1", 1, timestamp(NOW), wanted_digest(item()))
    assert (next_one.id, next_one.attempt, next_one.since) == ("m2", 3, timestamp(NOW))
    assert (by_stream.attempt, by_stream.since) == (3, timestamp(NOW))
    assert (anew.attempt, anew.since) == (1, timestamp(later))


def test_an_unread_agent_has_a_message_that_names_nothing() -> None:
    unread = Turn("ada", message=message()).next_message(NOW, "m2")

    assert (unread.id, unread.wanted, unread.attempt) == ("", "", 3)


def test_of_a_deleted_item_goes_along_what_leads_to_its_user() -> None:
    image = {"username": "ada", "user_id": "u", "instance_id": "i", "identity": {"last_name": "King"}, "applied": {}}

    assert Turn("ada", [image]).next_message(NOW, "m").removed == [
        {"username": "ada", "user_id": "u", "instance_id": "i"}
    ]


def test_trying_again_ends_after_23_hours() -> None:
    turn, found = Turn("ada"), waiting(since=NOW)

    assert not turn.gives_up(found, NOW + MAX_AGE - timedelta(seconds=1))
    assert turn.gives_up(found, NOW + MAX_AGE)
    assert not turn.gives_up(found | {"hierarchy": "Sales"}, NOW + MAX_AGE)
    assert not turn.gives_up(item(), NOW)
    assert Turn("ada", message=message()).is_too_old(NOW + MAX_AGE)
    assert not Turn("ada").is_too_old(NOW + MAX_AGE)


def test_delays_double_and_stay_within_what_sqs_takes() -> None:
    longest = [max(delay_seconds(attempt) for _ in range(50)) for attempt in range(1, 8)]

    assert all(
        most * 0.9 <= found <= most for most, found in zip((15, 30, 60, 120, 240, 480, 900), longest, strict=True)
    )
    assert max(delay_seconds(1000) for _ in range(50)) <= MAX_DELAY_SECONDS


def test_a_service_refuses_all_when_it_refuses_many_and_answers_none() -> None:
    many = [ForbiddenError("denied")] * LEAST_REFUSED

    assert refuses_all(many, done=0)
    assert not refuses_all(many, done=1)
    assert not refuses_all(many[1:], done=0)
    assert not refuses_all([RetryableError("it does not show yet")] * 25, done=0)
