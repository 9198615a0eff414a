"""A mended agent's user is compared with what it shall have, and any call of that may go wrong."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from roster.clock import utc_now
from roster.requeue_drifted_agents import RequeueDriftedAgents
from tests.functional.provision.centre import Centre
from tests.functional.provision.quick_connects import HEADER, NAME, YES, described, leads_to
from tests.functional.provision.test_batches import provision_to_the_end
from tests.functional.provision.wire import Death, server_error, watch


def put_back(centre: Centre, name: str) -> None:
    found = RequeueDriftedAgents(centre.deployment.stores.agents, utc_now).requeue([name])
    assert [item["username"] for item in found.agents] == [name]


@pytest.mark.parametrize(("make", "after"), [(Death, False), (server_error, True)])
def test_a_user_who_was_deleted_is_made_once_whatever_goes_wrong(
    centre: Centre, make: Callable[[str], BaseException], after: bool
) -> None:
    """The password that the item names in the end is the one that the user was made with."""
    centre.ingest("agents.csv", YES, header=HEADER)
    provision_to_the_end(centre, "ada")
    for index in itertools.count():
        centre.forget_containers()
        centre.settle("ada")
        secret = centre.agent("ada")["password_secret"]
        centre.delete_users()
        put_back(centre, "ada")

        with watch() as wire:
            wire.fail(index, after=after, make=make, writes_alone=True)
            provision_to_the_end(centre, "ada")

        agent = centre.agent("ada")
        [made] = wire.parameters_of("connect.CreateUser")[-1:]
        assert (agent["status"], agent["user_id"]) == ("ACTIVE", centre.users()["ada"]["Id"])
        assert "mend_since" not in agent
        assert agent["password_secret"] != secret
        assert centre.deployment.passwords()[agent["password_secret"]] == {"ada": made["Password"]}
        assert centre.quick_connects() == [NAME]
        assert leads_to(centre) == agent["user_id"]
        assert agent["applied"]["quick_connect"]["id"] == described(centre)["QuickConnectId"]
        if not wire.went_wrong:
            break
    assert index >= 3


@pytest.mark.parametrize(("make", "after"), [(Death, False), (server_error, True)])
def test_a_user_who_was_changed_is_brought_back_whatever_goes_wrong(
    centre: Centre, make: Callable[[str], BaseException], after: bool
) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    provision_to_the_end(centre, "ada")
    centre.settle("ada")
    before = centre.users()["ada"]
    place = {"InstanceId": centre.instance_id, "UserId": before["Id"]}
    profiles = [centre.profile_ids()["QualityAnalyst"]]
    for index in itertools.count():
        centre.forget_containers()
        centre.connect.update_user_identity_info(**place, IdentityInfo={"FirstName": "Eve", "LastName": "Other"})
        centre.connect.update_user_security_profiles(**place, SecurityProfileIds=profiles)
        centre.lead_quick_connect(NAME, centre.create_user(f"other-{index}"))
        put_back(centre, "ada")

        with watch() as wire:
            wire.fail(index, after=after, make=make, writes_alone=True)
            provision_to_the_end(centre, "ada")

        user = centre.users()["ada"]
        assert user["IdentityInfo"] == before["IdentityInfo"]
        assert user["SecurityProfileIds"] == before["SecurityProfileIds"]
        assert leads_to(centre) == before["Id"]
        assert centre.agent("ada")["status"] == "ACTIVE"
        if not wire.went_wrong:
            break
    assert index >= 3


def test_an_upload_that_comes_meanwhile_is_applied_and_mended_with(centre: Centre) -> None:
    """The run that read the agent before the second time it was put back does not complete it."""
    centre.ingest("agents.csv", YES, header=HEADER)
    provision_to_the_end(centre, "ada")
    centre.settle("ada")
    place = {"InstanceId": centre.instance_id, "UserId": centre.agent("ada")["user_id"]}
    put_back(centre, "ada")

    def change() -> None:
        centre.connect.update_user_security_profiles(
            **place, SecurityProfileIds=[centre.profile_ids()["QualityAnalyst"]]
        )
        centre.ingest("agents.csv", YES.replace("Lovelace", "Byron"), header=HEADER)

    with watch() as wire:
        wire.on("connect.DescribeUser", change)
        assert centre.provisioner().provision("ada") is None
    provision_to_the_end(centre, "ada")

    user = centre.users()["ada"]
    assert user["IdentityInfo"]["LastName"] == "Byron"
    assert user["SecurityProfileIds"] == [centre.profile_ids()["Agent"]]
    assert centre.agent("ada")["status"] == "ACTIVE"


def test_by_hand_the_item_alone_is_enough(centre: Centre) -> None:
    """As docs/operations.md tells for the AWS CLI: without a new revision."""
    centre.ingest("agents.csv", YES, header=HEADER)
    provision_to_the_end(centre, "ada")
    place = {"InstanceId": centre.instance_id, "UserId": centre.agent("ada")["user_id"]}
    centre.connect.update_user_security_profiles(**place, SecurityProfileIds=[centre.profile_ids()["QualityAnalyst"]])
    centre.deployment.dynamodb.update_item(
        TableName="rollcall-agents",
        Key={"username": {"S": "ada"}},
        UpdateExpression="SET #status = :pending, mend_since = :now, updated_at = :now",
        ConditionExpression="#status = :active",
        ExpressionAttributeNames={"#status": "status"},
        ExpressionAttributeValues={
            ":pending": {"S": "PENDING"},
            ":active": {"S": "ACTIVE"},
            ":now": {"S": "2026-12-01T10:00:00Z"},
        },
    )

    centre.provisioner().provision("ada")

    assert centre.users()["ada"]["SecurityProfileIds"] == [centre.profile_ids()["Agent"]]
    assert "mend_since" not in centre.agent("ada")


def test_with_saml_a_user_is_made_again_without_a_password(centre: Centre) -> None:
    centre.ingest("agents.csv", YES, header=HEADER)
    provision_to_the_end(centre, "ada")
    centre.settle("ada")
    centre.delete_users()
    put_back(centre, "ada")

    with watch() as wire:
        centre.provisioner(identity_management_type="SAML").provision("ada")

    assert all("Password" not in request for request in wire.parameters_of("connect.CreateUser"))
    assert wire.count("connect.CreateUser") >= 1


def test_a_password_of_an_upload_since_is_the_new_users(centre: Centre) -> None:
    header = "username,first name,last name,email,password\n"
    centre.ingest("agents.csv", "ada,Ada,Lovelace,ada@example.com,", header=header)
    provision_to_the_end(centre, "ada")
    centre.settle("ada")
    centre.delete_users()
    put_back(centre, "ada")
    # A run has found that a user who had been adopted is gone, and could not make another; the clock stands still.
    known = {name: held for name, held in centre.agent("ada").items() if name not in {"user_id", "password_secret"}}
    centre.put_agent(**(known | {"mend_since": "2026-11-01T00:00:00.000Z"}))
    centre.ingest("agents.csv", "ada,Ada,Byron,ada@example.com,GivenLater1", header=header)

    with watch() as wire:
        provision_to_the_end(centre, "ada")

    assert wire.parameters_of("connect.CreateUser")[-1]["Password"] == "GivenLater1"
