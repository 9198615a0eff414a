"""Lets S3 invoke a function only if the function's resource policy allows it.

ministack 1.5.33 invokes any function. AWS checks when the notification is put on the bucket, so an apply fails if
Terraform creates the permission too late: https://docs.aws.amazon.com/AmazonS3/latest/userguide/grant-destinations-permissions-to-s3.html
"""

import logging
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import lambda_svc, s3

_logger = logging.getLogger("local_aws.corrections")


def install() -> None:
    """Check the function's policy when a notification is configured, and again for each event."""
    validate, deliver = s3._validate_notification_configs, s3._deliver_event_to_lambda

    def validate_functions(
        configs: list[dict[str, Any]], region: str, bucket: str = "", skip_destination_validation: bool = False
    ) -> Any:
        failure = validate(configs, region, bucket, skip_destination_validation)
        if failure or skip_destination_validation:
            return failure
        refused = [given["arn"] for given in configs if given["type"] == "lambda" and not _may(given["arn"], bucket)]
        if refused:
            names = ", ".join(refused)
            message = f"Unable to validate the following destination configurations: {names}"
            return s3._invalid_notification_config(message)
        return None

    def deliver_if_allowed(arn: str, event: dict[str, Any], region: str) -> None:
        bucket = event["Records"][0]["s3"]["bucket"]["name"]
        if _may(arn, bucket):
            deliver(arn, event, region)
        else:
            _logger.warning("An event of bucket %s is lost: the policy of %s does not let S3 invoke it", bucket, arn)

    s3._validate_notification_configs = validate_functions
    s3._deliver_event_to_lambda = deliver_if_allowed


def _may(function_arn: str, bucket: str) -> bool:
    if not ministack_app.AUTH:
        return True
    found = lambda_svc.function_policy_for_arn(function_arn)
    if found is None:
        return False
    policy, account = found
    context = iam_evaluator.EvalContext(
        principal_arn="",
        principal_type="AWSService",
        principal_account=account,
        action="lambda:InvokeFunction",
        resource_arn=function_arn,
        region=function_arn.split(":")[3],
        service_context={
            "aws:sourcearn": f"arn:aws:s3:::{bucket}",
            "aws:sourceaccount": s3._bucket_owner_account(bucket) or get_account_id(),
        },
    )
    decision = iam_evaluator.evaluate_resource_policy(policy, context, service="s3.amazonaws.com").decision
    return bool(decision == "Allow")
