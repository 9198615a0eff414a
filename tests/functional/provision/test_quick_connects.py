"""An agent's quick connect is made, renamed and removed with the agent, and nobody else's is touched."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.provision.centre import LONG_AGO, Centre, FakeTime
from tests.functional.provision.wire import Death, server_error, watch

HEADER = "username,first_name,last_name,quick_connect,status\n"
YES = "ada,Ada,Lovelace,yes,active"
NAME = "Ada Lovelace (ada)"
FLOW = "Default agent transfer"


def described(centre: Centre, name: str = NAME) -> dict[str, Any]:
    listed = centre.connect.list_quick_connects(InstanceId=centre.instance_id)["QuickConnectSummaryList"]
    [quick_connect_id] = [entry["Id"] for entry in listed if entry["Name"] == name]
    answer = centre.connect.describe_quick_connect(InstanceId=centre.instance_id, QuickConnectId=quick_connect_id)
    found: dict[str, Any] = answer["QuickConnect"]
    return found


def leads_to(centre: Centre, name: str = NAME) -> str:
    return str(described(centre, name)["QuickConnectConfig"]["UserConfig"]["UserId"])


def flow_id(centre: Centre) -> str:
    flows = centre.connect.list_contact_flows(InstanceId=centre.instance_id)["ContactFlowSummaryList"]
    return next(str(flow["Id"]) for flow in flows if flow["Name"] == FLOW)


def test_a_new_agent_gets_one(centre: Centre) -> None:
    record = centre.ingest("agents.csv", YES, header=HEADER)

    with watch() as wire:
        assert centre.wake("ada") == []

    found = described(centre)
    assert found["QuickConnectConfig"] == {
        "QuickConnectType": "USER",
        "UserConfig": {"UserId": centre.users()["ada"]["Id"], "ContactFlowId": flow_id(centre)},
    }
    assert found["Tags"] == {"rollcall:import": record["import_id"]}
    assert centre.counts(record) == {"rows": 1, "created": 1}
    assert centre.agent("ada")["applied"]["quick_connect"] == {"id": found["QuickConnectId"], "name": NAME}
    calls = [call for call in wire.calls if "QuickConnect" in call or "ContactFlow" in call]
    assert calls == ["connect.ListContactFlows", "connect.CreateQuickConnect"]


def test_many_agents_share_the_look_up_of_the_flow(centre: Centre) -> None:
    names = [f"agent{number}" for number in range(6)]
    centre.ingest("agents.csv", *(f"{name},A,B,yes,active" for name in names), header=HEADER)

    with watch() as wire:
        assert centre.wake(*names) == []

    assert centre.quick_connects() == [f"A B ({name})" for name in names]
    assert wire.count("connect.ListContactFlows") == 1
    assert wire.count("connect.ListQuickConnects") == 0


@pytest.mark.parametrize("row", ["ada,Ada,Lovelace,no,active", "ada,Ada,Lovelace,,active"])
def test_it_goes_when_the_cell_says_so(centre: Centre, row: str) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.make_quick_connect("by hand", centre.agent("ada")["user_id"])
    record = centre.ingest("agents.csv", row, header=HEADER)

    assert centre.wake("ada") == []

    assert centre.quick_connects() == ["by hand"]
    assert centre.counts(record) == {"rows": 1, "updated": 1}
    assert centre.agent("ada")["applied"]["quick_connect"] == {}


def test_a_file_without_the_column_says_nothing(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.ingest("agents.csv", "ada,Ada,Lovelace,5", header="username,first_name,last_name,acw_seconds\n")

    with watch() as wire:
        assert centre.wake("ada") == []

    assert centre.quick_connects() == [NAME]
    assert not [call for call in wire.calls if "QuickConnect" in call]


def test_it_is_renamed_with_the_agent(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    before = described(centre)["QuickConnectId"]
    record = centre.ingest("agents.csv", "ada,Ada,King,yes,active", header=HEADER)

    assert centre.wake("ada") == []

    assert centre.quick_connects() == ["Ada King (ada)"]
    assert described(centre, "Ada King (ada)")["QuickConnectId"] == before
    assert centre.counts(record) == {"rows": 1, "updated": 1}


def test_an_agent_that_is_as_it_was_costs_no_call(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.change("ada")

    with watch() as wire:
        result = centre.provisioner().provision("ada")

    assert result is not None
    assert result.outcome == "unchanged"
    assert not [call for call in wire.calls if "QuickConnect" in call or "ContactFlow" in call]


def test_it_goes_before_its_user(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.ingest("agents.csv", YES.replace("active", "inactive"), header=HEADER)

    with watch() as wire:
        assert centre.wake("ada") == []

    assert (centre.quick_connects(), centre.usernames()) == ([], [])
    deletions = [call for call in wire.calls if call.startswith("connect.Delete")]
    assert deletions == ["connect.DeleteQuickConnect", "connect.DeleteUser"]


@pytest.mark.parametrize("own", [True, False], ids=["to the agent", "to somebody else"])
def test_a_name_that_somebody_else_took_fails_with_what_to_do(centre: Centre, own: bool) -> None:
    """Whoever it leads to: it is not ours. Once it is out of the way, another try is enough."""
    user_id = centre.create_user("ada" if own else "boss")
    centre.make_quick_connect(NAME, user_id)
    record = centre.ingest("agents.csv", YES, header=HEADER)

    assert centre.wake("ada") == []

    agent = centre.agent("ada")
    assert agent["status"] == "FAILED"
    assert f"a quick connect '{NAME}' already" in agent["status_reason"]
    assert "rename or delete it in the console" in agent["status_reason"]
    assert (leads_to(centre), centre.counts(record)) == (user_id, {"rows": 1, "failed": 1})

    place = {"InstanceId": centre.instance_id, "QuickConnectId": described(centre)["QuickConnectId"]}
    centre.connect.update_quick_connect_name(**place, Name="Hotline")
    centre.change("ada")
    assert centre.wake("ada") == []
    assert centre.agent("ada")["status"] == "ACTIVE"
    assert centre.quick_connects() == [NAME, "Hotline"]


def test_a_new_name_that_somebody_else_has_fails_and_the_old_one_stays(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.make_quick_connect("Ada King (ada)", centre.create_user("boss"))
    centre.ingest("agents.csv", "ada,Ada,King,yes,active", header=HEADER)

    assert centre.wake("ada") == []

    assert centre.agent("ada")["status"] == "FAILED"
    assert "a quick connect 'Ada King (ada)' already" in centre.agent("ada")["status_reason"]
    assert centre.quick_connects() == ["Ada King (ada)", NAME]


def test_one_that_somebody_deleted_or_led_elsewhere_is_made_anew_when_it_is_told_again(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    boss = centre.create_user("boss")
    centre.lead_quick_connect(NAME, boss)

    centre.ingest("agents.csv", "ada,Ada,King,yes,active", header=HEADER)
    assert centre.wake("ada") == []

    assert leads_to(centre) == boss
    assert leads_to(centre, "Ada King (ada)") == centre.agent("ada")["user_id"]


def test_a_user_made_anew_gets_back_the_quick_connect_of_the_old_one(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    before = centre.agent("ada")["user_id"]
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=before)
    centre.settle("ada")
    centre.change("ada")

    assert centre.wake("ada") == []

    assert centre.quick_connects() == [NAME]
    assert leads_to(centre) == centre.agent("ada")["user_id"] != before


@pytest.mark.parametrize("row", ["ada,Ada,King,yes,active", "ada,Ada,King,no,active", "ada,Ada,Lovelace,yes,inactive"])
def test_the_quick_connect_of_a_user_that_somebody_deleted_is_kept_for_the_next_or_goes(
    centre: Centre, row: str
) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    before = described(centre)["QuickConnectId"]
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=centre.agent("ada")["user_id"])
    centre.settle("ada")
    centre.ingest("agents.csv", row, header=HEADER)

    assert centre.wake("ada") == []

    assert centre.quick_connects() == (["Ada King (ada)"] if "King,yes" in row else [])
    if centre.quick_connects():
        assert described(centre, "Ada King (ada)")["QuickConnectId"] == before
        assert leads_to(centre, "Ada King (ada)") == centre.agent("ada")["user_id"]


def test_the_quick_connect_of_a_user_that_somebody_deleted_goes_when_its_next_name_is_taken(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.make_quick_connect("Ada King (ada)", centre.create_user("boss"))
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=centre.agent("ada")["user_id"])
    centre.settle("ada")
    centre.ingest("agents.csv", "ada,Ada,King,yes,active", header=HEADER)

    assert centre.wake("ada") == []

    assert (centre.quick_connects(), centre.usernames()) == (["Ada King (ada)"], ["ada", "boss"])
    assert "a quick connect 'Ada King (ada)' already" in centre.agent("ada")["status_reason"]


def test_the_quick_connect_of_an_item_and_a_user_that_somebody_deleted_goes(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=centre.agent("ada")["user_id"])
    centre.settle("ada")

    assert centre.deliver([centre.delete_agent("ada")]) == []

    assert centre.quick_connects() == []


def test_a_new_name_that_another_of_ours_has_is_taken_over(centre: Centre) -> None:
    """A run may have made it and died when no list showed it yet, so that the next run made another."""
    centre.ingest("agents.csv", YES, header=HEADER)
    centre.wake("ada")
    centre.make_quick_connect("Ada King (ada)", centre.agent("ada")["user_id"])
    other = described(centre, "Ada King (ada)")
    centre.connect.tag_resource(resourceArn=other["QuickConnectARN"], tags={"rollcall:import": "none"})
    centre.ingest("agents.csv", "ada,Ada,King,yes,active", header=HEADER)

    assert centre.wake("ada") == []

    assert centre.agent("ada")["status"] == "ACTIVE"
    assert centre.quick_connects() == ["Ada King (ada)"]
    assert centre.agent("ada")["applied"]["quick_connect"]["id"] == other["QuickConnectId"]


def test_an_instance_without_the_flow_fails_with_what_to_do(centre: Centre) -> None:
    centre.connect.update_contact_flow_name(
        InstanceId=centre.instance_id, ContactFlowId=flow_id(centre), Name="Agent transfer"
    )
    centre.ingest("agents.csv", YES, header=HEADER)

    assert centre.wake("ada") == []

    reason = centre.agent("ada")["status_reason"]
    assert f"'{FLOW}' (is 'Agent transfer' meant?)" in reason
    assert "Transfer to agent" in reason


def test_a_full_quota_fails_with_what_to_do(centre: Centre) -> None:
    controls().limits["quick_connects"] = 0
    centre.ingest("agents.csv", YES, header=HEADER)

    assert centre.wake("ada") == []

    assert "'Quick connects per instance'" in centre.agent("ada")["status_reason"]
    assert centre.usernames() == ["ada"]


def test_a_user_that_connect_does_not_know_everywhere_yet_is_waited_for(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    controls().fail_next("CreateQuickConnect", "ResourceNotFoundException", times=1)

    result = centre.container(FakeTime()).provisioner.provision("ada")

    assert result is not None
    assert result.outcome == "created"
    assert leads_to(centre) == centre.agent("ada")["user_id"]


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


def provision_to_the_end(centre: Centre, name: str) -> None:
    """Provision as the stream does: a try that dies or fails is followed by another, in a new container."""
    for _ in range(5):
        try:
            centre.provisioner().provision(name)
        except (Death, RetryableError, ClientError):
            continue
        return
    pytest.fail("five tries were not enough")


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
