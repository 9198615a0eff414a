"""What is left of a deployment is found by its name and by its tags."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.terraform.initialise import PROJECT
from tests.functional.on_aws.conftest import ALIAS, Probed
from tests.on_aws.belongings import KINDS, RUN_TAG, by_name, by_tag

NAME = "rollcall-test-probed"

NAMED = {
    "aws_cloudwatch_dashboard": "CloudWatch dashboards",
    "aws_cloudwatch_event_rule": "EventBridge rules",
    "aws_cloudwatch_log_group": "log groups",
    "aws_cloudwatch_metric_alarm": "CloudWatch alarms",
    "aws_connect_instance": "Connect instances",
    "aws_dynamodb_table": "DynamoDB tables",
    "aws_iam_policy": "IAM policies",
    "aws_iam_role": "IAM roles",
    "aws_kms_alias": "KMS aliases",
    "aws_lambda_event_source_mapping": "event source mappings",
    "aws_lambda_function": "Lambda functions",
    "aws_s3_bucket": "S3 buckets",
    "aws_sns_topic": "SNS topics",
    "aws_sns_topic_subscription": "SNS subscriptions",
    "aws_sqs_queue": "SQS queues",
    "aws_ssm_parameter": "SSM parameters",
}
TAGGED = {"aws_kms_key", "aws_connect_phone_number"}
PARTS = re.compile(
    "aws_connect_|aws_s3_bucket_|aws_s3_object|aws_iam_role_policy|aws_sqs_queue_|aws_lambda_permission|"
    "aws_lambda_function_event_invoke_config|aws_lambda_invocation|aws_cloudwatch_event_target"
)
"""What is gone with what it is a part of."""


def test_every_type_of_resource_is_looked_for_or_a_part_of_one_that_is() -> None:
    files: list[Path] = [*PROJECT.glob("*.tf"), *PROJECT.glob("modules/**/*.tf")]
    types = {kind for path in files for kind in re.findall(r'^resource "(aws_\w+)"', path.read_text("utf-8"), re.M)}

    assert {kind for kind in types - NAMED.keys() - TAGGED if not PARTS.match(kind)} == set()
    assert set(NAMED.values()) | {"secrets", "IAM users"} == set(KINDS)


def test_what_is_left_is_found_by_name_and_what_belongs_to_others_is_not(probed: Probed) -> None:
    probed.client("sqs").create_queue(QueueName=f"{NAME}-subscriber", tags={RUN_TAG: NAME})
    probed.client("iam").create_user(UserName=f"{NAME}-person-0")
    probed.client("s3").create_bucket(Bucket="somebody-elses")
    probed.client("sqs").create_queue(QueueName="somebody-elses", tags={RUN_TAG: "rollcall-test-other"})

    found = by_name(probed.client, NAME)

    assert {kind: len(names) for kind, names in found.items() if names} == {
        "Connect instances": 1,
        "SQS queues": 1,
        "IAM users": 1,
    }
    assert found["Connect instances"] == [ALIAS]
    [arn] = by_tag(probed.client, NAME) or []
    assert arn.endswith(f":{NAME}-subscriber")


def test_a_key_counts_until_its_deletion_is_on_its_way(probed: Probed) -> None:
    name = "rollcall-test-key"
    key = probed.client("kms").create_key(Tags=[{"TagKey": RUN_TAG, "TagValue": name}])["KeyMetadata"]
    assert by_tag(probed.client, name) == [key["Arn"]]

    probed.client("kms").schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)

    assert by_tag(probed.client, name) == []


def test_where_tags_are_not_told_that_is_said(probed: Probed) -> None:
    probed.controls.fail_next("tagging", "GetResources", "AccessDeniedException", status=403)

    assert by_tag(probed.client, NAME) is None
    assert by_tag(probed.client, NAME) is not None
