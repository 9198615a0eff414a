"""What the lifecycle function finds: their settings, and an account that is empty."""

from __future__ import annotations

from collections.abc import Iterator

import boto3
import pytest
from moto import mock_aws

from local_aws.connect import controls, install

install()


@pytest.fixture
def aws(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Stand-ins for AWS, for the time of a test."""
    monkeypatch.setenv("AGENTS_TABLE", "rollcall-agents")
    monkeypatch.setenv("CONNECT_REQUESTS_PER_SECOND", "200")
    monkeypatch.setenv("PASSWORD_SECRET_PREFIX", "rollcall/passwords")
    with mock_aws():
        controls().reset()
        yield
        controls().reset()


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
