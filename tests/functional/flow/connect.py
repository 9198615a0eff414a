"""An Amazon Connect instance in memory, as far as provision calls it: one routing profile, two security profiles."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.functional.flow.dynamodb import refusal

ROUTING = {"Basic Routing Profile": "routing-1", "Evening": "routing-2"}
SECURITY = {"Agent": "security-1", "Admin": "security-2"}


class FakeConnect:
    """The instance's users.

    Args:
        clock: tells seconds.

    Attributes:
        users: id → user as DescribeUser answers it.
        lag_seconds: how long a new user is there for no call but CreateUser.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self.users: dict[str, dict[str, Any]] = {}
        self.lag_seconds = 0.0
        self._clock = clock
        self._shown_at: dict[str, float] = {}
        self._made = 0

    def create_user(self, *, InstanceId: str, Username: str, **request: Any) -> dict[str, str]:  # noqa: N803
        del InstanceId
        if any(user["Username"] == Username for user in self.users.values()):
            raise refusal("DuplicateResourceException", "CreateUser")
        self._made += 1
        user_id = f"user-{self._made}"
        request.pop("Password", None)
        self.users[user_id] = {"Id": user_id, "Arn": f"arn:{user_id}", "Username": Username, "Tags": {}, **request}
        self._shown_at[user_id] = self._clock() + self.lag_seconds
        return {"UserId": user_id}

    def describe_user(self, *, InstanceId: str, UserId: str) -> dict[str, Any]:  # noqa: N803
        del InstanceId
        return {"User": {**self._find(UserId), "Tags": dict(self._find(UserId)["Tags"])}}

    def search_users(self, *, SearchCriteria: dict[str, Any] | None = None, **_: Any) -> dict[str, Any]:  # noqa: N803
        if SearchCriteria is None:
            return {"Users": self._shown()}
        name = SearchCriteria["StringCondition"]["Value"].lower()
        return {"Users": [user for user in self._shown() if user["Username"].lower() == name]}

    def list_users(self, **_: Any) -> dict[str, Any]:
        return {"UserSummaryList": self._shown()}

    def delete_user(self, *, InstanceId: str, UserId: str) -> None:  # noqa: N803
        del InstanceId
        self._find(UserId)
        del self.users[UserId]

    def list_user_proficiencies(self, **_: Any) -> dict[str, Any]:
        return {"UserProficiencyList": []}

    def associate_user_proficiencies(self, **_: Any) -> None:
        raise AssertionError("no directory of these tests has proficiencies")

    disassociate_user_proficiencies = update_user_proficiencies = associate_user_proficiencies

    def list_quick_connects(self, **_: Any) -> dict[str, Any]:
        return {"QuickConnectSummaryList": []}

    def list_routing_profiles(self, **_: Any) -> dict[str, Any]:
        return {"RoutingProfileSummaryList": [{"Name": name, "Id": id_} for name, id_ in ROUTING.items()]}

    def list_security_profiles(self, **_: Any) -> dict[str, Any]:
        return {"SecurityProfileSummaryList": [{"Name": name, "Id": id_} for name, id_ in SECURITY.items()]}

    def list_security_profile_permissions(self, *, SecurityProfileId: str, **_: Any) -> dict[str, Any]:  # noqa: N803
        return {"Permissions": ["Users.Edit"] if SecurityProfileId == SECURITY["Admin"] else ["BasicAgentAccess"]}

    def list_user_hierarchy_groups(self, **_: Any) -> dict[str, Any]:
        return {"UserHierarchyGroupSummaryList": []}

    def update_user_identity_info(self, **request: Any) -> None:
        self._update(**request)

    def update_user_phone_config(self, **request: Any) -> None:
        self._update(**request)

    def update_user_routing_profile(self, **request: Any) -> None:
        self._update(**request)

    def update_user_security_profiles(self, **request: Any) -> None:
        self._update(**request)

    def tag_resource(self, *, resourceArn: str, tags: dict[str, str]) -> None:  # noqa: N803
        user = self._find(resourceArn.removeprefix("arn:"))
        user["Tags"] = {**user["Tags"], **tags}

    def untag_resource(self, *, resourceArn: str, tagKeys: list[str]) -> None:  # noqa: N803
        user = self._find(resourceArn.removeprefix("arn:"))
        user["Tags"] = {key: value for key, value in user["Tags"].items() if key not in tagKeys}

    def _update(self, *, InstanceId: str, UserId: str, **terms: Any) -> None:  # noqa: N803
        del InstanceId
        self._find(UserId).update(terms)

    def _shown(self) -> list[dict[str, Any]]:
        return [user for user_id, user in self.users.items() if self._shown_at[user_id] <= self._clock()]

    def _find(self, user_id: str) -> dict[str, Any]:
        if user_id not in self.users or self._clock() < self._shown_at[user_id]:
            raise refusal("ResourceNotFoundException", "DescribeUser")
        return self.users[user_id]
