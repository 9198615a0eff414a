"""Upkeep compares once a day, in pages and over runs; it tells, or puts back, and never for a wrong instance."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import controls
from roster.agents_table import AgentsTable
from roster.clock import timestamp
from roster.connect_instance import ConnectInstance
from roster.drift import DriftRules
from roster.requeue_drifted_agents import RequeueDriftedAgents
from tests.functional.provision.centre import Centre
from tests.functional.provision.wire import Death, client, watch
from tests.functional.stores import NOW
from upkeep.active_agents import ActiveAgents
from upkeep.daily_comparison import ComparisonResult, DailyComparison, pace
from upkeep.drift_record import DriftRecord, DriftRecords
from upkeep.drift_walk import MAX_NAMES, DriftWalk

HEADER = "username,first_name,last_name,email,user_hierarchy,tags\n"
NAMES = ("ada", "bob", "cy", "dee", "eve")


@dataclass
class Upkeep:
    """The comparison, at a time that a test sets."""

    centre: Centre
    now: datetime = NOW
    paused: list[str] = field(default_factory=list)

    @property
    def records(self) -> DriftRecords:
        return DriftRecords(self.centre.deployment.dynamodb, "rollcall-outcomes")

    @property
    def record(self) -> DriftRecord:
        found = self.records.read()
        assert found is not None
        return found

    def run(
        self, time_is_up: Callable[[], bool] = lambda: False, *, mends: bool = False, instance_id: str = ""
    ) -> ComparisonResult:
        """Do the task in one run of upkeep."""
        dynamodb = client("dynamodb", watched=True)
        agents = AgentsTable(dynamodb, "rollcall-agents")
        active = ActiveAgents(dynamodb, "rollcall-agents")
        instance = ConnectInstance(
            self.centre.connect, instance_id or self.centre.instance_id, self.paused.append, page_size=2
        )
        rules = DriftRules(saml=False, own_tag="rollcall:import", allowed_security_profiles=None)
        return DailyComparison(
            DriftRecords(dynamodb, "rollcall-outcomes"),
            DriftWalk(DriftRecords(dynamodb, "rollcall-outcomes"), instance, active, agents, rules),
            active,
            RequeueDriftedAgents(agents, lambda: self.now),
            mends=mends,
            clock=lambda: self.now,
        ).run(time_is_up)

    def statuses(self) -> dict[str, str]:
        return {name: item["status"] for name, item in self.centre.deployment.agents().items()}


@pytest.fixture
def upkeep(centre: Centre) -> Upkeep:
    """Five agents as Connect has them."""
    centre.make_groups("Support")
    rows = [f"{name},Ada,King,{name}@example.com,Support,floor=2" for name in NAMES]
    centre.ingest("agents.csv", *rows, header=HEADER)
    assert centre.wake(*NAMES) == []
    for name in NAMES:
        centre.settle(name)
    return Upkeep(centre)


def leave_group(centre: Centre, *names: str) -> None:
    for name in names:
        centre.connect.update_user_hierarchy(InstanceId=centre.instance_id, UserId=centre.agent(name)["user_id"])


def delete(centre: Centre, *names: str) -> None:
    for name in names:
        centre.connect.delete_user(InstanceId=centre.instance_id, UserId=centre.agent(name)["user_id"])


def after(calls: int) -> Callable[[], bool]:
    """Time that is up once it was asked for so often."""
    asked = itertools.count()
    return lambda: next(asked) >= calls


def test_it_tells_who_is_missing_and_who_differs(upkeep: Upkeep) -> None:
    upkeep.centre.create_user("stranger")
    delete(upkeep.centre, "ada")
    leave_group(upkeep.centre, "bob")

    assert upkeep.run() == ComparisonResult("over", missing=1, changed=1)
    assert upkeep.record.names == ["ada", "bob"]
    assert set(upkeep.statuses().values()) == {"ACTIVE"}


CHANGES: dict[str, Callable[[Any, dict[str, str]], Any]] = {
    "name": lambda connect, place: connect.update_user_identity_info(
        **place, IdentityInfo={"FirstName": "Eve", "LastName": "King", "Email": "ada@example.com"}
    ),
    "after-contact work": lambda connect, place: connect.update_user_phone_config(
        **place, PhoneConfig={"PhoneType": "SOFT_PHONE", "AutoAccept": False, "AfterContactWorkTimeLimit": 9}
    ),
    "by channel": lambda connect, place: connect.update_user_config(
        **place, AutoAcceptConfigs=[{"Channel": "VOICE", "AutoAccept": True}]
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_search_shows_is_compared(upkeep: Upkeep, change: str) -> None:
    place = {"InstanceId": upkeep.centre.instance_id, "UserId": upkeep.centre.agent("ada")["user_id"]}
    assert upkeep.run() == ComparisonResult("over", missing=0, changed=0)
    upkeep.now += timedelta(days=1)

    CHANGES[change](upkeep.centre.connect, place)

    assert upkeep.run() == ComparisonResult("over", missing=0, changed=1)


def test_profiles_groups_and_tags_are_compared(upkeep: Upkeep) -> None:
    centre = upkeep.centre
    place = {"InstanceId": centre.instance_id}
    centre.connect.update_user_routing_profile(
        **place, UserId=centre.agent("ada")["user_id"], RoutingProfileId=centre.make_routing_profile("Nights")
    )
    centre.connect.untag_resource(resourceArn=centre.users()["bob"]["Arn"], tagKeys=["floor"])

    assert upkeep.run() == ComparisonResult("over", missing=0, changed=2)


def test_it_mends_where_that_is_asked_for(upkeep: Upkeep) -> None:
    delete(upkeep.centre, "ada")
    leave_group(upkeep.centre, "bob")

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=1, changed=1, put_back=2)
    assert upkeep.statuses() == dict.fromkeys(NAMES, "ACTIVE") | {"ada": "PENDING", "bob": "PENDING"}
    assert upkeep.centre.wake("ada", "bob") == []
    upkeep.now += timedelta(days=1)

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=0, changed=0)
    assert upkeep.centre.usernames() == list(NAMES)


def test_once_a_day(upkeep: Upkeep) -> None:
    leave_group(upkeep.centre, "bob")
    upkeep.run()
    with watch() as wire:
        for _ in range(23):
            upkeep.now += timedelta(hours=1)
            assert upkeep.run() == ComparisonResult("not due", missing=0, changed=1)
    assert set(wire.calls) == {"dynamodb.GetItem"}

    upkeep.now += timedelta(hours=1)

    assert upkeep.run().state == "over"


def test_it_goes_on_in_the_next_run_and_asks_for_no_page_twice(upkeep: Upkeep) -> None:
    """Each run has time for one step: a page of two users, or one agent whom the list lacks."""
    delete(upkeep.centre, "ada", "bob")
    leave_group(upkeep.centre, "cy")
    upkeep.run()  # the first one only, so that what it found stays told while the next is at it
    upkeep.now += timedelta(days=1)
    leave_group(upkeep.centre, "eve")

    results: list[ComparisonResult] = []
    with watch() as wire:
        while not results or results[-1].state == "goes on":
            # Each login of the list asks, too.
            listed = 3 if upkeep.record.phase in {"over", "missing"} else 0
            results.append(upkeep.run(after(listed + 1)))
            assert len(results) < 12

    told = {(one.missing, one.changed) for one in results[:-1]}
    assert (told, results[-1]) == ({(2, 1)}, ComparisonResult("over", missing=2, changed=2, only_told=True))
    assert len(results) >= 4
    assert wire.count("connect.SearchUsers") == 2
    assert wire.count("connect.ListUsers") == 2  # the first had no time for both of the missing


def test_whatever_call_a_run_dies_at_the_next_goes_on(upkeep: Upkeep) -> None:
    centre = upkeep.centre
    for index in itertools.count():
        delete(centre, "ada")
        leave_group(centre, "bob")
        with watch() as wire:
            wire.fail(index, after=index % 2 == 1, make=Death)
            for _ in range(3):
                try:
                    result = upkeep.run(mends=True)
                except Death:
                    continue
                if result.state == "waits":  # it died after it had put them back
                    centre.wake(*(name for name, status in upkeep.statuses().items() if status == "PENDING"))
                    continue
                break
        # Not due is what is over already.
        assert result.state in {"over", "not due"}, (index, wire.calls)
        assert (result.missing, result.changed) == (1, 1), (index, wire.calls)
        centre.wake(*(name for name, status in upkeep.statuses().items() if status == "PENDING"))
        assert centre.usernames() == list(NAMES)
        assert "HierarchyGroupId" in centre.users()["bob"]
        centre.settle("ada")
        upkeep.now += timedelta(days=1)
        if not wire.went_wrong:
            break
    assert index > 10


def test_an_empty_list_makes_nobody(upkeep: Upkeep) -> None:
    other = upkeep.centre.connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="another",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )

    result = upkeep.run(mends=True, instance_id=other["Id"])

    assert result == ComparisonResult("over", missing=5, changed=0, only_told=True)
    assert set(upkeep.statuses().values()) == {"ACTIVE"}


@pytest.mark.parametrize(("gone", "only_told"), [(NAMES[:2], False), (NAMES[:3], True)])
def test_more_than_half_is_only_told(upkeep: Upkeep, gone: tuple[str, ...], only_told: bool) -> None:
    delete(upkeep.centre, *gone)

    result = upkeep.run(mends=True)

    assert (result.missing, result.only_told, result.put_back) == (len(gone), only_told, 0 if only_told else len(gone))


def test_more_than_half_that_differ_are_only_told_too(upkeep: Upkeep) -> None:
    delete(upkeep.centre, "ada")
    leave_group(upkeep.centre, "bob", "cy")

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=1, changed=2, only_told=True)


def test_a_list_that_lags_behind_is_no_drift(upkeep: Upkeep, monkeypatch: pytest.MonkeyPatch) -> None:
    controls().search_lag_seconds = 3600
    rows = [f"new-{number},Ada,King,,,," for number in range(6)]
    upkeep.centre.ingest("more.csv", *rows, header=HEADER)
    upkeep.centre.wake(*(row.partition(",")[0] for row in rows))

    assert upkeep.run(mends=True) == ComparisonResult("goes on")
    clock = controls().clock
    monkeypatch.setattr(controls(), "clock", lambda: clock() + 7200)
    assert upkeep.run(mends=True) == ComparisonResult("over", missing=0, changed=0)


def test_it_waits_for_agents_that_wait_for_connect_but_not_for_ever(upkeep: Upkeep) -> None:
    delete(upkeep.centre, "ada")
    upkeep.centre.ingest("agents.csv", "bob,Bob,King,bob@example.com,,", header=HEADER)

    with watch() as wire:
        assert upkeep.run(mends=True).state == "waits"
        assert not [call for call in wire.calls if call.startswith("connect.")]
    upkeep.now += timedelta(hours=25)

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=1, changed=0, put_back=1)
    assert "mend_since" not in upkeep.centre.agent("bob")


def test_a_page_that_connect_does_not_know_any_more_begins_it_anew(upkeep: Upkeep) -> None:
    leave_group(upkeep.centre, "bob")
    assert upkeep.run(after(6)).state == "goes on"
    record = upkeep.record
    assert record.phase == "changed"
    record.position, record.changed = "of yesterday", 7
    upkeep.records.save(record)

    assert upkeep.run().state == "goes on"
    assert upkeep.run() == ComparisonResult("over", missing=0, changed=1)


def test_of_two_runs_one_goes_on(upkeep: Upkeep) -> None:
    leave_group(upkeep.centre, "bob")
    other: list[ComparisonResult] = []
    with watch() as wire:
        wire.on("connect.SearchUsers", lambda: other.append(upkeep.run()))
        result = upkeep.run()

    assert (result.state, other[0].state) == ("elsewhere", "over")
    assert upkeep.record.changed == 1


def test_who_holds_a_profile_that_is_not_allowed_is_told_and_left_alone(upkeep: Upkeep) -> None:
    centre = upkeep.centre
    centre.connect.update_user_security_profiles(
        InstanceId=centre.instance_id,
        UserId=centre.agent("ada")["user_id"],
        SecurityProfileIds=[centre.profile_ids()["Admin"]],
    )

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=0, changed=1)


def test_no_more_than_so_many_are_put_back(upkeep: Upkeep) -> None:
    leave_group(upkeep.centre, "bob")
    others = [f"user-{number}" for number in range(MAX_NAMES)]
    upkeep.records.save(DriftRecord(timestamp(NOW), phase="changed", agents=5000, missing=MAX_NAMES, names=others))

    assert upkeep.run(mends=True) == ComparisonResult("over", missing=MAX_NAMES, changed=1)
    assert upkeep.statuses()["bob"] == "ACTIVE"


def test_a_refusal_fails_the_task(upkeep: Upkeep) -> None:
    answer: Any = {
        "Error": {"Code": "AccessDeniedException", "Message": "no"},
        "ResponseMetadata": {"HTTPStatusCode": 403},
    }
    with watch() as wire:
        wire.refuse("connect.ListUsers", ClientError(answer, "ListUsers"))
        with pytest.raises(ClientError, match="AccessDenied"):
            upkeep.run()
    assert upkeep.run() == ComparisonResult("over", missing=0, changed=0)


def test_every_call_of_connect_is_paced_to_a_quarter_of_the_quota(upkeep: Upkeep) -> None:
    leave_group(upkeep.centre, "bob")
    with watch() as wire:
        upkeep.run()
    calls = [call for call in wire.calls if call.startswith("connect.")]
    slept: list[float] = []
    for api in upkeep.paused:
        pace(2, slept.append)(api)

    assert len(upkeep.paused) == len(calls)
    assert set(slept) == {0.4, 2.0}
    assert slept[upkeep.paused.index("search_users")] == 2.0
