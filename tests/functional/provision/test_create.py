"""A row becomes a Connect user with everything that it says."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import controls
from provision.connect.list_freshness import REFRESH_SECONDS
from provision.provision_result import ProvisionResult
from roster.clock import timestamp
from roster.errors import RetryableError
from tests.functional.provision.centre import Centre, FakeTime
from tests.functional.provision.wire import watch

FULL_HEADER = (
    "username,first_name,last_name,email,routing_profile,security_profiles,user_hierarchy,phone_type,"
    "desk_phone_number,auto_accept,acw_seconds,tags,proficiencies\n"
)


def test_a_user_with_profiles_and_identity(centre: Centre) -> None:
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
    assert not {"awaited_by", "begun", "status_reason"} & agent.keys()
    assert centre.outcomes(record) == {2: ("ada", "created")}
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_phone_hierarchy_tags_and_proficiencies(centre: Centre) -> None:
    north, group_id = centre.make_groups("Support", "North")
    centre.make_attribute("Language", "German")
    record = centre.ingest(
        "agents.csv",
        "ada,Ada,Lovelace,ada@example.com,,,Support/North,desk,+4930123456,yes,90,team=a;floor=2,Language:German:4",
        header=FULL_HEADER,
    )

    assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert group_id != north
    assert user["HierarchyGroupId"] == group_id
    assert {key: user["PhoneConfig"][key] for key in ("PhoneType", "AutoAccept", "AfterContactWorkTimeLimit")} == {
        "PhoneType": "DESK_PHONE",
        "AutoAccept": True,
        "AfterContactWorkTimeLimit": 90,
    }
    assert user["PhoneConfig"]["DeskPhoneNumber"] == "+4930123456"
    assert user["Tags"] == {"team": "a", "floor": "2", "rollcall:import": record["import_id"]}
    assert centre.proficiencies(user["Id"]) == {("Language", "German"): 4.0}
    assert centre.counts(record) == {"rows": 1, "created": 1}


def test_a_new_agent_takes_one_write_and_look_ups_are_shared(centre: Centre) -> None:
    names = [f"agent{number}" for number in range(12)]
    centre.ingest("agents.csv", *(f"{name},A,B,{name}@example.com,,,Agent" for name in names))

    with watch() as wire:
        assert centre.wake(*names) == []

    connect = [call for call in wire.calls if call.startswith("connect.")]
    assert sorted(set(connect)) == [
        "connect.CreateUser",
        "connect.ListRoutingProfiles",
        "connect.ListSecurityProfilePermissions",
        "connect.ListSecurityProfiles",
    ]
    assert wire.count("connect.CreateUser") == 12
    assert len(connect) == 15
    assert wire.count("secretsmanager.GetSecretValue") == 1


def test_the_password_is_the_one_in_the_secret_and_stands_nowhere_else(
    centre: Centre, capsys: pytest.CaptureFixture[str]
) -> None:
    centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,Very5ecret!,,Agent")

    with watch() as wire:
        centre.wake("ada")

    assert [call["Password"] for call in wire.parameters_of("connect.CreateUser")] == ["Very5ecret!"]
    assert "Very5ecret!" not in json.dumps([centre.deployment.items("agents"), centre.deployment.items("outcomes")])
    assert "Very5ecret!" not in capsys.readouterr().out


def test_an_agent_without_a_readable_secret_gets_one_of_its_own(centre: Centre) -> None:
    facets: dict[str, Any] = {"identity": {"first_name": "Ada", "last_name": "Lovelace"}}
    centre.put_agent("ada@example.com", state="present", **facets)
    centre.put_agent("ben", state="present", password_secret="somebody-elses/secret", **facets)
    centre.put_agent("cem", state="present", password_secret="rollcall/passwords/gone/2", **facets)

    with watch() as wire:
        assert centre.wake("ada@example.com", "ben", "cem") == []

    sent = {call["Username"]: call["Password"] for call in wire.parameters_of("connect.CreateUser")}
    secrets = centre.deployment.passwords()
    for username in ("ada@example.com", "ben", "cem"):
        agent = centre.agent(username)
        assert agent["status"] == "ACTIVE"
        assert agent["password_secret"].startswith("rollcall/passwords/direct/")
        assert secrets[agent["password_secret"]] == {username: sent[username]}
    assert len(secrets) == 3


def test_a_secret_that_somebody_spoilt_fails_its_agents_with_the_reason(centre: Centre) -> None:
    record = centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,Secret123,,Agent")
    centre.put_agent("ben", identity={"first_name": "Ben", "last_name": "King"})
    [name] = centre.deployment.passwords()
    centre.deployment.secretsmanager.put_secret_value(SecretId=name, SecretString="ada: Secret123")

    assert centre.wake("ada", "ben") == []

    assert f"The secret '{name}' is no JSON object" in centre.agent("ada")["status_reason"]
    assert centre.counts(record) == {"rows": 1, "failed": 1}
    assert centre.usernames() == ["ben"]


def test_defaults_complete_an_item_that_others_wrote(centre: Centre) -> None:
    centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "Lovelace"})

    assert centre.wake("ada") == []

    user = centre.users()["ada"]
    assert user["SecurityProfileIds"] == [centre.profile_ids()["Agent"]]
    assert user["RoutingProfileId"] == centre.routing_id()
    assert user["Tags"] == {"rollcall:import": "direct"}
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_saml_users_get_no_password_and_no_e_mail(centre: Centre) -> None:
    instance = centre.connect.create_instance(
        IdentityManagementType="SAML", InstanceAlias="saml", InboundCallsEnabled=True, OutboundCallsEnabled=True
    )
    centre.put_agent("ada", identity={"first_name": "Ada", "last_name": "Lovelace", "email": "ada@example.com"})
    provisioner = centre.provisioner(instance_id=instance["Id"], identity_management_type="SAML")

    result = provisioner.provision("ada")

    assert result is not None
    assert result.outcome == "created"
    assert centre.deployment.passwords() == {}
    assert "password_secret" not in centre.agent("ada")


@pytest.mark.parametrize(
    ("facets", "reason"),
    [
        ({"routing_profile": "Basic Ruting Profile"}, "no routing profile 'Basic Ruting Profile' (is 'Basic Routing"),
        ({"routing_profile": "BASIC ROUTING PROFILE"}, "(is 'Basic Routing Profile' meant?)"),
        ({"security_profiles": ["Agents"]}, "no security profile 'Agents' (is 'Agent' meant?)"),
        ({"security_profiles": ["admin"]}, "no security profile 'admin'; create it"),
        ({"hierarchy": "Support/South"}, "no hierarchy group 'Support/South'"),
        ({"security_profiles": ["Agent", "Admin"]}, "shall hold the security profile 'Admin', which is outside"),
        ({"identity": {"first_name": "Ada"}}, "Amazon Connect answered CreateUser: "),
        ({"identity": {"first_name": 7}}, "`identity` must be a map of text"),
        ({"phone": "soft", "tags": []}, "`tags` must be a map of text"),
        ({"source": "agents.csv"}, "`source` must be a map"),
        ({"state": "gone"}, "`state` must be 'present' or 'absent'"),
    ],
)
def test_what_can_not_be_done_fails_that_agent_alone(centre: Centre, facets: dict[str, Any], reason: str) -> None:
    identity = {"identity": {"first_name": "Ada", "last_name": "Lovelace"}}
    centre.put_agent("bad", **({"state": "present", "awaited_by": "nobody"} | identity | facets))
    centre.put_agent("good", state="present", **identity)

    assert centre.wake("bad", "good") == []

    agent = centre.agent("bad")
    assert agent["status"] == "FAILED"
    assert reason in agent["status_reason"]
    assert list(centre.users()) == ["good"]


@pytest.mark.parametrize("path", ["Süpport/North", "SUPPORT/NORTH", "Support/Nort"])
def test_a_group_that_may_be_meant_is_named(centre: Centre, path: str) -> None:
    centre.make_groups("Support", "North")
    centre.put_agent("ada", state="present", identity={"first_name": "Ada", "last_name": "Lovelace"}, hierarchy=path)

    centre.wake("ada")

    assert "(is 'Support/North' meant?)" in centre.agent("ada")["status_reason"]


def test_a_refused_row_is_counted_as_failed(centre: Centre) -> None:
    rows = ("ada,Ada,Lovelace,a@example.com,,,Agent", "ben,Ben,King,b@example.com,,Nobody's,Agent")
    record = centre.ingest("agents.csv", *rows)

    assert centre.wake("ada", "ben") == []

    assert centre.counts(record) == {"rows": 2, "created": 1, "failed": 1}
    assert centre.outcomes(record) == {2: ("ada", "created"), 3: ("ben", "failed")}


def test_a_profile_made_since_is_found_when_its_agents_come_again(centre: Centre) -> None:
    row = "ben,Ben,King,b@example.com,,Night shift,Agent"
    centre.ingest("agents.csv", row)
    centre.wake("ben")
    centre.make_routing_profile("Night shift")
    record = centre.ingest("agents.csv", row)
    centre.new_container()

    assert centre.wake("ben") == []

    assert centre.counts(record) == {"rows": 1, "created": 1}
    assert centre.users()["ben"]["RoutingProfileId"] == centre.routing_id("Night shift")


def _make_profile(centre: Centre) -> dict[str, Any]:
    centre.make_routing_profile("Night shift")
    return {"routing_profile": "Night shift"}


def _make_security_profile(centre: Centre) -> dict[str, Any]:
    centre.connect.create_security_profile(InstanceId=centre.instance_id, SecurityProfileName="Night guard")
    return {"security_profiles": ["Night guard"]}


def _make_group(centre: Centre) -> dict[str, Any]:
    centre.make_groups("Night")
    return {"hierarchy": "Night"}


@pytest.mark.parametrize("make", [_make_profile, _make_security_profile, _make_group])
@pytest.mark.parametrize("seconds", [1, REFRESH_SECONDS + 1])
def test_what_is_made_after_the_container_started_is_found(
    centre: Centre, make: Callable[[Centre], dict[str, Any]], seconds: float
) -> None:
    identity = {"identity": {"first_name": "Ada", "last_name": "King"}}
    time = FakeTime()
    provisioner = centre.container(time).provisioner
    lacking: dict[str, Any] = {"routing_profile": "None", "security_profiles": ["None"], "hierarchy": "None"}
    for facet, name in lacking.items():  # so each list is read, before there is what comes
        centre.put_agent(facet, **identity, **{facet: name})
        assert provisioner.provision(facet) == ProvisionResult("failed", centre.agent(facet)["status_reason"])

    made = make(centre)
    time.now += seconds
    # A list that is hardly old is read again for who asks later than it was read.
    asked_at = {"updated_at": timestamp(datetime.fromtimestamp(time.now, UTC))} if seconds < REFRESH_SECONDS else {}
    centre.put_agent("ada", **identity, **made, **asked_at)

    assert provisioner.provision("ada") == ProvisionResult("created")


def test_a_full_quota_fails_with_what_to_do_and_is_not_tried_twice(centre: Centre) -> None:
    controls().set_limit("users", 1)
    centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent", "ben,B,C,b@example.com,,,Agent")

    with watch() as wire:
        assert centre.wake("ada") == []
        assert centre.wake("ben") == []

    assert wire.count("connect.CreateUser") == 2
    assert centre.agent("ben")["status"] == "FAILED"
    assert "raise its quota 'Users per instance' in Service Quotas" in centre.agent("ben")["status_reason"]


def test_throttles_and_breakdowns_are_waited_out(centre: Centre) -> None:
    record = centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent")
    for code in ("ThrottlingException", "TooManyRequestsException", "InternalServiceException"):
        controls().fail_next("CreateUser", code)

    result = centre.provisioner().provision("ada")

    assert result is not None
    assert result.outcome == "created"
    assert centre.counts(record) == {"rows": 1, "created": 1}


@pytest.mark.parametrize("code", ["ThrottlingException", "InternalServiceException", "AccessDeniedException"])
def test_what_does_not_pass_leaves_the_agent_waiting(centre: Centre, code: str) -> None:
    record = centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent")
    controls().fail_next("CreateUser", code, times=50)

    with pytest.raises(RetryableError):
        centre.provisioner().provision("ada")

    assert centre.agent("ada")["status"] == "PENDING"
    assert centre.counts(record) == {"rows": 1, "pending": 1}


def test_a_password_that_connect_quotes_stays_secret(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,A,B,a@example.com,Very5ecret!,,Agent")
    controls().fail_next("CreateUser", "InvalidParameterException", message="Password Very5ecret! is too common")

    centre.wake("ada")

    assert centre.agent("ada")["status_reason"].endswith("Password *** is too common")


def test_a_password_that_access_denied_quotes_stays_secret(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,A,B,a@example.com,Very5ecret!,,Agent")
    controls().fail_next("CreateUser", "AccessDeniedException", status=403, message="Not with Very5ecret!")

    centre.wake("ada")

    assert centre.agent("ada")["retry"]["reason"].endswith("Not with ***")


def test_the_import_record_may_be_gone(centre: Centre) -> None:
    record = centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent")
    key = {"key": {"S": record["key"]}, "sequencer": {"S": record["sequencer"]}}
    centre.deployment.dynamodb.delete_item(TableName="rollcall-files", Key=key)

    assert centre.wake("ada") == []

    assert centre.agent("ada")["status"] == "ACTIVE"
    assert centre.deployment.items("files") == []


def test_a_user_of_another_instance_is_created_anew(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent")
    centre.wake("ada")
    first = centre.agent("ada")
    centre.put_agent(**(first | {"status": "PENDING", "instance_id": "another"}))
    centre.connect.delete_user(InstanceId=centre.instance_id, UserId=first["user_id"])

    assert centre.wake("ada") == []

    agent = centre.agent("ada")
    assert agent["user_id"] == centre.users()["ada"]["Id"] != first["user_id"]
    assert agent["instance_id"] == centre.instance_id


def test_an_error_of_a_store_brings_the_agent_back(centre: Centre) -> None:
    centre.ingest("agents.csv", "ada,A,B,a@example.com,,,Agent")
    centre.deployment.dynamodb.delete_table(TableName="rollcall-outcomes")

    with pytest.raises(ClientError):
        centre.provisioner().provision("ada")

    assert centre.agent("ada")["status"] == "PENDING"
