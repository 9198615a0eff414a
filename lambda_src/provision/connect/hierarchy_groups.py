"""Finds hierarchy groups by their path. `InstanceNames` uses it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from provision.connect.calls import Calls
from provision.connect.list_freshness import ListFreshness
from provision.connect.name_hints import close_names

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

_PAGE: Final = 1000
_MOST_DESCRIBED: Final = 5
"""Groups that are described for a message's sake."""

_LEVELS: Final = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")


class HierarchyGroups:
    """The instance's hierarchy groups.

    ListUserHierarchyGroups gives names without parents, so each group whose name fits is described, once.

    Args:
        client: a Connect client.
        calls: runs its calls.
        instance_id: the Connect instance.
        clock: tells epoch seconds.
    """

    def __init__(
        self,
        client: ConnectClient,
        calls: Calls,
        instance_id: str,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._calls = calls
        self._instance_id = instance_id
        self._names = ListFreshness(self._list, clock)
        self._paths: dict[str, str] = {}
        self._lock = threading.RLock()

    def id_of(self, path: str, needed_at: float) -> str | None:
        """Return the id of the group at a path such as `Support/IT`, None if there is none.

        Args:
            path: names of groups, the top level first.
            needed_at: when the agent got the path, in epoch seconds; older lists are read again.
        """
        with self._lock:
            found = self._find(path)
            if found is None and self.expire(needed_at):
                found = self._find(path)
            return found

    def expire(self, needed_at: float = -math.inf) -> bool:
        """Forget all groups unless they were read just now.

        Returns:
            Whether the next use reads them again.
        """
        with self._lock:
            if not self._names.expire(needed_at):
                return False
            self._paths.clear()
            return True

    def paths_like(self, path: str) -> list[str]:
        """Return the paths of the groups that may have been meant by one that is not there.

        They are those described so far, and a few more whose names are the most like that of the path's last group.
        """
        with self._lock:
            names = self._names.get()
            # Of short names such as IT hardly any is like another; the path as a whole tells which is meant.
            close = set(close_names(path.rpartition("/")[2], names.values(), most=_MOST_DESCRIBED, alike=0))
            for group_id in [group_id for group_id, name in names.items() if name in close][:_MOST_DESCRIBED]:
                self._path_of(group_id)
            return sorted(self._paths.values())

    def _find(self, path: str) -> str | None:
        for group_id, name in self._names.get().items():
            # A name may itself contain a slash, so whole endings are compared, not parts.
            if (path == name or path.endswith(f"/{name}")) and self._path_of(group_id) == path:
                return group_id
        return None

    def _path_of(self, group_id: str) -> str:
        if group_id not in self._paths:
            group = self._calls.run(
                self._client.describe_user_hierarchy_group, HierarchyGroupId=group_id, InstanceId=self._instance_id
            )["HierarchyGroup"]
            levels = group["HierarchyPath"]
            self._paths[group_id] = "/".join(levels[level]["Name"] for level in _LEVELS if level in levels)
        return self._paths[group_id]

    def _list(self) -> dict[str, str]:
        groups = self._calls.list_all(
            self._client.list_user_hierarchy_groups,
            "UserHierarchyGroupSummaryList",
            InstanceId=self._instance_id,
            MaxResults=_PAGE,
        )
        return {group["Id"]: group["Name"] for group in groups}
