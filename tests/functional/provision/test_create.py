"""A row becomes a Connect user with everything that it says."""

from __future__ import annotations

from tests.functional.provision.centre import Centre


def test_created_and_counted(centre: Centre) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,Secret123,,Agent|QualityAnalyst")

    assert centre.wake("ada") == []

    agent, user = centre.agent("ada"), centre.users()["ada"]
    ids = centre.profile_ids()
    assert user["IdentityInfo"] == {"FirstName": "Ada", "LastName": "Lovelace", "Email": "ada@example.com"}
    assert set(user["SecurityProfileIds"]) == {ids["Agent"], ids["QualityAnalyst"]}
    assert user["RoutingProfileId"] == centre.routing_id()
    assert user["Tags"] == {"rollcall:import": record["import_id"]}
    assert agent["status"] == "ACTIVE"
    assert (agent["user_id"], agent["instance_id"]) == (user["Id"], centre.instance_id)
    assert agent["applied"]["routing_profile"] == "Basic Routing Profile"
    assert agent["attempts"] == 1
    assert "awaited_by" not in agent
    assert "begun" not in agent
    assert centre.outcomes(record) == {2: ("ada", "created")}
    assert centre.counts(record) == {"rows": 1, "created": 1}
    assert centre.wake_report(record) == []
    assert centre.import_record(record)["status"] == "FINISHED"
