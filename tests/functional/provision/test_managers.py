"""Each agent who gets or loses a security profile that can manage others is told, whatever goes wrong on the way."""

from __future__ import annotations

import io
import itertools
import json
from collections.abc import Callable

import pytest

from local_aws.connect import controls
from provision.handler import logger
from roster.clock import utc_now
from roster.profile_moves import moves_of
from roster.requeue_failed_agents import RequeueFailedAgents
from tests.functional.provision.centre import Centre
from tests.functional.provision.managers import (
    GETS,
    HEADER,
    LEADS,
    LOSES,
    PLAIN,
    make_profiles,
    row,
    set_profiles,
    told,
)
from tests.functional.provision.test_batches import provision_to_the_end
from tests.functional.provision.test_mend import put_back
from tests.functional.provision.wire import Death, server_error, watch

NAMES = ("ada", "ben", "cem")


@pytest.fixture
def managed(centre: Centre) -> Centre:
    """Ada leads a team, Ben is called a manager, Cem is neither."""
    make_profiles(centre)
    record = centre.ingest("agents.csv", row("ada", LEADS), row("ben", PLAIN), row("cem", "Agent"), header=HEADER)
    assert centre.wake(*NAMES) == []
    assert told(centre, record) == {"ada": GETS}
    for name in NAMES:
        centre.settle(name)
    return centre


def test_who_gets_and_who_loses_it(managed: Centre) -> None:
    changes = [row("ada", "Agent"), row("ben", f"{PLAIN}|{LEADS}"), row("cem", PLAIN)]
    record = managed.ingest("agents.csv", *changes, header=HEADER)

    managed.wake(*NAMES)

    assert told(managed, record) == {"ada": LOSES, "ben": GETS}


def test_who_changes_in_something_else_or_not_at_all_is_not_told_and_costs_no_call(managed: Centre) -> None:
    record = managed.ingest(
        "agents.csv", row("ada", LEADS).replace("King", "Kingsley"), row("ben", PLAIN), header=HEADER
    )

    with watch() as wire:
        managed.wake("ada", "ben")

    assert told(managed, record) == {}
    assert wire.count("connect.UpdateUserIdentityInfo") == 1
    assert wire.count("connect.ListSecurityProfilePermissions") == 0


def test_who_leaves_loses_it(managed: Centre) -> None:
    record = managed.ingest("agents.csv", row("ada", "", "inactive"), row("cem", "", "inactive"), header=HEADER)

    managed.wake("ada", "cem")

    assert told(managed, record) == {"ada": LOSES}


def test_who_is_adopted_loses_what_others_gave(centre: Centre) -> None:
    make_profiles(centre)
    centre.create_user("ada", LEADS)
    centre.create_user("ben", LEADS)
    record = centre.ingest("agents.csv", row("ada", "Agent"), row("ben", LEADS), header=HEADER)

    centre.wake("ada", "ben")

    assert centre.outcomes(record) == {2: ("ada", "adopted"), 3: ("ben", "adopted")}
    assert told(centre, record) == {"ada": LOSES}


def test_what_the_console_gave_and_mending_takes_is_logged(managed: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    set_profiles(managed, "cem", "Agent", LEADS)
    put_back(managed, "cem")
    printed = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", printed)

    managed.wake("cem")

    [entry] = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert (entry["username"], entry["profile_moves"]) == ("cem", [{"profile": LEADS, "move": "loses"}])
    assert "profile_moves" not in managed.agent("cem")


def test_the_user_of_a_deleted_item_is_logged(managed: Centre, monkeypatch: pytest.MonkeyPatch) -> None:
    printed = io.StringIO()
    monkeypatch.setattr(logger.registered_handler, "stream", printed)

    managed.deliver([managed.delete_agent("ada")])

    [entry] = [json.loads(line) for line in printed.getvalue().splitlines()]
    assert (entry["outcome"], entry["profile_moves"]) == ("removed", [{"profile": LEADS, "move": "loses"}])


@pytest.mark.parametrize(("make", "after"), [(Death, False), (server_error, True)])
@pytest.mark.parametrize(
    ("before", "then", "moves"),
    [
        (row("dan", "", "inactive"), row("dan", LEADS, proficiencies="Language:German:4"), GETS),
        (row("dan", "Agent"), row("dan", LEADS, proficiencies="Language:German:4"), GETS),
        (row("dan", LEADS), row("dan", PLAIN), LOSES),
        (row("dan", LEADS), row("dan", "", "inactive"), LOSES),
    ],
    ids=["created", "given", "taken", "removed"],
)
def test_one_call_that_goes_wrong_hides_nothing(
    centre: Centre, before: str, then: str, moves: object, make: Callable[[str], BaseException], after: bool
) -> None:
    make_profiles(centre)
    centre.make_attribute("Language", "German")
    for index in itertools.count():
        centre.forget_containers()
        centre.ingest("agents.csv", before, header=HEADER)
        provision_to_the_end(centre, "dan")
        if "user_id" in centre.agent("dan"):
            centre.settle("dan")
        record = centre.ingest("agents.csv", then, header=HEADER)

        with watch() as wire:
            wire.fail(index, after=after, make=make, writes_alone=True)
            provision_to_the_end(centre, "dan")

        assert told(centre, record) == {"dan": moves}
        assert "profile_moves" not in centre.agent("dan")
        if not wire.went_wrong:
            break
    assert index >= 2


def test_one_that_fails_afterwards_has_it_all_the_same_and_tells_so_when_it_is_tried_again(centre: Centre) -> None:
    make_profiles(centre)
    centre.ingest("agents.csv", row("ada", "Agent"), header=HEADER)
    centre.wake("ada")
    centre.settle("ada")
    record = centre.ingest("agents.csv", row("ada", LEADS, proficiencies="Language:German:4"), header=HEADER)

    centre.wake("ada")

    assert centre.outcomes(record) == {2: ("ada", "failed")}
    assert told(centre, record) == {"ada": GETS}
    centre.make_attribute("Language", "German")
    stores = centre.deployment.stores
    RequeueFailedAgents(
        stores.dynamodb, agents=stores.agents, outcomes=centre.deployment.outcomes, files=stores.files, clock=utc_now
    ).requeue(["ada"])
    centre.wake("ada")
    assert centre.outcomes(record) == {2: ("ada", "updated")}
    assert told(centre, record) == {"ada": GETS}


def test_what_can_not_be_read_is_told_as_unknown_and_holds_nobody_up(centre: Centre) -> None:
    make_profiles(centre)
    controls().fail_next("ListSecurityProfilePermissions", "AccessDeniedException", status=403, times=100)
    record = centre.ingest("agents.csv", row("ada", LEADS), row("cem", "Agent"), header=HEADER)

    assert centre.wake("ada", "cem") == []

    assert centre.outcomes(record) == {2: ("ada", "created"), 3: ("cem", "created")}
    assert told(centre, record) == {"ada": GETS, "cem": [("gets", "Agent")]}
    for outcome in centre.deployment.outcomes.of_import(record["import_id"]):
        assert all("ListSecurityProfilePermissions" in move["unknown"] for move in moves_of(outcome))


def test_many_agents_of_few_profiles_cost_one_listing_each(centre: Centre) -> None:
    make_profiles(centre)
    names = [f"agent{number}" for number in range(20)]
    record = centre.ingest(
        "agents.csv", *(row(name, (LEADS, PLAIN)[number % 2]) for number, name in enumerate(names)), header=HEADER
    )

    with watch() as wire:
        centre.wake(*names)

    assert wire.count("connect.ListSecurityProfilePermissions") == 2
    assert len(told(centre, record)) == 10


def test_what_others_left_in_an_item_stops_nobody(managed: Centre) -> None:
    managed.change("ada", profile_moves="everything", security_profiles=["Agent"])

    managed.wake("ada")

    assert managed.agent("ada")["status"] == "ACTIVE"
    assert "profile_moves" not in managed.agent("ada")
