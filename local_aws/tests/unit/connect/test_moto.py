"""moto's own Connect operations answer as stock moto's: what its users rely on still holds."""

from __future__ import annotations

from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.connect import models, urls

from local_aws.connect import install


def create(client: Any, **more: Any) -> Any:
    params = {"IdentityManagementType": "CONNECT_MANAGED", "InboundCallsEnabled": True, "OutboundCallsEnabled": False}
    return client.create_instance(**params, **more)


def test_installing_twice_is_installing_once() -> None:
    install()
    first = (models.connect_backends.backend, dict(urls.url_paths))
    install()
    assert (models.connect_backends.backend, dict(urls.url_paths)) == first


def test_an_instance_needs_no_alias_and_there_may_be_many(client: Any) -> None:
    ids = [create(client)["Id"] for _ in range(5)]
    listed = [client.list_instances(MaxResults=2)]
    while "NextToken" in listed[-1]:
        listed.append(client.list_instances(MaxResults=2, NextToken=listed[-1]["NextToken"]))
    assert [len(answer["InstanceSummaryList"]) for answer in listed] == [2, 2, 1]
    assert [item["Id"] for answer in listed for item in answer["InstanceSummaryList"]] == ids


def test_an_instance_is_active_at_once_and_complete(client: Any) -> None:
    instance_id = create(client, InstanceAlias="stock", Tags={"a": "b"})["Id"]
    described = client.describe_instance(InstanceId=instance_id)["Instance"]
    summary = client.list_instances()["InstanceSummaryList"][0]
    for document in (described, summary):
        assert document["InstanceStatus"] == "ACTIVE"
        assert (document["InboundCallsEnabled"], document["OutboundCallsEnabled"]) == (True, False)
        assert document["InstanceAlias"] == "stock"
        assert document["InstanceAccessUrl"] == "https://stock.my.connect.aws"
        assert document["ServiceRole"].endswith("AWSServiceRoleForAmazonConnect")
        assert document["CreatedTime"].year >= 2025
    assert described["Tags"] == {"a": "b"}
    assert "Tags" not in summary


@pytest.mark.parametrize("operation", ["describe_instance", "delete_instance", "list_analytics_data_associations"])
def test_an_unknown_instance_is_not_found(client: Any, operation: str) -> None:
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        getattr(client, operation)(InstanceId="nonexistent-instance-id")


def test_analytics_data_sets(client: Any) -> None:
    on = {"InstanceId": create(client)["Id"]}
    first = client.associate_analytics_data_set(**on, DataSetId="b", TargetAccountId="987654321098")
    assert first["TargetAccountId"] == "987654321098"
    assert ":123456789012:resource-share/" in first["ResourceShareArn"]
    client.associate_analytics_data_set(**on, DataSetId="a")
    with pytest.raises(client.exceptions.InvalidParameterException):
        client.associate_analytics_data_set(**on, DataSetId="a")
    page = client.list_analytics_data_associations(**on, MaxResults=1)
    assert [item["DataSetId"] for item in page["Results"]] == ["a"]
    rest = client.list_analytics_data_associations(**on, MaxResults=1, NextToken=page["NextToken"])
    assert [item["ResourceShareStatus"] for item in rest["Results"]] == ["ACTIVE"]
    assert client.list_analytics_data_associations(**on, DataSetId="b")["Results"][0]["DataSetId"] == "b"
    client.disassociate_analytics_data_set(**on, DataSetId="a")
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.disassociate_analytics_data_set(**on, DataSetId="a")
    client.delete_instance(**on)
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.list_analytics_data_associations(**on)


def test_the_tagging_api_finds_connects_tags(client: Any) -> None:
    arn = create(client, Tags={"a": "b"})["Arn"]
    tagging = boto3.client("resourcegroupstaggingapi", client.meta.region_name)
    found = tagging.get_resources(ResourceTypeFilters=["connect:instance"])["ResourceTagMappingList"]
    assert found == [{"ResourceARN": arn, "Tags": [{"Key": "a", "Value": "b"}]}]


def test_accounts_and_regions_are_apart(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    create(client)
    elsewhere = boto3.client("connect", "us-east-1")
    assert elsewhere.list_instances()["InstanceSummaryList"] == []
    monkeypatch.setenv("MOTO_ACCOUNT_ID", "111122223333")
    assert client.list_instances()["InstanceSummaryList"] == []


def test_each_mock_begins_empty(shared_client: Any) -> None:
    with mock_aws():
        create(shared_client)
    with mock_aws():
        assert shared_client.list_instances()["InstanceSummaryList"] == []
