"""The user hierarchy's levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use, invalid_parameter
from local_aws.connect.api.registry import Call, operation

if TYPE_CHECKING:
    from local_aws.connect.state import Document

LEVELS = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")


@operation("DescribeUserHierarchyStructure")
def describe_user_hierarchy_structure(call: Call) -> Document:
    """Answer the levels that have a name."""
    return {"HierarchyStructure": dict(call.instance.levels)}


@operation("UpdateUserHierarchyStructure")
def update_user_hierarchy_structure(call: Call) -> None:
    """Replace all levels: one that the request leaves out is removed, unless groups stand on it."""
    contents = call.instance
    wanted = call.params["HierarchyStructure"]
    named = [level in wanted for level in LEVELS]
    if sorted(named, reverse=True) != named:
        raise invalid_parameter("HierarchyStructure must name its levels from LevelOne on without a gap")
    occupied = {group["LevelId"] for group in contents.hierarchy_groups.values()}
    for level, document in contents.levels.items():
        if level not in wanted and document["Id"] in occupied:
            raise in_use("User hierarchy level", level, "user hierarchy groups")
    levels: dict[str, Document] = {}
    for number, level in enumerate(LEVELS, start=1):
        if level in wanted:
            document = contents.levels.get(level) or {
                "Id": str(number),
                "Arn": f"{contents.arn}/agent-group-level/{number}",
            }
            levels[level] = {**document, "Name": wanted[level]["Name"]}
            call.backend.touch(levels[level])
    contents.levels = levels
