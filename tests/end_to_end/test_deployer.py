"""What whoever applies may not do, by the policies with which the deployment of these tests was made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.end_to_end.account import client
from tests.end_to_end.deployer import Deployer
from tests.end_to_end.stack import Stack

pytestmark = pytest.mark.needs_local_aws("users whom IAM knows at once")

ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
EVERYTHING = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]})
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Effect": "Allow", "Principal": {"Service": "lambda.amazonaws.com"}, "Action": "sts:AssumeRole"}
        ],
    }
)
ROLE = {"AssumeRolePolicyDocument": TRUST}
OWN = {"PolicyName": "own", "PolicyDocument": EVERYTHING}
CODE = {"Runtime": "python3.13", "Handler": "app.handler", "Code": {"ZipFile": b"x"}}


@dataclass(frozen=True)
class Others:
    """What is in the account besides: of a deployment whose name begins as this one's, and of nobody's."""

    instance: str
    number: str
    key: str
    role: str


@pytest.fixture(scope="module")
def others(stack: Stack, deployer: Deployer) -> Iterator[Others]:
    """Made by the administrator, and taken away; the deployer is held to this deployment's ids from here on."""
    deployer.narrow(stack.outputs()["instance_id"])
    connect, kms, iam = (stack.client(service) for service in ("connect", "kms", "iam"))
    instance = connect.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias="rollcall-emea",
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )
    free = connect.search_available_phone_numbers(
        TargetArn=instance["Arn"], PhoneNumberCountryCode="US", PhoneNumberType="DID"
    )["AvailableNumbersList"][0]["PhoneNumber"]
    number = connect.claim_phone_number(TargetArn=instance["Arn"], PhoneNumber=free)["PhoneNumberId"]
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    role = iam.create_role(RoleName="rollcall-emea-ingest", **ROLE)["Role"]["Arn"]
    yield Others(instance["Id"], number, key, role)
    iam.delete_role(RoleName="rollcall-emea-ingest")
    kms.schedule_key_deletion(KeyId=key, PendingWindowInDays=7)
    connect.release_phone_number(PhoneNumberId=number)
    connect.delete_instance(InstanceId=instance["Id"])


def refusals(deployer: Deployer, calls: list[tuple[str, str, dict[str, Any]]]) -> dict[str, str]:
    """Make calls in the deployer's name and return what each was refused with, empty for one that was not."""
    found = {}
    for service, method, parameters in calls:
        try:
            getattr(client(deployer.environment, service), method)(**parameters)
            said = ""
        except ClientError as error:
            said = str(error.response["Error"]["Code"])
        found[f"{service}.{method} {parameters}"] = said
    return found


def assert_all_denied(deployer: Deployer, calls: list[tuple[str, str, dict[str, Any]]]) -> None:
    found = refusals(deployer, calls)
    assert {call: said for call, said in found.items() if not said.startswith("AccessDenied")} == {}
    assert len(found) == len(calls)


def test_it_makes_no_administrator(deployer: Deployer, others: Others) -> None:
    assert_all_denied(
        deployer,
        [
            ("iam", "create_role", {"RoleName": "rollcall-administrator", **ROLE}),
            ("iam", "create_role", {"RoleName": "acme-ingest", **ROLE}),
            ("iam", "attach_role_policy", {"RoleName": "rollcall-ingest", "PolicyArn": ADMINISTRATOR}),
            ("iam", "put_role_policy", {"RoleName": "rollcall-emea-ingest", **OWN}),
            ("iam", "update_assume_role_policy", {"RoleName": "rollcall-emea-ingest", "PolicyDocument": TRUST}),
            ("iam", "put_user_policy", {"UserName": deployer.user, **OWN}),
            ("iam", "attach_user_policy", {"UserName": deployer.user, "PolicyArn": ADMINISTRATOR}),
            *(
                ("iam", "create_policy_version", {"PolicyArn": arn, "PolicyDocument": EVERYTHING})
                for arn in deployer.policies
            ),
            ("lambda", "update_function_configuration", {"FunctionName": "rollcall-ingest", "Role": others.role}),
            ("lambda", "create_function", {"FunctionName": "acme-ingest", "Role": others.role, **CODE}),
        ],
    )


def test_it_touches_no_other_deployment(stack: Stack, deployer: Deployer, others: Others) -> None:
    mine = stack.outputs()["instance_id"]
    assert_all_denied(
        deployer,
        [
            ("connect", "describe_instance", {"InstanceId": others.instance}),
            ("connect", "delete_instance", {"InstanceId": others.instance}),
            (
                "connect",
                "update_instance_attribute",
                {"InstanceId": others.instance, "AttributeType": "INBOUND_CALLS", "Value": "false"},
            ),
            ("connect", "create_user_hierarchy_group", {"InstanceId": others.instance, "Name": "Theirs"}),
            ("connect", "release_phone_number", {"PhoneNumberId": others.number}),
            ("dynamodb", "delete_table", {"TableName": "rollcall-emea-agents"}),
            ("kms", "schedule_key_deletion", {"KeyId": others.key, "PendingWindowInDays": 7}),
            ("kms", "create_alias", {"AliasName": "alias/rollcall-recordings", "TargetKeyId": others.key}),
            ("lambda", "delete_function", {"FunctionName": "rollcall-emea-ingest"}),
            ("logs", "delete_log_group", {"logGroupName": "/aws/lambda/rollcall-emea-ingest"}),
            ("s3", "delete_bucket", {"Bucket": "rollcall-emea-uploads-000000000000"}),
            ("ssm", "get_parameter", {"Name": "/rollcall/rollcall-emea/deployment"}),
        ],
    )
    client(deployer.environment, "connect").describe_instance(InstanceId=mine)


def test_it_reads_no_password_and_makes_no_user(stack: Stack, deployer: Deployer, others: Others) -> None:
    outputs = stack.outputs()
    [secret, *_] = stack.passwords()
    [record] = stack.records("agents.csv")
    report = f"{record['report'].removeprefix('s3://').partition('/')[2]}outcome.csv"
    user = {
        "Username": "mallory",
        "PhoneConfig": {"PhoneType": "SOFT_PHONE"},
        "RoutingProfileId": others.key,
        "SecurityProfileIds": [others.key],
    }
    assert_all_denied(
        deployer,
        [
            ("secretsmanager", "get_secret_value", {"SecretId": secret}),
            ("secretsmanager", "list_secrets", {}),
            ("dynamodb", "scan", {"TableName": outputs["agents_table"]}),
            ("s3", "get_object", {"Bucket": outputs["report_bucket"], "Key": report}),
            ("connect", "create_user", {"InstanceId": outputs["instance_id"], **user}),
            ("connect", "list_users", {"InstanceId": outputs["instance_id"]}),
            ("lambda", "invoke", {"FunctionName": "rollcall-provision"}),
        ],
    )
