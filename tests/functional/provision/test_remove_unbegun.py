"""Agents that leave before their users were begun: who of them is looked for in Connect. How fast it is: flow."""

from __future__ import annotations

from typing import Any

from provision.container import Container
from provision.handler import run_batch
from roster.clock import timestamp
from roster.items import to_wire
from tests.functional.provision.centre import Centre, FakeTime
from tests.functional.provision.wire import watch

BATCH = 25
"""Records that Lambda hands over at a time, as modules/staffing/provision.tf says."""


def put_leavers(centre: Centre, time: FakeTime, *names: str, **attributes: Any) -> None:
    """Put agents as an upload leaves them that marks them inactive before provision came to them, 25 in a call."""
    now = timestamp(time.at())
    source = {"key": "agents.csv", "sequencer": "1", "line": 2}
    told = {"state": "absent", "status": "PENDING", "revision": 2, "source": source, "wanted_since": now}
    for start in range(0, len(names), BATCH):
        items = [to_wire({"username": name, **told, **attributes}) for name in names[start : start + BATCH]]
        centre.deployment.dynamodb.batch_write_item(
            RequestItems={"rollcall-agents": [{"PutRequest": {"Item": item}} for item in items]}
        )


def run(centre: Centre, container: Container, *names: str) -> None:
    for start in range(0, len(names), BATCH):
        records = [centre.record_for(name) for name in names[start : start + BATCH]]
        assert run_batch(container, {"Records": records}, 900, workers=1) == {"batchItemFailures": []}


def test_those_who_have_a_user_all_the_same_lose_it(centre: Centre) -> None:
    """Somebody made one in Connect; a run died between CreateUser and its record."""
    time = FakeTime()
    names = [f"agent{number}" for number in range(10)]
    for name in ("agent3", "agent7", "Agent4"):  # the last is another login, as it is spelled
        centre.create_user(name)
    put_leavers(centre, time, *names)

    with watch() as wire:
        run(centre, centre.container(time), *names)

    assert centre.usernames() == ["Agent4"]
    assert {agent["status"] for agent in centre.deployment.agents().values()} == {"REMOVED"}
    assert wire.count("connect.DeleteUser") == 2
    searched = [one["SearchCriteria"]["StringCondition"]["Value"] for one in wire.parameters_of("connect.SearchUsers")]
    assert searched == ["agent3", "agent4", "agent7"]


def test_a_list_of_the_invocation_before_does_not_count(centre: Centre) -> None:
    """Else a user that another container made meanwhile would stay, a second after the list."""
    time = FakeTime()
    container = centre.container(time)
    put_leavers(centre, time, "ada", "ben")
    run(centre, container, "ada")
    time.sleep(1)
    centre.create_user("ben")

    run(centre, container, "ben")

    assert centre.usernames() == []


def test_whoever_was_tried_is_searched_for(centre: Centre) -> None:
    """Connect may not list a user yet that the last try has made: the search is asked too, as for every such agent."""
    time = FakeTime()
    signs: dict[str, dict[str, Any]] = {
        "begun": {"begun": "created"},
        "tries": {"attempts": 1},
        "queued": {"retry": {"attempt": 1}},
        "called": {"calling_since": timestamp(time.at())},
    }
    for name, sign in signs.items():
        put_leavers(centre, time, name, **sign)

    with watch() as wire:
        run(centre, centre.container(time), *signs)

    searched = [one["SearchCriteria"]["StringCondition"]["Value"] for one in wire.parameters_of("connect.SearchUsers")]
    assert searched == list(signs)
