"""Finds the policies in a plan of `terraform test`. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from scripts.terraform.errors import TerraformSetupError

Document = dict[str, Any]
"""A policy as AWS gets it: `Version` and `Statement`."""

Policies = dict[str, dict[str, Document]]
"""Module, such as `ingest` or `storage` → address of the resource in it → its policy."""

_ATTRIBUTES: Final = ("policy", "assume_role_policy")

_COMPUTED: Final = frozenset({"aws_s3_bucket"})
"""Types whose `policy` is what AWS answers, and not what is asked for."""


def policies_of(lines: Iterable[str]) -> Policies:
    """Collect the policies from what `terraform test -json -verbose` printed.

    Args:
        lines: One JSON document each. A run is named after the module that it plans.

    Raises:
        TerraformSetupError: A test failed, or a plan does not know a policy; the message says what to do.
    """
    found: Policies = {}
    for message in map(json.loads, lines):
        if message["type"] == "diagnostic" and message["diagnostic"]["severity"] == "error":
            raise TerraformSetupError(f"{message['diagnostic']['summary']}: {message['diagnostic'].get('detail', '')}")
        if message["type"] == "test_plan":
            for module, address, document in _documents(message["@testrun"], message["test_plan"]):
                found.setdefault(module, {})[address] = document
    return {module: dict(sorted(found[module].items())) for module in sorted(found)}


def _documents(run: str, plan: Mapping[str, Any]) -> Iterator[tuple[str, str, Document]]:
    for resource in plan["resource_changes"]:
        after, unknown = resource["change"]["after"], resource["change"]["after_unknown"]
        if resource["mode"] != "managed" or after is None or resource["type"] in _COMPUTED:
            continue
        module = resource.get("module_address", run).rpartition(".")[2]
        address = resource["address"].removeprefix(f"{resource.get('module_address', '')}.")
        if resource["type"] == "aws_lambda_permission":
            yield module, address, {"Version": "2012-10-17", "Statement": [_permission(address, after, unknown)]}
            continue
        for attribute in _ATTRIBUTES:
            if unknown.get(attribute) is True:
                raise _unknown(resource["address"], attribute)
            if after.get(attribute):
                yield module, f"{address}.{attribute}", _ordered(json.loads(after[attribute]))


def _ordered(value: Any) -> Any:
    """Sort keys and lists but for the statements: their order says nothing, and is the provider's own."""
    if isinstance(value, dict):
        return {key: _ordered(member) for key, member in sorted(value.items())}
    if isinstance(value, list):
        return sorted(value) if all(isinstance(member, str) for member in value) else [_ordered(one) for one in value]
    return value


def _permission(address: str, after: Mapping[str, Any], unknown: Mapping[str, Any]) -> dict[str, Any]:
    """Say a permission as the statement that AddPermission makes of it.

    https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html
    """
    for attribute in ("function_name", "source_arn", "source_account"):
        if unknown.get(attribute):
            raise _unknown(address, attribute)
    conditions = {}
    if after["source_account"]:
        conditions["StringEquals"] = {"AWS:SourceAccount": after["source_account"]}
    if after["source_arn"]:
        conditions["ArnLike"] = {"AWS:SourceArn": after["source_arn"]}
    return {
        "Sid": after["statement_id"],
        "Effect": "Allow",
        "Principal": {"Service": after["principal"]},
        "Action": after["action"],
        "Resource": f"function:{after['function_name']}",
        "Condition": conditions,
    }


def _unknown(address: str, attribute: str) -> TerraformSetupError:
    return TerraformSetupError(
        f"{address}: the plan does not know its {attribute}. Give the ARNs that it names in "
        "tests/terraform/policies.tftest.hcl (override_resource), or write them out in the module; a data source "
        "refers to a resource of its own module through a local."
    )
