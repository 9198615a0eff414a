"""Counts, inventory and admin API of a running server."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.client import AdminError, LocalAws
from local_aws.tests.functional.support import World


def test_operations_on_objects_are_told_apart(local: World, server: LocalAws) -> None:
    s3: Any = local.client("s3")
    bucket = local.name("bucket")
    server.controls.reset_calls()
    s3.create_bucket(Bucket=bucket)
    s3.put_object(Bucket=bucket, Key="a/b", Body=b"x")
    s3.copy_object(Bucket=bucket, Key="c", CopySource={"Bucket": bucket, "Key": "a/b"})
    s3.put_object_tagging(Bucket=bucket, Key="c", Tagging={"TagSet": []})
    s3.list_object_versions(Bucket=bucket)
    s3.list_objects_v2(Bucket=bucket)
    s3.head_object(Bucket=bucket, Key="c")
    s3.delete_objects(Bucket=bucket, Delete={"Objects": [{"Key": "c"}]})
    assert server.controls.calls()["s3"] == dict.fromkeys(
        (
            "CreateBucket",
            "PutObject",
            "CopyObject",
            "PutObjectTagging",
            "ListObjectVersions",
            "ListObjectsV2",
            "HeadObject",
            "DeleteObjects",
        ),
        1,
    )


def test_inventory_names_what_is_there_and_forgets_what_is_gone(local: World, server: LocalAws) -> None:
    before = server.controls.inventory()
    secrets, kms = local.client("secretsmanager"), local.client("kms")
    name, key = local.name("secret"), kms.create_key()["KeyMetadata"]["KeyId"]
    secrets.create_secret(Name=name, SecretString="x")
    secrets.delete_secret(SecretId=name)
    instance = local.client("connect").create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=local.name("centre"),
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    sns, cloudwatch = local.client("sns"), local.client("cloudwatch")
    topic, watched = sns.create_topic(Name=local.name("topic"))["TopicArn"], local.name("watched")
    subscription = sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="a@example.com", ReturnSubscriptionArn=True)
    cloudwatch.put_metric_alarm(
        AlarmName=watched,
        Namespace="N",
        MetricName="M",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=0,
        ComparisonOperator="GreaterThanThreshold",
    )
    cloudwatch.put_dashboard(DashboardName=watched, DashboardBody='{"widgets": []}')
    during = server.controls.inventory()
    assert topic in during["sns_topics"]
    assert subscription["SubscriptionArn"] in during["sns_subscriptions"]
    assert watched in during["cloudwatch_alarms"]
    assert watched in during["cloudwatch_dashboards"]
    assert name in during["secrets"]
    assert key in during["kms_keys"]
    assert instance in during["connect_instances"]
    secrets.delete_secret(SecretId=name, ForceDeleteWithoutRecovery=True)
    kms.schedule_key_deletion(KeyId=key)
    local.client("connect").delete_instance(InstanceId=instance)
    sns.delete_topic(TopicArn=topic)
    cloudwatch.delete_alarms(AlarmNames=[watched])
    cloudwatch.delete_dashboards(DashboardNames=[watched])
    assert server.controls.inventory() == before


def test_the_admin_api_says_what_is_wrong(server: LocalAws) -> None:
    with pytest.raises(AdminError, match="at least one shard"):
        server.controls.set_shards(0)
    with pytest.raises(AdminError, match="no setting volume"):
        server.controls.connect_settings(volume=11)
    with pytest.raises(AdminError, match="error_code, or delay_seconds"):
        server.controls.fail_next("s3", "PutObject", "")
