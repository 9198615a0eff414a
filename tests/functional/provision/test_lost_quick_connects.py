"""What somebody deleted, led elsewhere or took the name of: an agent's quick connect is made anew, kept or goes."""

from __future__ import annotations

import pytest

from tests.functional.provision.centre import Centre
from tests.functional.provision.quick_connects import HEADER, NAME, YES, described, leads_to


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
