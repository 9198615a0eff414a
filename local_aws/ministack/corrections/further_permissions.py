"""Asks IAM for what a request needs besides its own action on its first resource.

ministack 1.5.33 asks once for most requests. AWS also asks whether the caller may pass the role that a function is to
have, tag what it makes with tags, give a new key its policy, and use the key that an alias stands for.
https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html has the dependent actions and further
resources; each service's guide says that tags of what is made take the action that tags what is there.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ministack import app as ministack_app
from ministack.core import iam_actions, iam_evaluator, responses, router
from ministack.services import kms

from local_aws.ministack.corrections.authorised_resources import key_arn, value, values
from local_aws.ministack.corrections.kms_keys_of_requests import Request

_TAGGED_AT_CREATION = {
    "cloudwatch:PutMetricAlarm": "cloudwatch:TagResource",
    "dynamodb:CreateTable": "dynamodb:TagResource",
    "events:PutRule": "events:TagResource",
    "iam:CreatePolicy": "iam:TagPolicy",
    "iam:CreateRole": "iam:TagRole",
    "kms:CreateKey": "kms:TagResource",
    "lambda:CreateEventSourceMapping": "lambda:TagResource",
    "lambda:CreateFunction": "lambda:TagResource",
    "logs:CreateLogGroup": "logs:TagResource",
    "secretsmanager:CreateSecret": "secretsmanager:TagResource",
    "sns:CreateTopic": "sns:TagResource",
    "sqs:CreateQueue": "sqs:TagQueue",
    "ssm:PutParameter": "ssm:AddTagsToResource",
}

_NAMED_BY_AWS = {
    "kms:CreateKey": "arn:aws:kms:{place}:key/*",
    "lambda:CreateEventSourceMapping": "arn:aws:lambda:{place}:event-source-mapping:*",
}
"""What has no name yet when it is asked for."""

_PASSES_A_ROLE = frozenset({"lambda:CreateFunction", "lambda:UpdateFunctionConfiguration"})

_ON_A_KEY_TOO = frozenset({"kms:CreateAlias", "kms:DeleteAlias", "kms:UpdateAlias"})

_LISTS = {
    "cloudwatch:DeleteAlarms": ("AlarmNames", "{place}:alarm:"),
    "cloudwatch:DeleteDashboards": ("DashboardNames", ":{account}:dashboard/"),
}
"""Requests about several resources, the first of which is in `authorised_resources`."""

_SERVICES = ("dynamodb", "events", "iam", "kms", "lambda", "logs", "monitoring", "secretsmanager", "sns", "sqs", "ssm")


@dataclass(frozen=True)
class Permission:
    """What the caller needs: an IAM action on a resource, with the condition keys of the request."""

    action: str
    arn: str
    keys: dict[str, Any] = field(default_factory=dict)


def install() -> None:
    """Ask before the services' handlers, once the caller is authorised for the call itself."""
    if not ministack_app.AUTH:
        return
    for service in _SERVICES:
        ministack_app.SERVICE_HANDLERS[service] = _guarded(service, ministack_app.SERVICE_HANDLERS[service])


def _guarded(service: str, handler: Callable[..., Any]) -> Callable[..., Any]:
    async def handle(method: str, path: str, headers: dict[str, str], body: bytes, query: dict[str, Any]) -> Any:
        params = ministack_app._routing_params(method, path, headers, body, query)
        request = Request(method, path, headers, body, params)
        for wanted in further_permissions(service, request):
            refusal = _refusal(service, wanted, router.extract_access_key_id(headers, query), headers)
            if refusal is not None:
                return refusal
        return await handler(method, path, headers, body, query)

    return handle


def _refusal(service: str, wanted: Permission, access_key: str, headers: dict[str, str]) -> Any:
    denied = iam_evaluator.enforce(
        access_key,
        wanted.action,
        wanted.action.partition(":")[0],
        responses.get_region(),
        resource_arn=wanted.arn,
        service_context=wanted.keys,
    )
    if denied is None:
        return None
    who = iam_evaluator.caller_arn()
    message = f"User: {who} is not authorized to perform: {wanted.action} on resource: {wanted.arn}"
    return iam_actions.access_denied_response(service, wanted.action, who, "", message=message, headers=headers)


def further_permissions(service: str, request: Request) -> Iterator[Permission]:
    """Yield what a request needs besides its action on its first resource.

    Args:
        service: ministack's name of it.
        request: its `query` holds the fields of a form too.
    """
    parts = (service, request.method, request.path, request.headers, request.body, request.query)
    action = iam_actions.extract_iam_action(*parts)
    place = f"{responses.get_region()}:{responses.get_account_id()}"
    if action in _TAGGED_AT_CREATION:
        tags = iam_actions.request_tag_context(service, action, request.body, request.query)
        if "aws:TagKeys" in tags:
            made = _NAMED_BY_AWS.get(action, "").format(place=place)
            arn = made or iam_actions.extract_resource_arn(*parts, *place.split(":"))
            yield Permission(_TAGGED_AT_CREATION[action], arn.removesuffix(":log-stream:"), tags)
    if action in _PASSES_A_ROLE and value(request, "Role"):
        yield Permission("iam:PassRole", value(request, "Role"), {"iam:PassedToService": "lambda.amazonaws.com"})
    if action == "kms:CreateKey" and value(request, "Policy"):
        yield Permission("kms:PutKeyPolicy", _NAMED_BY_AWS[action].format(place=place))
    if action in _ON_A_KEY_TOO:
        now = kms._aliases.get(f"arn:aws:kms:{place}:{value(request, 'AliasName')}")
        for key in {now, value(request, "TargetKeyId")} - {None, ""}:
            yield Permission(action, key_arn(key, place))
    if action in _LISTS:
        member, prefix = _LISTS[action]
        for name in values(request, member)[1:]:
            yield Permission(action, f"arn:aws:cloudwatch:{prefix.format(place=place, account=place[-12:])}{name}")
