"""The hook through which a server applies IAM to Connect's calls.

Which ARNs a call is about is in ``resource_arns``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_aws.connect.api.dependent_permissions import dependent_permissions
from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.resource_arns import resource_arns

if TYPE_CHECKING:
    from local_aws.connect.api.registry import Call


@dataclass(frozen=True)
class Denial:
    """A refused call.

    Attributes:
        resource: the ARN that the caller may not use so.
        caller: the caller's ARN, if known.
        reason: why, as the end of IAM's sentence.
    """

    resource: str
    caller: str | None = None
    reason: str = "because no identity-based policy allows the action"


Authorise = Callable[[str, Sequence[str], Mapping[str, str], dict[str, Any]], Denial | None]
"""Decides on a call: IAM action, resource ARNs (all must be allowed), HTTP headers, and IAM condition context.

It is asked for the operation's action first, and then for each other that the operation depends on, of any service.

It may put the caller's ARN into the context as ``aws:PrincipalArn``, which then stands in the call log.
"""


@dataclass(frozen=True)
class Authorisation:
    """How an application treats its callers.

    Attributes:
        authorise: decides on each call; None lets everybody do everything.
        account_limits: whether quotas of the whole account hold.
    """

    authorise: Authorise | None = None
    account_limits: bool = False


def authorise_call(
    authorisation: Authorisation, call: Call, headers: Mapping[str, str], context: dict[str, Any]
) -> None:
    """Ask the hook about a call.

    Args:
        authorisation: the application's.
        call: the request.
        headers: of the HTTP request; they carry the signature.
        context: filled with the IAM condition keys of the call.

    Raises:
        ConnectError: AccessDeniedException, naming action and resource.
    """
    if authorisation.authorise is None:
        return
    arns = resource_arns(call)
    context.update(_context(call, arns))
    asked = [(f"connect:{call.operation}", arns, context)]
    asked += [(action, [arn], keys) for action, arn, keys in dependent_permissions(call)]
    for action, wanted, keys in asked:
        denial = authorisation.authorise(action, wanted, headers, keys)
        if denial is not None:
            who = denial.caller or context.get("aws:PrincipalArn") or "the caller"
            raise ConnectError(
                "AccessDeniedException",
                f"User: {who} is not authorized to perform: {action} on resource: {denial.resource} {denial.reason}",
            )


def _context(call: Call, arns: Sequence[str]) -> dict[str, Any]:
    context: dict[str, Any] = {}
    if "InstanceId" in call.params:
        context["connect:InstanceId"] = call.params["InstanceId"]
    tags: dict[str, str] = call.get("Tags") or call.get("tags") or {}
    keys = [*tags, *call.get("tagKeys", [])]
    if keys:
        context["aws:TagKeys"] = keys
    for key, value in tags.items():
        context[f"aws:RequestTag/{key}"] = value
    if len(arns) == 1:
        for key, value in call.backend.tags(arns[0]).items():
            context[f"aws:ResourceTag/{key}"] = value
    return context
