"""Connect's quotas, with its real token buckets in the local Connect."""

from __future__ import annotations

import json
import threading
from typing import Any

import pytest

from local_aws.connect import controls
from provision.handler import run_batch
from provision.pacing.presence_table import Presence, PresenceTable, Room
from tests.functional.provision.centre import IDENTITY, Centre, Context, RealTime


def put_agents(centre: Centre, *names: str, **attributes: Any) -> None:
    centre.deployment.secretsmanager.create_secret(
        Name="rollcall/passwords/x/2", SecretString=json.dumps(dict.fromkeys(names, "Secret123"))
    )
    for name in names:
        centre.put_agent(name, identity=IDENTITY, password_secret="rollcall/passwords/x/2", **attributes)


def answers(operation: str) -> list[str | None]:
    """The error of each call of an operation, None for those that passed."""
    return [entry["error"] for entry in controls().log() if entry["operation"] == operation]


@pytest.mark.parametrize("containers", [1, 4])
def test_calls_keep_within_the_quota_however_many_containers_make_them(centre: Centre, containers: int) -> None:
    names = [f"agent{number}" for number in range(40)]
    put_agents(centre, *names)
    rate = 10.0
    controls().quota_factor = rate / 2
    again: list[dict[str, str]] = []

    def run(share: list[str]) -> None:
        container = centre.container(RealTime(), connect_requests_per_second=rate)
        records = [centre.record_for(name) for name in share]
        again.extend(run_batch(container, {"Records": records}, 900)["batchItemFailures"])

    threads = [threading.Thread(target=run, args=(names[at::containers],)) for at in range(containers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert again == []
    assert centre.usernames() == sorted(names)
    creates = answers("CreateUser")
    assert creates.count(None) == 40
    assert len(creates) - 40 <= 0.05 * 40


def test_a_quota_that_is_lower_than_configured_fails_nobody(centre: Centre) -> None:
    names = [f"agent{number}" for number in range(8)]
    put_agents(centre, *names)
    # One call a second: a loaded machine makes more.
    controls().quota_factor = 0.5
    container = centre.container(RealTime(), connect_requests_per_second=1000)

    while run_batch(container, {"Records": [centre.record_for(name) for name in names]}, 900)["batchItemFailures"]:
        pass

    assert centre.usernames() == sorted(names)
    assert "ThrottlingException" in answers("CreateUser")


def test_a_presence_is_seen_by_others_and_wakes_nobody(centre: Centre) -> None:
    dynamodb = centre.deployment.dynamodb
    ours, theirs = PresenceTable(dynamodb, "rollcall-outcomes"), PresenceTable(dynamodb, "rollcall-outcomes")
    ours.announce(1000.0, ["describe_user"])
    theirs.announce(1005.0, ["create_user"])
    theirs.announce(1006.5, ["create_user", "describe_user"])

    assert ours.read(999.0).others == (frozenset({"create_user", "describe_user"}),)
    assert theirs.read(999.0).others == (frozenset({"describe_user"}),)
    assert ours.read(1006.5).others == ()
    assert ours.read(999.0).room == Room()
    theirs.write_full(1060.25, "full")
    theirs.write_room(1061.5)
    assert ours.claim_try(1062.5, seen=0)
    assert not theirs.claim_try(1062.75, seen=0)
    assert theirs.claim_try(1063.75, seen=1062.5)
    assert ours.read(999.0).room == Room(1060.25, 1061.5, 1063.75, "full")
    ours.end_try(1064.0)
    assert ours.read(1006.5) == Presence((), Room(1060.25, 1061.5, 0.0, "full"))
    items = centre.deployment.items("outcomes")
    assert {item["import_id"] for item in items} == {"#presence"}
    assert all(item["expires_at"] > 1000 for item in items)


def test_a_batch_with_nothing_to_do_says_nothing(centre: Centre) -> None:
    centre.put_agent("ada", status="ACTIVE")

    assert centre.wake("ada") == []

    assert centre.deployment.items("outcomes") == []


def test_the_handler_returns_what_its_time_is_too_short_for(centre: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONNECT_REQUESTS_PER_SECOND", "0.1")
    centre.new_container()
    put_agents(centre, "ada", "ben", "cem")
    records = [centre.record_for(name) for name in ("ada", "ben", "cem")]

    [again] = centre.deliver(records, Context(seconds=8))

    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    assert again["itemIdentifier"] in numbers[:2]
    assert len(centre.usernames()) == 1
