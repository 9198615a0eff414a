"""The WSGI application as an account of its own, over HTTP."""

from __future__ import annotations

import contextlib
import http.client
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from local_aws.connect import Controls, wsgi_app

REGION = "us-west-2"


@pytest.fixture
def served(serve: Callable[[Any], str], knobs: Controls) -> Any:
    endpoint = serve(wsgi_app(account_id="111122223333"))
    return boto3.client("connect", REGION, endpoint_url=endpoint, config=Config(retries={"total_max_attempts": 1}))


def create(client: Any, alias: str) -> Any:
    return client.create_instance(
        IdentityManagementType="SAML", InstanceAlias=alias, InboundCallsEnabled=True, OutboundCallsEnabled=True
    )


def test_account_and_region(served: Any) -> None:
    assert create(served, "mine")["Arn"].startswith(f"arn:aws:connect:{REGION}:111122223333:instance/")


def test_the_account_has_two_instances(served: Any, knobs: Controls) -> None:
    create(served, "one")
    create(served, "two")
    with pytest.raises(ClientError) as caught:
        create(served, "three")
    response: Any = caught.value.response
    assert response["Error"]["Code"] == "ServiceQuotaExceededException"
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 402
    knobs.set_limit("instances", 3)
    create(served, "three")


def test_an_arn_may_stand_for_an_id_in_the_path(served: Any) -> None:
    target = create(served, "numbers")["Arn"]
    wanted = {"PhoneNumberCountryCode": "US", "PhoneNumberType": "DID"}
    offered = served.search_available_phone_numbers(TargetArn=target, **wanted)["AvailableNumbersList"]
    claimed = served.claim_phone_number(TargetArn=target, PhoneNumber=offered[0]["PhoneNumber"])
    assert claimed["PhoneNumberArn"] == f"arn:aws:connect:{REGION}:111122223333:phone-number/{claimed['PhoneNumberId']}"
    described = served.describe_phone_number(PhoneNumberId=claimed["PhoneNumberArn"])
    assert described["ClaimedPhoneNumberSummary"]["PhoneNumberId"] == claimed["PhoneNumberId"]


def test_a_region_without_connect(served: Any) -> None:
    elsewhere = boto3.client("connect", "eu-west-1", endpoint_url=served.meta.endpoint_url)
    with pytest.raises(elsewhere.exceptions.InvalidRequestException, match="not offered in the Region eu-west-1"):
        elsewhere.list_instances()


def test_timestamps_are_numbers_and_unknown_paths_are_errors(served: Any) -> None:
    instance_id = create(served, "wire")["Id"]
    signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential=x/20250101/{REGION}/connect/aws4_request, x"}

    def get(path: str) -> tuple[int, Any, Any]:
        connection = http.client.HTTPConnection(urlsplit(served.meta.endpoint_url).netloc, timeout=10)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=signed)
            answer = connection.getresponse()
            return answer.status, answer.headers, json.load(answer)

    status, _, document = get(f"/instance/{instance_id}")
    assert status == 200
    assert isinstance(document["Instance"]["CreatedTime"], int | float)
    status, headers, _ = get("/no/such/path")
    assert status == 404
    assert headers["X-Amzn-ErrorType"] == "UnknownOperationException"


def test_an_unimplemented_operation_is_a_501(served: Any) -> None:
    with pytest.raises(ClientError) as caught:
        served.list_views(InstanceId="any")
    response: Any = caught.value.response
    assert response["ResponseMetadata"]["HTTPStatusCode"] == 501
    assert "ListViews" in response["Error"]["Message"]
