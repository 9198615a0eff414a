"""What exists of a deployment, asked service by service: by its name, and by the tags of everything that takes some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

RUN_TAG = "RollcallTestAws"
"""Tag whose value is the name of the run that made something."""

Client = Callable[[str], Any]
"""Builds a client of a service."""


Names = Callable[[Client], Iterator[str]]
"""Names all of a kind that the account has."""


def _paged(service: str, operation: str, member: str, name: str, **parameters: Any) -> Names:
    """How to list a kind of thing: the operation, the member of its answer, and what names one ("" for the whole)."""

    def names(client: Client) -> Iterator[str]:
        for page in client(service).get_paginator(operation).paginate(**parameters):
            for entry in page.get(member, []):
                yield str(entry[name] if name else entry)

    return names


def _buckets(client: Client) -> Iterator[str]:
    for bucket in client("s3").list_buckets()["Buckets"]:
        yield bucket["Name"]


KINDS: Mapping[str, Names] = {
    "Connect instances": _paged("connect", "list_instances", "InstanceSummaryList", "InstanceAlias"),
    "S3 buckets": _buckets,
    "DynamoDB tables": _paged("dynamodb", "list_tables", "TableNames", ""),
    "secrets": _paged("secretsmanager", "list_secrets", "SecretList", "Name", IncludePlannedDeletion=True),
    "Lambda functions": _paged("lambda", "list_functions", "Functions", "FunctionName"),
    "event source mappings": _paged("lambda", "list_event_source_mappings", "EventSourceMappings", "FunctionArn"),
    "log groups": _paged("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "SQS queues": _paged("sqs", "list_queues", "QueueUrls", ""),
    "SNS topics": _paged("sns", "list_topics", "Topics", "TopicArn"),
    "SNS subscriptions": _paged("sns", "list_subscriptions", "Subscriptions", "TopicArn"),
    "SSM parameters": _paged("ssm", "describe_parameters", "Parameters", "Name"),
    "CloudWatch alarms": _paged("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "CloudWatch dashboards": _paged("cloudwatch", "list_dashboards", "DashboardEntries", "DashboardName"),
    "EventBridge rules": _paged("events", "list_rules", "Rules", "Name"),
    "KMS aliases": _paged("kms", "list_aliases", "Aliases", "AliasName"),
    "IAM roles": _paged("iam", "list_roles", "Roles", "RoleName"),
    "IAM policies": _paged("iam", "list_policies", "Policies", "PolicyName", Scope="Local"),
    "IAM users": _paged("iam", "list_users", "Users", "UserName"),
}
"""Kind → how to name all of the account's. Phone numbers and KMS keys have no name of ours: they are found by tag."""


def by_name(client: Client, name: str) -> dict[str, list[str]]:
    """Return kind → what of it has a name in its own; all kinds, so that a reader sees where was looked.

    Args:
        client: builds clients.
        name: of a deployment, or what several begin with.
    """
    return {kind: sorted(found for found in names(client) if name in found) for kind, names in KINDS.items()}


def by_tag(client: Client, name: str) -> list[str] | None:
    """Return ARNs of what the Resource Groups Tagging API knows of a run; None where it does not answer.

    Keys of AWS KMS that wait for their deletion are left out: they cost nothing, and AWS allows no earlier end.
    """
    pages = client("resourcegroupstaggingapi").get_paginator("get_resources")
    try:
        found = [
            resource["ResourceARN"]
            for page in pages.paginate(TagFilters=[{"Key": RUN_TAG, "Values": [name]}])
            for resource in page["ResourceTagMappingList"]
        ]
    except (ClientError, BotoCoreError):
        return None
    return sorted(arn for arn in found if not _goes_by_itself(client, arn))


def _goes_by_itself(client: Client, arn: str) -> bool:
    if ":kms:" not in arn or ":key/" not in arn:
        return False
    state: str = client("kms").describe_key(KeyId=arn)["KeyMetadata"]["KeyState"]
    return state == "PendingDeletion"
