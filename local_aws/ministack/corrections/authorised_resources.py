"""Asks IAM about the action and the resource that AWS's service authorization reference names for a request.

ministack 1.5.33 asks about `*` for many requests that AWS knows a resource of (tags of a table, an alias, a dashboard,
a function or policy that is made), about the event bus for a rule, and about another action for what Lambda keeps
beside a function. Policies that name resources, as they should, are then of no use. What a request needs besides is
in `further_permissions`. https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html
"""

import contextvars
from collections.abc import Callable
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_actions
from ministack.services import iam, kms, lambda_svc

from local_aws.ministack.corrections.kms_keys_of_requests import Request

_LAMBDA_ACTIONS = {"Invoke": "InvokeFunction", "InvokeAsync": "InvokeFunction"}
"""Operations of Lambda that IAM knows by another name."""

_TAGGING_OF_LOGS = frozenset({"TagResource", "UntagResource", "ListTagsForResource"})

_current: contextvars.ContextVar[Request | None] = contextvars.ContextVar("authorised_request", default=None)
"""The request that is being authorised; ministack's functions do not get all of it."""


def install() -> None:
    """Correct the three functions that ministack takes action, resource and condition keys of a request from."""
    if not ministack_app.AUTH:
        return
    iam_actions._BOTOCORE_SERVICE_MAP["lambda"] = ["lambda"]
    action_of, resource_of, context_of = (
        iam_actions.extract_iam_action,
        iam_actions.extract_resource_arn,
        iam_actions.request_tag_context,
    )

    def extract_iam_action(
        service: str, method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]
    ) -> Any:
        _current.set(Request(method, path, headers, body, query))
        if service == "lambda":
            operation = iam_actions._match_rest_action(service, method, path, query)
            if operation:
                return f"lambda:{_LAMBDA_ACTIONS.get(operation, operation)}"
        if service == "s3" and method == "POST" and "delete" in query:
            # ministack asks about the first of the objects; the further ones it asks about as AWS does.
            targets = iam_actions._s3_batch_delete_targets(path.strip("/"), body)
            return "s3:DeleteObjectVersion" if targets and targets[0][1] else "s3:DeleteObject"
        return action_of(service, method, path, headers, body, query)

    def extract_resource_arn(
        service: str,
        method: str,
        path: str,
        headers: dict[str, str],
        body: bytes,
        query: dict[str, Any],
        region: str,
        account_id: str,
    ) -> Any:
        corrected = _RESOURCES.get(service)
        if corrected is not None:
            action = iam_actions.extract_iam_action(service, method, path, headers, body, query)
            request = Request(method, path, headers, body, query)
            arn = corrected((action or "").partition(":")[2], request, f"{region}:{account_id}")
            if arn:
                return arn
        return resource_of(service, method, path, headers, body, query, region, account_id)

    def request_tag_context(service: str, iam_action: str, body: bytes, params: dict[str, Any]) -> dict[str, Any]:
        request = _current.get()
        keys = {} if request is None else condition_keys(iam_action, request)
        return {**context_of(service, iam_action, body, params), **keys}

    iam_actions.extract_iam_action = extract_iam_action
    iam_actions.extract_resource_arn = extract_resource_arn
    iam_actions.request_tag_context = request_tag_context


def value(request: Request, *names: str) -> str:
    """Return the first of some parameters that a request has, of its JSON or its form; empty if it has none."""
    return str(iam_actions._param(request.body, request.query, *names))


def values(request: Request, name: str) -> list[str]:
    """Return the items of a parameter that is a list, of a request's JSON or its form."""
    found = request.document.get(name)
    if isinstance(found, list):
        return [str(item) for item in found]
    members = (f"{name}.member.{number}" for number in range(1, len(request.query) + 1))
    return [str(iam_actions._query_param(request.query, one)) for one in members if one in request.query]


def key_arn(key: str, place: str) -> str:
    """Return the ARN of a key by its id, ARN or alias; AWS decides on the key that an alias stands for."""
    found = kms._resolve_key(key)
    if found is not None:
        return str(found["Arn"])
    return key if key.startswith("arn:") else f"arn:aws:kms:{place}:key/{key.removeprefix('alias/').replace('/', '-')}"


def role_arn(name: str, account: str) -> str:
    """Return the ARN of a role, which has the path that it was made with."""
    found = iam._roles.get(name)
    return str(found["Arn"]) if found else f"arn:aws:iam::{account}:role/{name}"


def condition_keys(action: str, request: Request) -> dict[str, Any]:
    """Return condition keys that ministack leaves out, of those that policies here have.

    `lambda:FunctionArn` of what a mapping invokes, and `iam:PermissionsBoundary` of the role that is made or changed.
    """
    if action.endswith("EventSourceMapping"):
        function = value(request, "FunctionName") or _mapped_function(request)
        return {"lambda:FunctionArn": function} if function.startswith("arn:") else {}
    if action.startswith("iam:"):
        role = iam._roles.get(value(request, "RoleName")) or {}
        is_given = action in ("iam:CreateRole", "iam:PutRolePermissionsBoundary")
        boundary = value(request, "PermissionsBoundary") if is_given else role.get("PermissionsBoundary")
        keys = {"iam:PermissionsBoundary": boundary, "iam:PolicyARN": value(request, "PolicyArn")}
        return {key: found for key, found in keys.items() if found}
    return {}


def _mapped_function(request: Request) -> str:
    mapping = lambda_svc._esms.get(request.path.rstrip("/").rpartition("/")[2]) or {}
    return str(mapping.get("FunctionArn", ""))


def _alarm_or_dashboard(operation: str, request: Request, place: str) -> str:
    account = place.partition(":")[2]
    if "Dashboard" in operation:
        name = value(request, "DashboardName") or next(iter(values(request, "DashboardNames")), "")
        return f"arn:aws:cloudwatch::{account}:dashboard/{name}" if name else ""
    if operation == "DescribeAlarms":
        return f"arn:aws:cloudwatch:{place}:alarm:*"
    if operation == "DeleteAlarms":
        return f"arn:aws:cloudwatch:{place}:alarm:{next(iter(values(request, 'AlarmNames')), '*')}"
    return value(request, "ResourceARN")


def _tagged(_operation: str, request: Request, _place: str) -> str:
    return value(request, "ResourceArn")


def _rule(_operation: str, request: Request, place: str) -> str:
    arn = value(request, "ResourceARN")
    if arn:
        return arn
    bus, name = value(request, "EventBusName"), value(request, "Rule", "Name")
    on_default = bus in ("", "default")
    return f"arn:aws:events:{place}:rule/{name}" if name and on_default else ""


def _role_or_policy(operation: str, request: Request, place: str) -> str:
    account, path = place.partition(":")[2], value(request, "Path") or "/"
    if operation == "CreatePolicy":
        return f"arn:aws:iam::{account}:policy{path}{value(request, 'PolicyName')}"
    role = value(request, "RoleName")
    if operation == "CreateRole":
        return f"arn:aws:iam::{account}:role{path}{role}"
    return role_arn(role, account) if role else ""


def _key(operation: str, request: Request, place: str) -> str:
    alias = value(request, "AliasName")
    if operation.endswith("Alias") and alias:
        return f"arn:aws:kms:{place}:{alias}"
    key = value(request, "KeyId")
    return key_arn(key, place) if key else ""


def _function(operation: str, request: Request, place: str) -> str:
    return f"arn:aws:lambda:{place}:function:{value(request, 'FunctionName')}" if operation == "CreateFunction" else ""


def _log_group(operation: str, request: Request, place: str) -> str:
    # The guide has policies name a group with `:*` behind it, but for its tags, and AWS's refusals end like this.
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/iam-access-control-overview-cwl.html
    name = value(request, "logGroupName")
    has_streams = name and "logStreamName" not in request.document and operation not in _TAGGING_OF_LOGS
    return f"arn:aws:logs:{place}:log-group:{name}:log-stream:" if has_streams else ""


_RESOURCES: dict[str, Callable[[str, Request, str], str]] = {
    "dynamodb": _tagged,
    "events": _rule,
    "iam": _role_or_policy,
    "kms": _key,
    "lambda": _function,
    "logs": _log_group,
    "monitoring": _alarm_or_dashboard,
    "sns": _tagged,
}
"""By ministack's name of a service: operation, request, `region:account` → ARN; empty where ministack's is right."""
