"""An instance that can't take any more users: who is told, how soon, and how room is found again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from local_aws.connect import controls
from provision.container import Container
from provision.handler import run_batch
from roster.clock import timestamp
from roster.items import to_wire
from tests.functional.provision.centre import IDENTITY, Centre, FakeTime
from tests.functional.provision.wire import watch

BATCH = 25


def put_agents(centre: Centre, *names: str, **attributes: Any) -> None:
    """Put agents with passwords that are stored, as ingest does, 25 in a call."""
    secret = f"rollcall/passwords/x/{names[0]}"
    centre.deployment.secretsmanager.create_secret(
        Name=secret, SecretString=json.dumps(dict.fromkeys(names, "Secret123"))
    )
    for some in _batched(names):
        items = [
            to_wire({"username": name, "identity": IDENTITY, "password_secret": secret, **attributes}) for name in some
        ]
        centre.deployment.dynamodb.batch_write_item(
            RequestItems={"rollcall-agents": [{"PutRequest": {"Item": item}} for item in items]}
        )


def _batched(names: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [names[start : start + BATCH] for start in range(0, len(names), BATCH)]


def run(centre: Centre, container: Container, *names: str) -> None:
    records = [centre.record_for(name) for name in names]
    assert run_batch(container, {"Records": records}, 900, workers=1) == {"batchItemFailures": []}


def statuses(centre: Centre, *names: str) -> list[str]:
    return [centre.agent(name)["status"] for name in names]


def test_room_that_the_batch_makes_is_used_by_it(centre: Centre) -> None:
    controls().set_limit("users", 2)
    leaver = centre.create_user("leaver")
    centre.create_user("stayer")
    put_agents(centre, "new1", "new2", "new3")
    centre.put_agent("leaver", status="PENDING", state="absent", user_id=leaver, instance_id=centre.instance_id)
    time = FakeTime()
    began = time.now

    with watch() as wire:
        run(centre, centre.container(time), "new1", "new2", "leaver", "new3")

    assert sorted(statuses(centre, "new1", "new2", "new3")) == ["ACTIVE", "FAILED", "FAILED"]
    assert len(centre.usernames()) == 2
    assert wire.count("connect.CreateUser") <= 3
    assert time.now - began < 5


def test_after_a_minute_one_agent_finds_room_for_all(centre: Centre) -> None:
    controls().set_limit("users", 0)
    put_agents(centre, "ada", "ben", "cem", "dee")
    time = FakeTime()
    container, other = centre.container(time), centre.container(time)
    run(centre, container, "ada")
    controls().set_limit("users", 10)

    with watch() as wire:
        run(centre, other, "ben")
        assert wire.count("connect.CreateUser") == 0
    time.now += 60
    run(centre, other, "cem", "dee")

    assert statuses(centre, "ada", "ben", "cem", "dee") == ["FAILED", "FAILED", "ACTIVE", "ACTIVE"]


def test_who_is_put_back_after_the_answer_is_tried_at_once(centre: Centre) -> None:
    controls().set_limit("users", 0)
    put_agents(centre, "ada", "ben")
    time = FakeTime()
    container = centre.container(time)
    run(centre, container, "ada", "ben")
    controls().set_limit("users", 10)
    time.now += 5
    for name in ("ada", "ben"):
        wanted_since = timestamp(time.at())
        centre.put_agent(**(centre.agent(name) | {"status": "PENDING", "wanted_since": wanted_since}))
    time.now += 1

    run(centre, container, "ada", "ben")

    assert statuses(centre, "ada", "ben") == ["ACTIVE", "ACTIVE"]


@pytest.mark.parametrize(("tag", "outcome"), [("direct", "created"), (None, "adopted")])
def test_a_user_that_exists_needs_no_room(centre: Centre, tag: str | None, outcome: str) -> None:
    """A run may have made it and died; or it is to be adopted."""
    centre.create_user("ben", tags={"rollcall:import": tag} if tag else None)
    controls().set_limit("users", 1)
    put_agents(centre, "ada", "ben")
    container = centre.container(FakeTime())
    run(centre, container, "ada")

    result = container.provisioner.provision("ben")

    assert result is not None
    assert result.outcome == outcome
    assert statuses(centre, "ada", "ben") == ["FAILED", "ACTIVE"]


def test_a_login_in_another_spelling_is_told_although_the_instance_is_full(centre: Centre) -> None:
    centre.create_user("Ben")
    controls().set_limit("users", 1)
    put_agents(centre, "ada", "ben")
    container = centre.container(FakeTime())
    run(centre, container, "ada", "ben")

    assert "it has the login 'Ben'" in centre.agent("ben")["status_reason"]


def test_no_password_is_made_for_who_has_no_room(centre: Centre) -> None:
    controls().set_limit("users", 0)
    put_agents(centre, "ada")
    container = centre.container(FakeTime())
    run(centre, container, "ada")
    centre.put_agent("ben", identity=IDENTITY)

    with watch() as wire:
        run(centre, container, "ben")

    assert statuses(centre, "ben") == ["FAILED"]
    assert wire.count("secretsmanager.CreateSecret") == 0
