"""The agent hierarchy as the input `user_hierarchy`, with what to import. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, Final

from rollcall_cli.centre.model import Group
from rollcall_cli.terraform_export.hcl import as_kept, is_text
from rollcall_cli.terraform_export.remark import Remark

LEVEL_RESOURCES: Final = ("level_one", "level_two", "level_three", "level_four", "level_five")
"""Names of the module's resources for groups, by depth."""

_KIND: Final = "user_hierarchy"
_UNUSABLE: Final = "/|"
"""Characters that separate groups in a path, in Terraform's input or in a directory."""


def hierarchy_input(levels: Sequence[str], paths: Sequence[str]) -> dict[str, Any]:
    """Return the input: the levels, and the groups that have none below them, which imply those above."""
    names = [as_kept(level) for level in levels]
    leaves = sorted(path for path in paths if not any(other.startswith(f"{path}/") for other in paths))
    return {"levels": names, **({"groups": leaves} if leaves else {})} if names else {}


def group_paths(groups: Sequence[Group]) -> tuple[dict[str, str], list[Remark]]:
    """Return the groups' ids by path, and those that no path can name."""
    paths = {group.id: "/".join(map(as_kept, group.path)) for group in groups}
    counts = Counter(paths.values())
    refused = {group.id: why for group in groups if (why := _refusal(group, counts[paths[group.id]]))}
    remarks = sorted(
        Remark(_KIND, " / ".join(group.path), refused[group.id]) for group in groups if group.id in refused
    )
    return {paths[group.id]: group.id for group in groups if group.id not in refused}, remarks


def _refusal(group: Group, same: int) -> str:
    if bad := next(_unusable(group.path), None):
        return f"no path can hold the group's name {bad!r}: it has '/' or '|' in it, or spaces around it"
    return "several groups have this path" if same > 1 else ""


def _unusable(path: Sequence[str]) -> Iterator[str]:
    yield from (
        name
        for name in path
        if name != name.strip() or not is_text(name) or any(character in name for character in _UNUSABLE)
    )
