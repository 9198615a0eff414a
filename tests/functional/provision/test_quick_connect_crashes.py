"""Whatever goes wrong on the way, an agent has one quick connect in the end, or none."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from tests.functional.provision.centre import LONG_AGO, Centre
from tests.functional.provision.quick_connects import HEADER, NAME, YES, described, leads_to
from tests.functional.provision.test_batches import provision_to_the_end
from tests.functional.provision.wire import Death, server_error, watch


@pytest.mark.parametrize("at", ["connect.ListQuickConnects", "connect.ListContactFlows", "connect.CreateQuickConnect"])
def test_two_runs_at_once_make_one(centre: Centre, at: str) -> None:
    centre.ingest("agents.csv", "ada,Ada,Lovelace,no,active", header=HEADER)
    centre.wake("ada")
    record = centre.ingest("agents.csv", YES, header=HEADER)
    centre.put_agent(**{name: value for name, value in centre.agent("ada").items() if name != "applied"})

    def the_other_run() -> None:
        centre.provisioner().provision("ada")

    with watch() as wire:
        wire.on(at, the_other_run)
        centre.provisioner().provision("ada")
    centre.provisioner().provision("ada")

    assert centre.quick_connects() == [NAME]
    agent = centre.agent("ada")
    assert agent["status"] == "ACTIVE"
    assert leads_to(centre) == agent["user_id"]
    assert agent["applied"]["quick_connect"]["id"] == described(centre)["QuickConnectId"]
    assert centre.counts(record) == {"rows": 1, "updated": 1}


BEFORE = "ada,Ada,Byron,{},active"
SCENARIOS = {
    "created": ("", YES, [NAME]),
    "gets one": (BEFORE.format("no"), YES, [NAME]),
    "renamed": (BEFORE.format("yes"), YES, [NAME]),
    "loses it": (BEFORE.format("yes"), "ada,Ada,Byron,no,active", []),
    "removed": (BEFORE.format("yes"), "ada,Ada,Byron,yes,inactive", []),
    "adopted": ("by hand", YES, [NAME]),
    "user gone, removed": (BEFORE.format("yes"), "ada,Ada,Byron,yes,inactive", []),
}


@pytest.mark.parametrize(("make", "after"), [(Death, False), (server_error, True)])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_one_call_that_goes_wrong_leaves_one_quick_connect_or_none(
    centre: Centre, scenario: str, make: Callable[[str], BaseException], after: bool
) -> None:
    """Each call that changes something in turn, until there is no further one to go wrong.

    What goes wrong with the calls that look things up is told by the tests of batches and of names.
    """
    first, then, names = SCENARIOS[scenario]
    for index in itertools.count():
        centre.forget_containers()
        centre.delete_users()
        for name in centre.quick_connects():
            centre.connect.delete_quick_connect(
                InstanceId=centre.instance_id, QuickConnectId=described(centre, name)["QuickConnectId"]
            )
        key = f"agents-{index}.csv"
        if centre.deployment.stores.agents.read("ada") is not None:
            centre.deployment.dynamodb.delete_item(TableName="rollcall-agents", Key={"username": {"S": "ada"}})
        if first == "by hand":
            centre.create_user("ada")
        elif first:
            centre.ingest(key, first, header=HEADER)
            centre.provisioner().provision("ada")
            centre.put_agent(**(centre.agent("ada") | {"user_since": LONG_AGO}))
        if scenario.startswith("user gone"):
            centre.delete_users()
        record = centre.ingest(key, then, header=HEADER)

        with watch() as wire:
            wire.fail(index, after=after, make=make, writes_alone=True)
            provision_to_the_end(centre, "ada")

        agent = centre.agent("ada")
        assert centre.quick_connects() == names, (index, wire.calls)
        assert agent["status"] == ("REMOVED" if "inactive" in then else "ACTIVE"), agent.get("status_reason")
        if names:
            assert leads_to(centre) == agent["user_id"] == centre.users()["ada"]["Id"]
            assert agent["applied"]["quick_connect"]["id"] == described(centre)["QuickConnectId"]
        assert centre.counts(record)["rows"] == sum(centre.counts(record).values()) - 1 == 1
        if not wire.went_wrong:
            break
    assert index >= 2
