"""Reads users of an Amazon Connect instance in the facets of `roster.agent`, and the names of what they refer to.

`rollcall_cli.instance` adds what the operator's command reads besides.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError

from roster.agent import NEW_AGENT, Facets, Phone
from roster.connect_users import identity_of, whole_phone_of

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient

LEVELS: Final = ("LevelOne", "LevelTwo", "LevelThree", "LevelFour", "LevelFive")
"""Names of the levels of the agent hierarchy in Connect's answers, top first."""

IDENTITY_IN_SEARCHES: Final = frozenset({"first_name", "last_name"})
"""The members of an identity that SearchUsers answers:
https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfoLite.html"""

_LIST_PAGE: Final = 1000
SEARCH_PAGE: Final = 100
"""Users of a page: so few that those of one can be compared with the agents table in some seconds."""

_GONE: Final = "ResourceNotFoundException"


def _no_pause(operation: str) -> None:
    """Call on without a pause."""


class ConnectInstance:
    """One Connect instance, read-only.

    Args:
        client: a Connect client that tries again by itself when it is throttled.
        instance_id: the instance.
        pause: is told the client's method before each call, and may wait.
        page_size: users of a page of a search.
    """

    def __init__(
        self,
        client: ConnectClient,
        instance_id: str,
        pause: Callable[[str], None] = _no_pause,
        page_size: int = SEARCH_PAGE,
    ) -> None:
        self._client = client
        self._id = instance_id
        self._pause = pause
        self._page_size = page_size
        self._paths: dict[str, str] = {}

    @functools.cached_property
    def routing_profiles(self) -> dict[str, str]:
        """Names of routing profiles by id."""
        pages = self._pages("list_routing_profiles")
        return {entry["Id"]: entry["Name"] for page in pages for entry in page["RoutingProfileSummaryList"]}

    @functools.cached_property
    def security_profiles(self) -> dict[str, str]:
        """Names of security profiles by id."""
        pages = self._pages("list_security_profiles")
        return {entry["Id"]: entry["Name"] for page in pages for entry in page["SecurityProfileSummaryList"]}

    def forget_names(self) -> None:
        """Read names anew from now on, as profiles and groups come and go."""
        self.__dict__.pop("routing_profiles", None)
        self.__dict__.pop("security_profiles", None)
        self._paths.clear()

    def path(self, group_id: str) -> str:
        """Return a hierarchy group's path, such as `Support/IT`."""
        if group_id not in self._paths:
            self._pause("describe_user_hierarchy_group")
            answer = self._client.describe_user_hierarchy_group(HierarchyGroupId=group_id, InstanceId=self._id)
            levels: Mapping[str, Any] = answer["HierarchyGroup"]["HierarchyPath"]
            self._paths[group_id] = "/".join(str(levels[level]["Name"]) for level in LEVELS if level in levels)
        return self._paths[group_id]

    def logins(self) -> Iterator[str]:
        """Yield the logins of all users. New ones are listed late."""
        for page in self._pages("list_users", PaginationConfig={"PageSize": _LIST_PAGE}):
            yield from (str(user.get("Username", "")) for user in page["UserSummaryList"])

    def search_page(self, token: str | None) -> tuple[list[dict[str, Any]], str | None]:
        """Return a page of all users, in the order of a search, and what leads to the next; None behind the last.

        Args:
            token: what leads to the page; None for the first. AWS says nothing of how long it holds.
        """
        self._pause("search_users")
        more: dict[str, Any] = {"NextToken": token} if token else {}
        answer = self._client.search_users(InstanceId=self._id, MaxResults=self._page_size, **more)
        users: list[dict[str, Any]] = [as_described(user) for user in answer["Users"]]
        return users, answer.get("NextToken") or None

    def user(self, user_id: str) -> dict[str, Any] | None:
        """Describe one user; None if it is gone."""
        self._pause("describe_user")
        try:
            return cast("dict[str, Any]", self._client.describe_user(InstanceId=self._id, UserId=user_id)["User"])
        except ClientError as error:
            if error.response["Error"]["Code"] != _GONE:
                raise
            return None

    def profile_names(self, user: Mapping[str, Any]) -> list[str]:
        """Return the names of a user's security profiles, sorted; an unknown one by its id."""
        return sorted(self.security_profiles.get(one, one) for one in user.get("SecurityProfileIds", ()))

    def facets(self, user: Mapping[str, Any]) -> Facets:
        """Return a user's facets in the form of the agents table, without proficiencies and quick connect.

        A phone has all of its members.

        Args:
            user: as DescribeUser answers it, or `as_described`.
        """
        group = user.get("HierarchyGroupId")
        return {
            "identity": identity_of(user),
            "phone": cast("Phone", NEW_AGENT["phone"] | whole_phone_of(user)),
            "routing_profile": self.routing_profiles.get(user["RoutingProfileId"], user["RoutingProfileId"]),
            "security_profiles": self.profile_names(user),
            "hierarchy": self.path(group) if group else "",
            "tags": dict(user.get("Tags", {})),
        }

    def _pages(self, operation: Any, **request: Any) -> Iterator[dict[str, Any]]:
        """Yield the pages of a listing."""
        self._pause(operation)
        for page in self._client.get_paginator(operation).paginate(InstanceId=self._id, **request):
            yield page
            if page.get("NextToken"):
                self._pause(operation)


def as_described(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return a user whom SearchUsers found as DescribeUser answers it, as far as the search tells.

    It tells the limit of after-contact work of a `PhoneConfig` in milliseconds:
    https://docs.aws.amazon.com/connect/latest/APIReference/API_UserPhoneConfig.html
    """
    user = dict(found)
    phone = user.get("PhoneConfig")
    if phone and "AfterContactWorkTimeLimit" in phone:
        user["PhoneConfig"] = phone | {"AfterContactWorkTimeLimit": phone["AfterContactWorkTimeLimit"] // 1000}
    return user
