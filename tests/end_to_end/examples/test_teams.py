"""Teams that keep their own lists, and how to leave Rollcall and keep the contact centre."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.directories import counts, directory
from tests.end_to_end.example import Example
from tests.end_to_end.operator import Operator
from tests.end_to_end.people import sign_in

pytestmark = pytest.mark.needs_local_aws("an empty account of its own")

SALES = ("sam", "sara", "sid", "sol", "sue")
SUPPORT = ("tim", "tom")


@pytest.fixture
def teams(examples: dict[str, Example]) -> Example:
    return examples["teams"]


def of(team: str, *logins: str) -> bytes:
    """A team's directory."""
    return directory(
        {
            "user login": login,
            "first name": login,
            "last name": "Li",
            "routing profile name": team,
            "user hierarchy": team,
        }
        for login in logins
    )


def test_an_uploader_writes_below_the_prefix_of_the_team_alone(teams: Example) -> None:
    bucket = teams.outputs()["upload_bucket"]
    for team, others, logins in (("Sales", "support", SALES), ("Support", "sales", SUPPORT)):
        s3 = client(sign_in(teams, f"uploaders/{team.lower()}"), "s3")
        for key in (f"{others}/agents.csv", "agents.csv", f"{team.lower()}-agents.csv"):
            with pytest.raises(ClientError, match="AccessDenied"):
                s3.put_object(Bucket=bucket, Key=key, Body=of(team, *logins))
        s3.put_object(Bucket=bucket, Key=f"{team.lower()}/agents.csv", Body=of(team, *logins))

    records = [teams.finished_import(f"{team}/agents.csv") for team in ("sales", "support")]

    assert [counts(record) for record in records] == [{"rows": 5, "created": 5}, {"rows": 2, "created": 2}]
    prefixes = {record["key"] for name in ("sales", "support") for record in teams.records(f"{name}/agents.csv")}
    assert prefixes == {"sales/agents.csv", "support/agents.csv"}


def test_a_team_that_drops_an_agent_removes_that_one_alone(teams: Example, tmp_path: Path) -> None:
    record = teams.upload("sales/agents.csv", of("Sales", *SALES[:-1]))

    assert counts(record) == {"rows": 4, "unchanged": 4, "dropped": 1, "removed": 1}
    assert set(teams.users()) == {*SALES[:-1], *SUPPORT}
    operator = Operator(teams, tmp_path, sign_in(teams, "operator"))
    assert {entry["key"] for entry in operator.json("status")} == {"sales/agents.csv", "support/agents.csv"}


def test_a_team_serves_its_own_queue(teams: Example) -> None:
    connect, instance = teams.client("connect"), teams.outputs()["instance_id"]
    profiles: dict[str, Any] = {
        profile["Id"]: profile["Name"]
        for profile in connect.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
    }
    served = {name: profiles[user["RoutingProfileId"]] for name, user in teams.users().items()}

    assert served == dict.fromkeys(SALES[:-1], "Sales") | dict.fromkeys(SUPPORT, "Support")
