"""Agents of an import that was stopped, as provision is woken for them."""

from __future__ import annotations

from typing import Any, cast

import pytest

from local_aws.connect.controls import controls
from roster.agent import AgentItem
from roster.imports import ImportRecord
from tests.functional.provision.centre import Centre

STOPPED = {"stopped_at": "2026-12-01T08:00:00.000Z", "stopped_by": "Jane"}


@pytest.fixture
def record(centre: Centre) -> dict[str, Any]:
    return centre.ingest("agents.csv", "ada,Ada,King,,,,Agent", "bob,Bob,King,,,,Agent")


def stop(centre: Centre, record: dict[str, Any]) -> None:
    files = centre.deployment.stores.files
    files.apply(files.update(record["key"], record["sequencer"]).set(STOPPED))
    centre.new_container()  # one goes for a second by what it read of an import


def agents(*items: dict[str, Any]) -> list[AgentItem]:
    return cast("list[AgentItem]", list(items))


def the_import(centre: Centre, record: dict[str, Any]) -> ImportRecord:
    return cast("ImportRecord", centre.import_record(record))


def test_one_that_is_not_begun_with_is_given_up_without_a_call(centre: Centre, record: dict[str, Any]) -> None:
    stop(centre, record)

    assert centre.wake("ada", "bob") == []

    assert centre.usernames() == []
    agent = centre.agent("ada")
    assert (agent["state"], agent["status"]) == ("absent", "REMOVED")
    assert "Jane stopped the import at 2026-12-01" in agent["status_reason"]
    assert not {"awaited_by", "password_secret"} & agent.keys()
    now = centre.import_record(record)
    assert (now["pending"], now["superseded"]) == (0, 2)


def test_one_that_is_begun_with_is_finished(centre: Centre, record: dict[str, Any]) -> None:
    centre.put_agent(**centre.agent("ada") | {"calling_since": "2026-12-01T07:59:59.000Z"})
    stop(centre, record)

    centre.wake("ada", "bob")

    assert centre.usernames() == ["ada"]
    assert "calling_since" not in centre.agent("ada")
    now = centre.import_record(record)
    assert (now["pending"], now["created"], now["superseded"]) == (0, 1, 1)


def test_one_that_would_have_to_be_tried_again_fails_with_how_to_go_on(centre: Centre, record: dict[str, Any]) -> None:
    centre.put_agent(**centre.agent("ada") | {"calling_since": "2026-12-01T07:59:59.000Z"})
    stop(centre, record)
    controls().fail_next("CreateUser", "AccessDeniedException", status=403, times=1)

    assert centre.wake("ada", "bob") == []

    agent = centre.agent("ada")
    assert agent["status"] == "FAILED"
    assert "Jane stopped the import" in agent["status_reason"]
    now = centre.import_record(record)
    assert (now["pending"], now["failed"], now["superseded"]) == (0, 1, 1)


def test_calls_are_noted_before_the_first_and_until_a_result(centre: Centre, record: dict[str, Any]) -> None:
    controls().fail_next("CreateUser", "AccessDeniedException", status=403, times=1)

    assert centre.wake("ada") == []
    assert "calling_since" in centre.agent("ada")
    centre.deliver_retries()

    assert centre.agent("ada")["status"] == "ACTIVE"
    assert "calling_since" not in centre.agent("ada")


def test_an_agent_that_changes_before_it_is_begun_with_gets_no_call(
    centre: Centre, record: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    provisioner = centre.provisioner()
    recorder = provisioner._recorder
    note = recorder.note_calls

    def changed_meanwhile(item: Any, ahead_for: str | None) -> bool:
        centre.change("ada", revision=7)
        return note(item, ahead_for)

    monkeypatch.setattr(recorder, "note_calls", changed_meanwhile)

    assert provisioner.provision("ada") is None
    assert centre.usernames() == []


def test_one_that_waits_in_the_retry_queue_is_woken_and_fails_if_that_does_not_help(
    centre: Centre, record: dict[str, Any]
) -> None:
    controls().fail_next("CreateUser", "AccessDeniedException", status=403, times=2)
    centre.wake("ada")
    stop(centre, record)
    give_up = centre.provisioner()._stopped._give_up
    held_back = centre.agent("ada")

    given_up = give_up.give_up(the_import(centre, record), agents(held_back, centre.agent("bob")))

    assert (given_up.agents, given_up.left) == (["bob"], ["ada"])
    woken = centre.agent("ada")
    assert woken["requeued_at"] > held_back["retry"]["sent_at"]
    give_up.give_up(the_import(centre, record), agents(woken))
    assert centre.agent("ada") == woken
    centre.new_container()
    assert centre.wake("ada") == []
    assert (centre.agent("ada")["status"], "retry" in centre.agent("ada")) == ("FAILED", False)
    assert centre.import_record(record)["pending"] == 0
    assert centre.deliver_retries() == []
    assert centre.usernames() == []


def test_one_whose_line_is_counted_already_is_provisioned(centre: Centre, record: dict[str, Any]) -> None:
    before = centre.agent("ada")
    centre.wake("ada")
    stop(centre, record)
    centre.put_agent(**before)  # somebody restores an earlier state of the item

    centre.wake("ada", "bob")

    assert centre.usernames() == ["ada"]
    assert centre.agent("ada")["status"] == "ACTIVE"
    now = centre.import_record(record)
    assert (now["pending"], now["created"], now["superseded"]) == (0, 1, 1)
