"""Batches of a DynamoDB stream."""

from __future__ import annotations

from typing import Any

from roster.streams import WakeUp, wake_ups, work_through

TTL = {"type": "Service", "principalId": "dynamodb.amazonaws.com"}


def record(number: int, name: str, event: str = "MODIFY", *, revision: int = 2, **more: Any) -> dict[str, Any]:
    change = {"Keys": {"username": {"S": name}}, "SequenceNumber": str(number)}
    if event == "REMOVE":
        change["OldImage"] = {"username": {"S": name}, "revision": {"N": str(revision)}}
    return {"eventName": event, "dynamodb": change, **more}


def names(event: dict[str, Any]) -> list[tuple[str, str]]:
    return [(wake_up.key["username"], wake_up.sequence_number) for wake_up in wake_ups(event)]


def test_an_item_is_one_piece_of_work_named_by_its_first_record() -> None:
    event = {"Records": [record(1, "ada"), record(2, "ben"), record(3, "ada")]}

    assert names(event) == [("ada", "1"), ("ben", "2")]


def test_items_differ_by_their_whole_key() -> None:
    keys = [{"key": {"S": "a"}, "sequencer": {"S": sequencer}} for sequencer in "121"]
    records = [{"eventName": "INSERT", "dynamodb": {"Keys": key, "SequenceNumber": "1"}} for key in keys]

    assert [wake_up.key["sequencer"] for wake_up in wake_ups({"Records": records})] == ["1", "2"]


def test_a_removal_brings_the_item_as_it_was() -> None:
    event = {"Records": [record(1, "ada"), record(2, "ada", "REMOVE")]}

    assert wake_ups(event) == [WakeUp({"username": "ada"}, "1", [{"username": "ada", "revision": 2}])]


def test_each_removal_of_an_item_that_came_back_counts() -> None:
    event = {
        "Records": [record(1, "ada", "REMOVE", revision=1), record(2, "ada"), record(3, "ada", "REMOVE", revision=7)]
    }

    [wake_up] = wake_ups(event)

    assert [image["revision"] for image in wake_up.removed] == [1, 7]


def test_a_removal_by_dynamodb_itself_brings_nothing() -> None:
    event = {"Records": [record(1, "ada", "REMOVE", userIdentity=TTL)]}

    assert wake_ups(event) == [WakeUp({"username": "ada"}, "1", [])]


def test_work_stops_at_the_first_that_has_to_come_again() -> None:
    done: list[str] = []

    def work(wake_up: WakeUp) -> bool:
        done.append(wake_up.key["username"])
        return wake_up.key["username"] != "ben"

    answer = work_through({"Records": [record(n, name) for n, name in enumerate(("ada", "ben", "cem"))]}, work)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert done == ["ada", "ben"]


def test_nothing_to_do_is_no_failure() -> None:
    assert work_through({"Records": []}, lambda _: False) == {"batchItemFailures": []}
