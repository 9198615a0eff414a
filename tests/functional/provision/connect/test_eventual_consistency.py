"""Connect tells of a user before all of its calls find it: nobody is lost, failed or left behind for that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from local_aws.connect import controls
from provision.connect.eventual_consistency import NEW_SECONDS
from provision.provision_result import ProvisionResult
from roster.errors import RetryableError
from tests.functional.provision.centre import IDENTITY, Centre, FakeTime
from tests.functional.provision.wire import watch

FEW_SECONDS = 5.0
MINUTES = 200.0
RETRY_SECONDS = 15
"""After so long the retry queue brings an agent back."""
SKILL = {"attribute": "Language", "value": "German", "level": 4}


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> FakeTime:
    """Time for Connect and for provision alike."""
    time = FakeTime()
    monkeypatch.setattr(controls(), "clock", time.clock)
    return time


@pytest.fixture
def late(centre: Centre, time: FakeTime) -> Callable[[float], None]:
    """Lets Connect show the users who are made from now on some seconds late."""
    centre.make_attribute("Language", "German")

    def show_after(seconds: float) -> None:
        controls().user_lag_seconds = seconds

    return show_after


def put(centre: Centre, **attributes: Any) -> None:
    centre.put_agent("ada", identity=IDENTITY, **attributes)


def attempts(centre: Centre) -> int:
    return int(centre.deployment.agents().get("ada", {}).get("attempts", 0))


def provision_in_the_end(centre: Centre, time: FakeTime, **record: Any) -> tuple[ProvisionResult | None, int]:
    """Provision as stream and retry queue do, and return the verdict and how many tries there were before it."""
    provisioner = centre.container(time).provisioner
    before = attempts(centre)
    for tries in range(100):
        try:
            return provisioner.provision("ada", **record), tries
        except RetryableError:
            # Whoever only waits never fails.
            assert attempts(centre) == before
            time.now += RETRY_SECONDS
    return pytest.fail("it does not end")


def outcome_of(found: tuple[ProvisionResult | None, int]) -> str | None:
    return found[0].outcome if found[0] is not None else None


@pytest.mark.parametrize(("seconds", "tries"), [(FEW_SECONDS, 0), (MINUTES, 13)])
def test_a_new_user_gets_its_proficiencies(
    centre: Centre, time: FakeTime, late: Callable[[float], None], seconds: float, tries: int
) -> None:
    put(centre, proficiencies=[SKILL])
    late(seconds)

    result, tried = provision_in_the_end(centre, time)

    agent = centre.agent("ada")
    assert result == ProvisionResult("created")
    assert tried == tries
    assert centre.proficiencies(agent["user_id"]) == {("Language", "German"): 4.0}
    assert agent["applied"]["proficiencies"] == [SKILL]


@pytest.mark.parametrize("ours", [True, False], ids=["created by an earlier run", "found taken"])
def test_who_comes_again_keeps_nobody_from_the_quota_by_waiting(
    centre: Centre, time: FakeTime, late: Callable[[float], None], ours: bool
) -> None:
    """The first run waits some seconds for a user that does not show; later ones look once."""
    late(MINUTES)
    put(centre, proficiencies=[SKILL])
    provisioner = centre.container(time).provisioner
    if not ours:
        centre.create_user("ada")
    with pytest.raises(RetryableError):
        provisioner.provision("ada")
    centre.put_agent(**centre.agent("ada") | {"retry": {"attempt": 1}})
    time.now += RETRY_SECONDS
    began = time.now

    with watch() as wire, pytest.raises(RetryableError):
        provisioner.provision("ada")

    assert time.now - began < 1
    assert sum(wire.count(f"connect.{call}") for call in ("DescribeUser", "SearchUsers")) <= 2


def test_a_proficiency_that_the_instance_lacks_fails_its_agent_without_waiting_for_minutes(
    centre: Centre, time: FakeTime, late: Callable[[float], None]
) -> None:
    put(centre, proficiencies=[SKILL | {"attribute": "Dialect"}])
    late(FEW_SECONDS)
    began = time.now

    result, tries = provision_in_the_end(centre, time)

    assert result is not None
    assert (result.outcome, tries) == ("failed", 0)
    assert "Dialect" in (result.reason or "")
    assert time.now - began < 10


@pytest.mark.parametrize("seconds", [FEW_SECONDS, MINUTES])
def test_a_change_that_follows_the_creation_is_a_change(
    centre: Centre, time: FakeTime, late: Callable[[float], None], seconds: float
) -> None:
    """It neither makes the user anew nor adopts it."""
    late(seconds)
    put(centre)
    provision_in_the_end(centre, time)
    user_id = centre.agent("ada")["user_id"]
    centre.change("ada", identity=IDENTITY | {"last_name": "King"}, tags={"floor": "2"}, proficiencies=[SKILL])

    with watch() as wire:
        outcome = outcome_of(provision_in_the_end(centre, time))

    user = centre.users()["ada"]
    assert outcome == "updated"
    assert wire.count("connect.CreateUser") == 0
    assert (user["Id"], user["IdentityInfo"]["LastName"], user["Tags"]["floor"]) == (user_id, "King", "2")
    assert centre.proficiencies(user_id) == {("Language", "German"): 4.0}


@pytest.mark.parametrize("call", ["UpdateUserIdentityInfo", "TagResource", "AssociateUserProficiencies"])
@pytest.mark.parametrize("code", ["ResourceNotFoundException", "InvalidRequestException"])
@pytest.mark.parametrize("ours", [True, False])
def test_a_change_that_does_not_find_a_user_who_was_just_taken_over_comes_again(
    centre: Centre, time: FakeTime, late: Callable[[float], None], call: str, code: str, ours: bool
) -> None:
    """DescribeUser has shown it already."""
    centre.create_user("ada", tags={"rollcall:import": "direct"} if ours else None)
    put(centre, tags={"floor": "2"}, proficiencies=[SKILL])
    controls().fail_next(call, code)

    outcome = outcome_of(provision_in_the_end(centre, time))

    assert outcome == ("created" if ours else "adopted")
    assert centre.users()["ada"]["Tags"]["floor"] == "2"
    assert centre.users()["ada"]["IdentityInfo"]["LastName"] == IDENTITY["last_name"]


def test_a_change_that_is_taken_back_is_told_although_the_user_seems_not_to_have_it_yet(
    centre: Centre, time: FakeTime
) -> None:
    put(centre)
    provision_in_the_end(centre, time)
    centre.change("ada", identity=IDENTITY | {"last_name": "King"})
    provision_in_the_end(centre, time)
    old = {"FirstName": IDENTITY["first_name"], "LastName": IDENTITY["last_name"]}
    # As DescribeUser goes on answering for a while.
    place = {"InstanceId": centre.instance_id, "UserId": centre.agent("ada")["user_id"]}
    centre.connect.update_user_identity_info(**place, IdentityInfo=old)
    centre.change("ada", identity=IDENTITY)

    with watch() as wire:
        assert outcome_of(provision_in_the_end(centre, time)) == "updated"

    assert [call["IdentityInfo"] for call in wire.parameters_of("connect.UpdateUserIdentityInfo")] == [old]


@pytest.mark.parametrize("seconds", [FEW_SECONDS, MINUTES])
def test_an_agent_removed_right_after_its_creation_has_no_user(
    centre: Centre, time: FakeTime, late: Callable[[float], None], seconds: float
) -> None:
    late(seconds)
    controls().search_lag_seconds = seconds
    put(centre)
    provision_in_the_end(centre, time)
    centre.change("ada", state="absent")

    outcome = outcome_of(provision_in_the_end(centre, time))

    time.now += seconds
    assert outcome == "removed"
    assert centre.usernames() == []
    assert not {"user_id", "user_since"} & centre.agent("ada").keys()


@pytest.mark.parametrize("seconds", [FEW_SECONDS, MINUTES])
def test_an_item_deleted_right_after_its_creation_leaves_no_user(
    centre: Centre, time: FakeTime, late: Callable[[float], None], seconds: float
) -> None:
    late(seconds)
    put(centre)
    provision_in_the_end(centre, time)
    image = centre.agent("ada")
    centre.delete_agent("ada")

    outcome = outcome_of(provision_in_the_end(centre, time, removed=[image]))

    time.now += seconds
    assert outcome == "removed"
    assert centre.usernames() == []


@pytest.mark.parametrize("seconds", [FEW_SECONDS, MINUTES])
def test_a_user_made_in_vain_is_waited_for(
    centre: Centre, time: FakeTime, late: Callable[[float], None], seconds: float
) -> None:
    """Its item was deleted meanwhile, so no record leads to it."""
    late(seconds)
    put(centre)

    def delete_item() -> None:
        centre.delete_agent("ada")

    with watch() as wire:
        wire.on("connect.CreateUser", delete_item)
        assert centre.container(time).provisioner.provision("ada") is None

    time.now += seconds
    assert centre.usernames() == []


def test_deleting_is_believed_where_it_was_done(centre: Centre, time: FakeTime) -> None:
    """The record comes again when another one of its batch failed."""
    put(centre)
    container = centre.container(time)
    container.provisioner.provision("ada")
    image = centre.agent("ada")
    centre.delete_agent("ada")

    assert container.provisioner.provision("ada", removed=[image]) == ProvisionResult("removed")
    assert container.provisioner.provision("ada", removed=[image]) is None


@pytest.mark.parametrize("state", ["present", "absent"])
def test_a_user_who_is_gone_is_believed_to_be_once_it_is_not_new(centre: Centre, time: FakeTime, state: str) -> None:
    put(centre)
    provision_in_the_end(centre, time)
    began = time.now
    centre.delete_users()
    centre.change("ada", state=state)

    outcome = outcome_of(provision_in_the_end(centre, time))

    assert outcome == ("created" if state == "present" else "removed")
    assert time.now - began == pytest.approx(NEW_SECONDS, abs=10)
