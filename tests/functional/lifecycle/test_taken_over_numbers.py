"""Numbers that belong to the deployment for a time."""

from __future__ import annotations

from typing import Any

import boto3
import pytest

from lifecycle.take_over_phone_number import ORIGIN_TAG, TakenOverNumbers
from local_aws.connect import controls
from roster.errors import PermanentError
from tests.functional.lifecycle.invocation import invoke


class Move:
    """A number of one instance, and another instance."""

    def __init__(self, origin_id: str, number_id: str) -> None:
        self.connect: Any = boto3.client("connect")
        self.origin_id = origin_id
        self.number_id = number_id
        self.target = boto3.client("connect").create_instance(
            IdentityManagementType="SAML", InboundCallsEnabled=True, OutboundCallsEnabled=True, InstanceAlias="b"
        )

    def number(self) -> dict[str, Any]:
        """Describe the number."""
        described = self.connect.describe_phone_number(PhoneNumberId=self.number_id)
        found: dict[str, Any] = described["ClaimedPhoneNumberSummary"]
        return found

    def invoke(self, action: str) -> None:
        """Run the hook."""
        invoke("take_over_phone_number", action, instance_arn=self.target["Arn"], phone_number_id=self.number_id)


@pytest.fixture
def move(number: dict[str, str]) -> Move:
    return Move(number["instance_id"], number["phone_number_id"])


def test_a_number_comes_and_goes_back_where_it_was(move: Move) -> None:
    origin = move.number()["TargetArn"]

    move.invoke("create")
    assert move.number()["TargetArn"] == move.target["Arn"]
    move.invoke("update")
    assert controls().calls()["UpdatePhoneNumber"] == 1

    move.invoke("delete")
    assert move.number()["TargetArn"] == origin
    assert ORIGIN_TAG not in move.number().get("Tags", {})
    move.invoke("delete")
    assert controls().calls()["UpdatePhoneNumber"] == 2


def test_a_number_that_was_there_stays_there(move: Move) -> None:
    move.connect.update_phone_number(PhoneNumberId=move.number_id, TargetArn=move.target["Arn"])

    move.invoke("create")
    move.invoke("delete")

    assert move.number()["TargetArn"] == move.target["Arn"]


def test_a_number_that_is_gone_needs_no_way_back(move: Move) -> None:
    move.invoke("create")
    move.connect.release_phone_number(PhoneNumberId=move.number_id)

    move.invoke("delete")


def test_a_number_that_can_not_go_back_stops_the_destroy(move: Move) -> None:
    move.invoke("create")
    move.connect.delete_instance(InstanceId=move.origin_id)
    pauses: list[float] = []
    numbers = TakenOverNumbers(move.connect, sleep=pauses.append, clock=lambda: sum(pauses))

    with pytest.raises(PermanentError, match=r"can't go back .* released for good: move it elsewhere"):
        numbers.give_back(instance_arn=move.target["Arn"], phone_number_id=move.number_id)


def test_a_number_on_its_way_is_waited_for(move: Move, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr(controls(), "clock", lambda: sum(pauses))
    controls().settle_seconds = 3.0
    numbers = TakenOverNumbers(move.connect, sleep=pauses.append, clock=lambda: sum(pauses))

    numbers.take_over(instance_arn=move.target["Arn"], phone_number_id=move.number_id)

    assert sum(pauses) >= 3
    assert move.number()["PhoneNumberStatus"]["Status"] == "CLAIMED"
