"""Batches of a DynamoDB stream."""

from __future__ import annotations

from typing import Any

import pytest

from roster.errors import PermanentError
from roster.streams import WakeUp, wake_ups, work_through

TTL = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}


def record(number: int, name: str, event: str = "MODIFY", *, revision: int = 2, **more: Any) -> dict[str, Any]:
    change = {"Keys": {"username": {"S": name}}, "SequenceNumber": str(number)}
    if event == "REMOVE":
        change["OldImage"] = {"username": {"S": name}, "revision": {"N": str(revision)}}
    return {"eventName": event, "dynamodb": change, **more}


def woken(records: list[Any], *names: str) -> list[WakeUp]:
    """Read records each of which can be read."""
    unreadable: list[str] = []
    found = wake_ups({"Records": records}, names or ("username",), unreadable.append)
    assert unreadable == []
    return found


def names(records: list[Any]) -> list[tuple[str, str]]:
    return [(wake_up.key["username"], wake_up.sequence_number) for wake_up in woken(records)]


def test_an_item_is_one_piece_of_work_named_by_its_first_record() -> None:
    records = [record(1, "ada"), record(2, "ben"), record(3, "ada")]

    assert names(records) == [("ada", "1"), ("ben", "2")]


def test_items_differ_by_their_whole_key() -> None:
    keys = [{"key": {"S": "a"}, "sequencer": {"S": sequencer}} for sequencer in "121"]
    records = [{"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": "1"}} for key in keys]

    assert [wake_up.key["sequencer"] for wake_up in woken(records, "key", "sequencer")] == ["1", "2"]


def test_a_removal_brings_the_item_as_it_was() -> None:
    records = [record(1, "ada"), record(2, "ada", "REMOVE")]

    assert woken(records) == [WakeUp({"username": "ada"}, "1", [{"username": "ada", "revision": 2}])]


def test_each_removal_of_an_item_that_came_back_counts() -> None:
    records = [record(1, "ada", "REMOVE", revision=1), record(2, "ada"), record(3, "ada", "REMOVE", revision=7)]

    [wake_up] = woken(records)

    assert [image["revision"] for image in wake_up.removed] == [1, 7]


def test_a_removal_by_dynamodb_itself_brings_nothing() -> None:
    records = [record(1, "ada", "REMOVE", userIdentity=TTL)]

    assert woken(records) == [WakeUp({"username": "ada"}, "1", [])]


def test_work_stops_at_the_first_that_has_to_come_again() -> None:
    done: list[str] = []

    def work(wake_up: WakeUp) -> bool:
        done.append(wake_up.key["username"])
        return wake_up.key["username"] != "ben"

    answer = work_through(woken([record(n, name) for n, name in enumerate(("ada", "ben", "cem"))]), work)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert done == ["ada", "ben"]


def test_nothing_to_do_is_no_failure() -> None:
    assert work_through([], lambda _: False) == {"batchItemFailures": []}


@pytest.mark.parametrize(
    "broken",
    [
        None,
        {},
        {"eventName": "MODIFY"},
        {"eventName": "MODIFY", "dynamodb": {"Keys": {}, "SequenceNumber": "1"}},
        {"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": ""}}, "SequenceNumber": "1"}},
        {"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "\ud800"}}, "SequenceNumber": "1"}},
        {"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"N": "1"}}, "SequenceNumber": "1"}},
        {"eventName": "MODIFY", "dynamodb": {"Keys": {"username": {"S": "bob"}}, "SequenceNumber": 1}},
        record(1, "bob", "REMOVE") | {"dynamodb": {**record(1, "bob")["dynamodb"], "OldImage": {"x": {"N": "many"}}}},
    ],
)
def test_a_record_that_can_not_be_read_holds_up_nobody(broken: Any) -> None:
    unreadable: list[str] = []

    found = wake_ups({"Records": [broken, record(2, "ada")]}, ("username",), unreadable.append)

    assert found == [WakeUp({"username": "ada"}, "2")]
    assert unreadable == ["record 0"]


@pytest.mark.parametrize("event", [None, [], {}, {"Records": {}}, {"Records": None}, "x"])
def test_an_event_without_records_is_none_of_a_stream(event: Any) -> None:
    with pytest.raises(PermanentError, match="no list of records"):
        wake_ups(event, ("username",), lambda _: None)
