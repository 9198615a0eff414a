"""The searches for resources that have a name, a description and an id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.search import find, member, search_page
from local_aws.connect.resources import described

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from local_aws.connect.api.registry import Call
    from local_aws.connect.api.search import Condition, Field
    from local_aws.connect.resources import ResourceType
    from local_aws.connect.state import Document


def search_resources(
    call: Call,
    kind: ResourceType,
    result: str,
    further: Mapping[str, Field] | None = None,
    *,
    bounded: bool = False,
    shown: Callable[[Call, Document], Document] | None = None,
    conditions: Mapping[str, Condition] | None = None,
) -> Document:
    """Return one page of an instance's resources that meet a search.

    Args:
        call: the request.
        kind: the resources' type.
        result: name of the list in the answer.
        further: fields besides ``name``, ``description`` and ``resourceID``.
        bounded: whether AWS takes only 2 to 25 characters of a name or description.
        shown: makes of a resource what the answer has; by default what Describe answers.
        conditions: further conditions of the criteria by their member's name.

    Raises:
        ConnectError: as ``find``.
    """
    fields = {
        "name": member(kind.name, bounded=bounded),
        "description": member("Description", bounded=bounded),
        "resourceID": member(kind.id),
        **(further or {}),
    }
    found = find(call, kind.all(call.instance).values(), fields, arn=kind.arn, conditions=conditions)
    show = shown or (lambda call, item: described(call, kind, item))
    return search_page(call, result, [show(call, item) for item in found], key=lambda item: str(item[kind.id]))
