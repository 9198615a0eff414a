"""Tags of every resource that has an ARN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, not_found
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import RESOURCE_TYPES

if TYPE_CHECKING:
    from local_aws.connect.state import Document

MAX_TAGS = 50


def _arn(call: Call) -> str:
    """Return the request's ARN if it is that of something that exists."""
    arn: str = call.params["resourceArn"]
    backend = call.backend
    kind, _, rest = arn.removeprefix(backend.arn_prefix()).partition("/")
    if kind == "phone-number" and rest in backend.phone_numbers:
        return arn
    instance_id, _, path = rest.partition("/")
    contents = backend.contents.get(instance_id) if kind == "instance" else None
    if contents is None:
        raise not_found("Resource", arn)
    segment, _, identifier = path.partition("/")
    if path and not any(item.segment == segment and item.shows(contents, identifier) for item in RESOURCE_TYPES):
        raise not_found("Resource", arn)
    return arn


@operation("TagResource")
def tag_resource(call: Call) -> None:
    """Add tags to a resource."""
    arn = _arn(call)
    tags = {**call.backend.tags(arn), **call.params["tags"]}
    if len(tags) > MAX_TAGS:
        raise invalid_parameter(f"A resource can have at most {MAX_TAGS} tags")
    call.backend.set_tags(arn, call.params["tags"])


@operation("UntagResource")
def untag_resource(call: Call) -> None:
    """Take tags from a resource."""
    arn = _arn(call)
    call.backend.untag_resource(arn, call.params["tagKeys"])


@operation("ListTagsForResource")
def list_tags_for_resource(call: Call) -> Document:
    """Answer a resource's tags."""
    return {"tags": call.backend.tags(_arn(call))}
