"""What nobody may do: requests beside those that are needed, made from them.

Of each needed request: the same action on what else there is, on the like of another deployment, region or account;
without a condition key that matters, and with another value of it; by somebody else; without TLS. A request that is
needed itself is none of these. Whatever a function does beside, it must not administer what it uses.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from tests.contract.least_privilege.request import (
    ACCOUNT,
    OTHER_ACCOUNT,
    OTHER_REGION,
    REGION,
    Request,
    Value,
    is_service,
)
from tests.contract.least_privilege.resources import BESIDE, FUNCTIONS, INSTANCE

_ADMINISTRATION: Final[Mapping[str, Sequence[str]]] = {
    "connect": ("DeleteInstance", "DeleteSecurityProfile", "DisassociateLambdaFunction", "UpdateSecurityProfile"),
    "dynamodb": ("DeleteItem", "DeleteTable", "ExportTableToPointInTime", "PutResourcePolicy", "UpdateTable"),
    "kms": ("CreateGrant", "DisableKey", "Encrypt", "PutKeyPolicy", "ScheduleKeyDeletion"),
    "lambda": ("AddPermission", "UpdateFunctionCode", "UpdateFunctionConfiguration"),
    "logs": ("CreateLogGroup", "DeleteLogStream", "GetLogEvents"),
    "s3": ("DeleteBucket", "DeleteObject", "PutBucketPolicy", "PutObjectAcl"),
    "secretsmanager": ("PutResourcePolicy", "RestoreSecret", "UpdateSecret"),
    "sns": ("DeleteTopic", "SetTopicAttributes", "Subscribe"),
    "sqs": ("PurgeQueue", "SetQueueAttributes"),
}
"""By service, what no function has any business with."""

_TLS_ONLY: Final = ("s3", "sns", "sqs")
"""Services whose resources have policies of their own that refuse plain HTTP."""

_OTHER_VALUES: Final[Mapping[str, Value]] = {
    "aws:SourceAccount": OTHER_ACCOUNT,
    "aws:TagKeys": ("rollcall:taken-from", "owner"),
    "dynamodb:Attributes": ("email", "password_secret", "updated_at", "username"),
    "dynamodb:LeadingKeys": ("0123456789abcdef",),
    "dynamodb:Select": "ALL_ATTRIBUTES",
    "kms:CallerAccount": OTHER_ACCOUNT,
    "kms:EncryptionContext:aws:dynamodb:tableName": "zenith-agents",
    "kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/lambda/zenith-ingest",
    "kms:EncryptionContext:aws:s3:arn": f"arn:aws:s3:::acme-recordings-{ACCOUNT}",
    "kms:ViaService": f"ec2.{REGION}.amazonaws.com",
}
"""What a condition key may say instead; of those that are not here, the same of another deployment."""


def forbidden(needed: Sequence[Request]) -> list[Request]:
    """Return requests that the policies must refuse.

    Args:
        needed: What they have to allow.
    """
    known = {(one.who, one.action, one.resource) for one in needed if not one.matters}
    resources = sorted({one.resource for one in needed if one.who in FUNCTIONS} - {"*"} | set(BESIDE))
    needed_ones, found = set(needed), dict[Request, None]()
    for request in needed:
        made = [*_other_contexts(request), *_others(request)]
        if request.who in FUNCTIONS:
            made += _elsewhere(request, resources)
            made += _administration(request)
        found.update(dict.fromkeys(made))
    lists = {
        (one.who, one.action, one.resource, key)
        for one in needed
        for key in one.matters
        if not isinstance(dict(one.context)[key], str)
    }
    return [
        one
        for one in found
        if one not in needed_ones and not _is_needed_anyway(one, known) and not _lacks_a_list(one, lists)
    ]


def _lacks_a_list(request: Request, lists: Container[tuple[str, str, str, str]]) -> bool:
    """Whether a request lacks a list that AWS always sends with it, such as the leading keys of a query."""
    keys = _OTHER_VALUES.keys() - dict(request.context).keys()
    return any((request.who, request.action, request.resource, key) in lists for key in keys)


def _is_needed_anyway(request: Request, known: set[tuple[str, str, str]]) -> bool:
    """Whether the same one needs it whatever the condition keys say."""
    plain = request.secure and request.resource_account == ACCOUNT
    return plain and (request.who, request.action, request.resource) in known


def _elsewhere(request: Request, resources: Sequence[str]) -> Iterator[Request]:
    """Yield the same action on other resources of the service, and on those of others."""
    if request.resource == "*":
        return
    kind = request.resource.split(":")[2]
    for resource in resources:
        if resource.split(":")[2] == kind and resource != request.resource:
            # Numbers come from any instance of the account. The pattern for instances names what is in them too, which
            # the action does not take.
            if request.action == "connect:UpdatePhoneNumber" and ":instance/" in resource:
                continue
            yield replace(request, resource=resource)
    for mine, other in ((ACCOUNT, OTHER_ACCOUNT), (REGION, OTHER_REGION), ("acme", "zenith")):
        yield replace(request, resource=request.resource.replace(mine, other))
    if request.service == "s3":  # a bucket of the same name, once ours was deleted
        yield replace(request, resource_account=OTHER_ACCOUNT)


def _administration(request: Request) -> Iterator[Request]:
    for name in _ADMINISTRATION.get(request.service, ()):
        for resource in (request.resource, INSTANCE) if request.service == "connect" else (request.resource,):
            yield replace(request, action=f"{request.service}:{name}", resource=resource)
    if ("kms:ViaService", f"dynamodb.{REGION}.amazonaws.com") in request.context:
        yield replace(request, action="kms:GenerateDataKey")


def _other_contexts(request: Request) -> Iterator[Request]:
    context = dict(request.context)
    for key in sorted(request.matters):
        value = context[key]
        if isinstance(value, str):  # a list that is missing is an empty one, and allowed
            yield replace(request, context=tuple((name, one) for name, one in context.items() if name != key))
        other = _OTHER_VALUES.get(key) or str(value).replace("acme", "zenith")
        yield replace(request, context=tuple({**context, key: other}.items()))


def _others(request: Request) -> Iterator[Request]:
    """Yield the same by those who have no business with it."""
    if is_service(request.who):
        yield replace(request, who="ec2.amazonaws.com")
        if request.service == "sts":
            yield replace(request, who="administrator")
    if request.service in ("kms", "lambda", "sns", "sqs", "s3", "sts") and request.resource != "*":
        context = {key: OTHER_ACCOUNT if key == "kms:CallerAccount" else value for key, value in request.context}
        yield replace(request, who="stranger", context=tuple(context.items()))
    if request.service in _TLS_ONLY and request.who == "administrator":
        yield replace(request, secure=False)
    if request.service == "kms" and request.who == "reader":
        yield replace(request, action="kms:CreateGrant")
