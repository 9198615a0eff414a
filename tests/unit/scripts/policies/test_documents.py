"""Policies are found in the plans of `terraform test`, and one that a plan does not know is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from scripts.policies.documents import policies_of
from scripts.terraform.errors import TerraformSetupError

POLICY = {"Version": "2012-10-17", "Statement": [{"Sid": "One", "Action": ["s3:PutObject", "s3:GetObject"]}]}


def resource(address: str, after: dict[str, Any] | None, **unknown: bool) -> dict[str, Any]:
    """A resource of a plan."""
    module, _, _ = address.rpartition(".aws_")
    change = {"after": after, "after_unknown": unknown}
    found = {"address": address, "mode": "managed", "type": "aws_" + address.split("aws_")[1].split(".")[0]}
    return found | {"change": change} | ({"module_address": module} if module else {})


def printed(*resources: dict[str, Any], run: str = "staffing") -> list[str]:
    """What a run prints."""
    plan = {"type": "test_plan", "@testrun": run, "test_plan": {"resource_changes": list(resources)}}
    return [json.dumps({"type": "version"}), json.dumps(plan)]


def test_policies_by_their_module_in_an_order_of_their_own() -> None:
    lines = printed(
        resource("module.storage.aws_sqs_queue.failures", {"policy": json.dumps(POLICY), "name": "acme-failures"}),
        resource("module.ingest.aws_iam_role.this", {"assume_role_policy": json.dumps(POLICY)}),
        resource("aws_s3_bucket_policy.own", {"policy": json.dumps(POLICY)}),
        resource("aws_kms_key.gone", None),
        resource("aws_sqs_queue.plain", {"policy": None}),
    )
    ordered = {"Statement": [{"Action": ["s3:GetObject", "s3:PutObject"], "Sid": "One"}], "Version": "2012-10-17"}

    assert policies_of(lines) == {
        "ingest": {"aws_iam_role.this.assume_role_policy": ordered},
        "staffing": {"aws_s3_bucket_policy.own.policy": ordered},
        "storage": {"aws_sqs_queue.failures.policy": ordered},
    }


def test_a_permission_is_the_statement_that_lambda_makes_of_it() -> None:
    after = {
        "statement_id": "InvokeOnUpload",
        "action": "lambda:InvokeFunction",
        "function_name": "acme-ingest",
        "principal": "s3.amazonaws.com",
        "source_arn": "arn:aws:s3:::acme",
        "source_account": None,
    }

    found = policies_of(printed(resource("aws_lambda_permission.upload_bucket", after)))

    assert found["staffing"]["aws_lambda_permission.upload_bucket"]["Statement"] == [
        {
            "Sid": "InvokeOnUpload",
            "Effect": "Allow",
            "Principal": {"Service": "s3.amazonaws.com"},
            "Action": "lambda:InvokeFunction",
            "Resource": "function:acme-ingest",
            "Condition": {"ArnLike": {"AWS:SourceArn": "arn:aws:s3:::acme"}},
        }
    ]


def test_a_policy_that_the_plan_does_not_know_is_refused() -> None:
    lines = printed(resource("module.storage.aws_sns_topic.new", {"policy": None}, policy=True))

    with pytest.raises(TerraformSetupError, match=r"aws_sns_topic.new: the plan does not know its policy.*override"):
        policies_of(lines)


def test_what_aws_answers_is_no_policy_of_ours() -> None:
    assert policies_of(printed(resource("aws_s3_bucket.data", {"policy": None}, policy=True))) == {}


def test_a_failed_test_is_told() -> None:
    error = {"type": "diagnostic", "diagnostic": {"severity": "error", "summary": "No value", "detail": "for x"}}

    with pytest.raises(TerraformSetupError, match="No value: for x"):
        policies_of([json.dumps(error)])
