"""Alarms as the Terraform provider reads them, beside ministack alone."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ElementTree
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

if TYPE_CHECKING:
    from local_aws.tests.functional.support import World


def _query(world: World, **parameters: str) -> ElementTree.Element:
    """Ask in the query protocol, which boto3 has left."""
    client: Any = world.client("cloudwatch")
    keys = client._request_signer._credentials
    body = urlencode({"Version": "2010-08-01", **parameters}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Amz-Content-SHA256": hashlib.sha256(body).hexdigest(),
    }
    request = AWSRequest("POST", client.meta.endpoint_url + "/", headers, body)
    credentials = Credentials(keys.access_key, keys.secret_key)
    SigV4Auth(credentials, "monitoring", client.meta.region_name).add_auth(request)
    prepared = request.prepare()
    with urlopen(Request(prepared.url, body, dict(prepared.headers))) as answer:  # noqa: S310 - loopback
        return ElementTree.fromstring(answer.read())  # noqa: S314 - our own server's


def _described(world: World) -> dict[str, str | None]:
    name = world.name("alarm")
    world.client("cloudwatch").put_metric_alarm(
        AlarmName=name,
        AlarmDescription="Read <the> log & mend",
        Namespace="Rollcall",
        MetricName="QuotaFull",
        Dimensions=[{"Name": "service", "Value": "provision"}],
        Statistic="Sum",
        Period=300,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
        TreatMissingData="notBreaching",
        AlarmActions=["arn:aws:sns:us-east-1:000000000000:topic"],
    )
    answer = _query(world, Action="DescribeAlarms", **{"AlarmNames.member.1": name})
    [alarm] = next(entry for entry in answer.iter() if entry.tag.endswith("MetricAlarms"))
    members = (
        "AlarmDescription",
        "Statistic",
        "Period",
        "TreatMissingData",
        "ActionsEnabled",
        "AlarmActions",
        "Dimensions",
    )
    found = {child.tag.rpartition("}")[2]: "".join(child.itertext()).strip() for child in alarm}
    return {member: found.get(member) for member in members}


def test_an_alarm_is_described_whole(local: World) -> None:
    assert _described(local) == {
        "AlarmDescription": "Read <the> log & mend",
        "Statistic": "Sum",
        "Period": "300",
        "TreatMissingData": "notBreaching",
        "ActionsEnabled": "true",
        "AlarmActions": "arn:aws:sns:us-east-1:000000000000:topic",
        "Dimensions": "serviceprovision",
    }


def test_ministack_alone_leaves_most_of_it_out(bare: World) -> None:
    assert set(_described(bare).values()) == {None}
