"""Terraform's life cycle, as `aws_lambda_invocation` plays it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import boto3
import pytest

from lifecycle.associate_phone_number import PhoneNumbers
from lifecycle.clear_user_hierarchy import clear_user_hierarchy
from lifecycle.handler import lambda_handler
from lifecycle.purge_passwords import purge_passwords
from local_aws.connect import controls
from roster.errors import PermanentError, RetryableError


@dataclass
class Context:
    function_name: str = "rollcall-lifecycle"
    memory_limit_in_mb: int = 512
    invoked_function_arn: str = "arn:aws:lambda:eu-central-1:123456789012:function:rollcall-lifecycle"
    aws_request_id: str = "11111111-2222-3333-4444-555555555555"

    def get_remaining_time_in_millis(self) -> int:
        return 900_000


def invoke(hook: str, action: str, **payload: Any) -> dict[str, str]:
    event = {"hook": hook, **payload, "tf": {"action": action, "prev_input": None}}
    return lambda_handler(event, Context())  # type: ignore[arg-type]


@pytest.fixture
def number(aws: None) -> dict[str, str]:
    """A claimed number and a flow."""
    connect = boto3.client("connect")
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED", InboundCallsEnabled=True, OutboundCallsEnabled=True, InstanceAlias="a"
    )
    flow = connect.list_contact_flows(InstanceId=instance["Id"], ContactFlowTypes=["CONTACT_FLOW"])
    free = connect.search_available_phone_numbers(
        TargetArn=instance["Arn"], PhoneNumberCountryCode="US", PhoneNumberType="DID"
    )
    claimed = connect.claim_phone_number(
        TargetArn=instance["Arn"], PhoneNumber=free["AvailableNumbersList"][0]["PhoneNumber"]
    )
    return {
        "instance_id": instance["Id"],
        "phone_number_id": claimed["PhoneNumberId"],
        "contact_flow_id": flow["ContactFlowSummaryList"][0]["Id"],
    }


def test_a_number_is_led_to_its_flow_and_taken_off_again(number: dict[str, str]) -> None:
    assert invoke("associate_phone_number", "create", **number) == {"hook": "associate_phone_number"}
    assert invoke("associate_phone_number", "update", **number) == {"hook": "associate_phone_number"}
    assert controls().calls()["AssociatePhoneNumberContactFlow"] == 2

    invoke("associate_phone_number", "delete", **number)
    assert controls().calls()["DisassociatePhoneNumberContactFlow"] == 1


def test_a_number_that_is_gone_needs_no_taking_off(number: dict[str, str]) -> None:
    boto3.client("connect").release_phone_number(PhoneNumberId=number["phone_number_id"])

    assert invoke("associate_phone_number", "delete", **number) == {"hook": "associate_phone_number"}


@pytest.mark.parametrize("error", ["AccessDeniedException", "ResourceNotFoundException"])
def test_what_spreads_slowly_is_waited_for(number: dict[str, str], error: str) -> None:
    controls().fail_next("AssociatePhoneNumberContactFlow", error, times=3)
    pauses: list[float] = []
    numbers = PhoneNumbers(boto3.client("connect"), sleep=pauses.append, clock=lambda: sum(pauses))

    numbers.associate(**number)

    assert len(pauses) == 3


@pytest.mark.parametrize("error", ["AccessDeniedException", "ResourceNotFoundException"])
def test_what_never_comes_is_an_error_after_a_minute(number: dict[str, str], error: str) -> None:
    controls().fail_next("AssociatePhoneNumberContactFlow", error, times=1000)
    pauses: list[float] = []
    client = boto3.client("connect")
    numbers = PhoneNumbers(client, sleep=pauses.append, clock=lambda: sum(pauses))

    with pytest.raises(client.exceptions.ClientError, match=error):
        numbers.associate(**number)

    assert 60 <= sum(pauses) <= 70


def test_a_refusal_is_an_error_at_once(number: dict[str, str]) -> None:
    controls().fail_next("AssociatePhoneNumberContactFlow", "InvalidParameterException")

    with pytest.raises(boto3.client("connect").exceptions.InvalidParameterException):
        invoke("associate_phone_number", "create", **number)
    assert controls().calls()["AssociatePhoneNumberContactFlow"] == 1


def test_a_purge_leaves_no_secret_of_ours_and_every_other(aws: None) -> None:
    client = boto3.client("secretsmanager")
    ours = [f"rollcall/passwords/import/{number}" for number in range(120)]
    others = ["rollcall/passwords-of-others", "rollcall2/passwords/x/1", "else"]
    for name in (*ours, *others):
        client.create_secret(Name=name, SecretString="{}")
    client.delete_secret(SecretId=ours[0], RecoveryWindowInDays=30)
    pauses: list[float] = []

    assert purge_passwords(client, "rollcall/passwords/", sleep=pauses.append) == 120

    left = client.list_secrets(IncludePlannedDeletion=True)["SecretList"]
    assert sorted(secret["Name"] for secret in left) == sorted(others)
    # The name is free again.
    client.create_secret(Name=ours[1], SecretString="{}")


def test_a_purge_sees_what_its_first_listing_missed(aws: None) -> None:
    client = boto3.client("secretsmanager")
    late = iter(["rollcall/passwords/import/2"])

    def pause(_seconds: float) -> None:
        for name in late:
            client.create_secret(Name=name, SecretString="{}")

    assert purge_passwords(client, "rollcall/passwords/", sleep=pause) == 1
    assert client.list_secrets()["SecretList"] == []


@pytest.mark.parametrize("action", ["create", "update"])
def test_only_destroy_purges(aws: None, action: str) -> None:
    client = boto3.client("secretsmanager")
    client.create_secret(Name="rollcall/passwords/import/2", SecretString="{}")

    invoke("purge_passwords", action, prefix="rollcall/passwords/")

    assert len(client.list_secrets()["SecretList"]) == 1


def test_a_purge_of_another_prefix_is_refused(aws: None) -> None:
    with pytest.raises(PermanentError, match="'rollcall/passwords/' and nothing else"):
        invoke("purge_passwords", "delete", prefix="prod/")


class Grouped:
    """An instance whose users may be in a group."""

    def __init__(self, instance_id: str) -> None:
        self.connect: Any = boto3.client("connect")
        self.instance_id = instance_id
        self.connect.update_user_hierarchy_structure(
            InstanceId=instance_id, HierarchyStructure={"LevelOne": {"Name": "Department"}}
        )
        group = self.connect.create_user_hierarchy_group(InstanceId=instance_id, Name="Support")
        self.group: str = group["HierarchyGroupId"]
        profiles = self.connect.list_security_profiles(InstanceId=instance_id)["SecurityProfileSummaryList"]
        routing = self.connect.list_routing_profiles(InstanceId=instance_id)["RoutingProfileSummaryList"]
        self._profiles = {"SecurityProfileIds": [profiles[0]["Id"]], "RoutingProfileId": routing[0]["Id"]}

    def add(self, username: str, *, grouped: bool = True) -> None:
        self.connect.create_user(
            InstanceId=self.instance_id,
            Username=username,
            Password="Secret123",
            IdentityInfo={"FirstName": "A", "LastName": "B"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            **self._profiles,
            **({"HierarchyGroupId": self.group} if grouped else {}),
        )

    def clear(self, *, sleep: Callable[[float], None], seconds_left: float = 900) -> int:
        """Take them out of it, each in a second."""
        end = self.updates() + seconds_left
        return clear_user_hierarchy(
            self.connect, self.instance_id, seconds_left=lambda: end - self.updates(), sleep=sleep
        )

    def updates(self) -> int:
        return controls().calls().get("UpdateUserHierarchy", 0)

    def delete_group(self) -> None:
        self.connect.delete_user_hierarchy_group(InstanceId=self.instance_id, HierarchyGroupId=self.group)


@pytest.fixture
def grouped(number: dict[str, str]) -> Grouped:
    return Grouped(number["instance_id"])


def test_users_leave_their_groups(grouped: Grouped) -> None:
    grouped.add("ada")
    grouped.add("ben", grouped=False)
    pauses: list[float] = []

    invoke("clear_user_hierarchy", "create", instance_id=grouped.instance_id)
    assert grouped.updates() == 0
    assert grouped.clear(sleep=pauses.append) == 1

    assert grouped.updates() == 1
    assert pauses
    grouped.delete_group()
    grouped.connect.delete_instance(InstanceId=grouped.instance_id)
    assert grouped.clear(sleep=pauses.append) == 0


def test_users_whom_the_first_searches_missed_leave_their_groups_too(grouped: Grouped) -> None:
    late = iter([[], ["ada"], [], ["ben"]])

    def pause(_seconds: float) -> None:
        for username in next(late, []):
            grouped.add(username)

    grouped.add("cem")

    assert grouped.clear(sleep=pause) == 3
    grouped.delete_group()


def test_who_can_not_leave_in_time_is_left_to_another_destroy_which_goes_on(grouped: Grouped) -> None:
    for number in range(5):
        grouped.add(f"agent{number}")

    with pytest.raises(RetryableError, match=r"3 users .* after 2 left theirs. Run terraform destroy again"):
        grouped.clear(sleep=lambda _: None, seconds_left=61)

    assert grouped.clear(sleep=lambda _: None) == 3
    grouped.delete_group()


def test_the_guard_refuses_destruction_and_nothing_else() -> None:
    assert invoke("guard_deletion", "create", name="rollcall") == {"hook": "guard_deletion"}

    with pytest.raises(PermanentError, match=r"rollcall is protected.*deletion_protection = false"):
        invoke("guard_deletion", "delete", name="rollcall")


def test_an_unknown_hook_is_named() -> None:
    with pytest.raises(PermanentError, match="no hook 'other'"):
        invoke("other", "create")
