"""An agent's quick connect is made, renamed and removed with the agent, and nobody else's is touched."""

from __future__ import annotations

import pytest

from local_aws.connect import controls
from tests.functional.provision.centre import Centre, FakeTime
from tests.functional.provision.quick_connects import FLOW, HEADER, NAME, YES, described, flow_id, leads_to
from tests.functional.provision.wire import watch


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
