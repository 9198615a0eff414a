"""Terraform's life cycle, as `aws_lambda_invocation` plays it."""

from __future__ import annotations

import boto3
import pytest
from botocore.exceptions import ClientError

from lifecycle.associate_phone_number import PhoneNumbers
from lifecycle.purge_passwords import purge_passwords
from local_aws.connect import controls
from roster.errors import PermanentError
from tests.functional.lifecycle.invocation import invoke


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

    with pytest.raises(ClientError, match="InvalidParameterException"):
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


def test_the_guard_refuses_destruction_and_nothing_else() -> None:
    assert invoke("guard_deletion", "create", name="rollcall") == {"hook": "guard_deletion"}

    with pytest.raises(PermanentError, match=r"rollcall is protected.*deletion_protection = false"):
        invoke("guard_deletion", "delete", name="rollcall")


def test_an_unknown_hook_is_named() -> None:
    with pytest.raises(PermanentError, match="no hook 'other'"):
        invoke("other", "create")


@pytest.mark.parametrize(
    ("hook", "members", "says"),
    [
        ("disable_queue", {"instance_id": "i"}, "lacks queue_id"),
        ("disable_queue", {"instance_id": "i", "queue_id": ["q"]}, "queue_id = .* has to be a text"),
        ("offer_quick_connects", {"instance_id": "i", "queue_id": "q", "quick_connect_ids": "x"}, "a list of texts"),
        ("clear_user_hierarchy", {"instance_id": None}, "instance_id = None, which has to be a text"),
    ],
)
def test_an_event_that_lacks_something_is_refused_by_its_name(
    aws: None, hook: str, members: dict[str, object], says: str
) -> None:
    with pytest.raises(PermanentError, match=says):
        invoke(hook, "delete", **members)
