"""The agent hierarchy as the input `user_hierarchy`, with what to import. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from rollcall_cli.centre.model import Centre, Group
from rollcall_cli.terraform_export.hcl import as_kept, is_text
from rollcall_cli.terraform_export.remark import Remark

LEVEL_RESOURCES: Final = ("level_one", "level_two", "level_three", "level_four", "level_five")
"""Names of the module's resources for groups, by depth."""

_KIND: Final = "user_hierarchy"
_UNUSABLE: Final = "/|"
"""Characters that separate groups in a path, in Terraform's input or in a directory."""


_LONGEST_LEVEL: Final = 50
_LONGEST_GROUP: Final = 100
"""Characters of the names that the input takes."""


def exported_hierarchy(centre: Centre) -> tuple[Sequence[str], dict[str, str], list[Remark]]:
    """Return the levels that are exported, the groups' ids by path, and what is left out.

    Where the input can't say the levels, it has no place for groups either.
    """
    counts = Counter(map(as_kept, centre.levels))
    refused = {level: why for level, count in sorted(counts.items()) if (why := _level_refusal(level, count))}
    if refused:
        remarks = [Remark(_KIND, level, f"{why}: the whole hierarchy is left out") for level, why in refused.items()]
        return (), {}, remarks
    groups, remarks = group_paths(centre.groups)
    return centre.levels, groups, remarks


def hierarchy_input(levels: Sequence[str], paths: Sequence[str]) -> dict[str, Any]:
    """Return the input: the levels, and the groups that have none below them, which imply those above."""
    names = [as_kept(level) for level in levels]
    leaves = sorted(path for path in paths if not any(other.startswith(f"{path}/") for other in paths))
    return {"levels": names, **({"groups": leaves} if leaves else {})} if names else {}


def group_paths(groups: Sequence[Group]) -> tuple[dict[str, str], list[Remark]]:
    """Return the groups' ids by path, and those that no path can name."""
    paths = {group.id: "/".join(map(as_kept, group.path)) for group in groups}
    counts = Counter(paths.values())
    several = {path for path, count in counts.items() if count > 1}
    refused = {group.id: why for group in groups if (why := _refusal(group, several))}
    remarks = sorted(
        Remark(_KIND, " / ".join(group.path), refused[group.id]) for group in groups if group.id in refused
    )
    return {paths[group.id]: group.id for group in groups if group.id not in refused}, remarks


def _level_refusal(level: str, count: int) -> str:
    if level != level.strip() or not is_text(level) or not 1 <= len(level) <= _LONGEST_LEVEL:
        return f"is a level's name with spaces around it or of more than {_LONGEST_LEVEL} characters"
    return "is the name of several levels" if count > 1 else ""


def _refusal(group: Group, several: Collection[str]) -> str:
    """Return why a group is left out; with a group go those below it, whose paths would mean another one."""
    if bad := next(_unusable(group.path), None):
        return (
            f"no path can hold the group's name {bad!r}: it has '/' or '|' in it, spaces around it, or more than "
            f"{_LONGEST_GROUP} characters"
        )
    names = tuple(map(as_kept, group.path))
    shared = next((path for depth in range(len(names)) if (path := "/".join(names[: depth + 1])) in several), None)
    return f"several groups have the path {shared!r}" if shared else ""


def _unusable(path: Sequence[str]) -> Iterator[str]:
    yield from (
        name
        for name in path
        if name != name.strip()
        or not is_text(name)
        or not 1 <= len(name) <= _LONGEST_GROUP
        or any(character in name for character in _UNUSABLE)
    )
