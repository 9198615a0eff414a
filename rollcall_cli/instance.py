"""Reads an Amazon Connect instance: its users, and the names of what they refer to."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

from botocore.exceptions import ClientError

from provision.connect.quick_connect_name import quick_connect_name
from rollcall_cli.errors import CliError, is_gone
from roster.agent import Facets, Proficiency
from roster.connect_instance import ConnectInstance
from roster.connect_users import identity_of

if TYPE_CHECKING:
    from mypy_boto3_connect import ConnectClient
    from mypy_boto3_connect.type_defs import InstanceTypeDef

CLIENT_OPTIONS: Final[dict[str, Any]] = {"retries": {"mode": "adaptive", "max_attempts": 10}}
"""Connect answers two calls a second by default. In adaptive mode botocore slows down when it is throttled."""


def describe_instance(client: ConnectClient, instance_id: str) -> InstanceTypeDef:
    """Describe an instance.

    Raises:
        CliError: there is no such instance.
        ClientError: AWS refuses for another reason.
    """
    try:
        return client.describe_instance(InstanceId=instance_id)["Instance"]
    except ClientError as error:
        if not is_gone(error) and error.response["Error"]["Code"] != "InvalidRequestException":
            raise
        raise CliError(
            f"There is no Amazon Connect instance {instance_id} in this account and region",
            "check the id (`aws connect list-instances`), AWS_REGION and AWS_PROFILE",
        ) from error


class Instance(ConnectInstance):
    """One Connect instance, read-only, with what the command reads besides.

    Args:
        client: a Connect client built with `CLIENT_OPTIONS`.
        instance_id: the instance.
    """

    @functools.cached_property
    def saml(self) -> bool:
        """Whether its users sign in by SAML.

        Raises:
            CliError: there is no such instance.
        """
        return describe_instance(self._client, self._id).get("IdentityManagementType") == "SAML"

    @functools.cached_property
    def _quick_connects(self) -> dict[str, str]:
        """Ids of the quick connects that lead to users, by name."""
        pages = self._client.get_paginator("list_quick_connects").paginate(
            InstanceId=self._id, QuickConnectTypes=["USER"]
        )
        return {entry["Name"]: entry["Id"] for page in pages for entry in page["QuickConnectSummaryList"]}

    def _has_quick_connect(self, user: Mapping[str, Any]) -> bool:
        quick_connect_id = self._quick_connects.get(quick_connect_name(user["Username"], identity_of(user)))
        if quick_connect_id is None:
            return False
        try:
            answer = self._client.describe_quick_connect(InstanceId=self._id, QuickConnectId=quick_connect_id)
        except ClientError as error:
            if not is_gone(error):
                raise
            return False  # deleted since it was listed, such as with an agent
        leads_to: Any = answer["QuickConnect"]["QuickConnectConfig"].get("UserConfig", {})
        return bool(leads_to.get("UserId") == user["Id"])

    def groups(self) -> list[str]:
        """Return the paths of all hierarchy groups."""
        pages = self._client.get_paginator("list_user_hierarchy_groups").paginate(InstanceId=self._id)
        return sorted(self.path(entry["Id"]) for page in pages for entry in page["UserHierarchyGroupSummaryList"])

    def users(self) -> list[dict[str, Any]]:
        """Return all users as a search answers them: without e-mail addresses and mobile numbers."""
        pages = self._client.get_paginator("search_users").paginate(InstanceId=self._id)
        found: list[dict[str, Any]] = [cast("dict[str, Any]", user) for page in pages for user in page["Users"]]
        return sorted(found, key=lambda user: str(user["Username"]))

    def proficiencies(self, user_id: str) -> list[Proficiency]:
        """Return a user's proficiencies, sorted by attribute and value; none of a user that is gone."""
        pages = self._client.get_paginator("list_user_proficiencies").paginate(InstanceId=self._id, UserId=user_id)
        found: Iterator[Proficiency] = (
            {"attribute": entry["AttributeName"], "value": entry["AttributeValue"], "level": int(entry["Level"])}
            for page in pages
            for entry in page["UserProficiencyList"]
        )
        try:
            return sorted(found, key=lambda entry: (entry["attribute"], entry["value"]))
        except ClientError as error:
            if not is_gone(error):
                raise
            return []

    def facets(self, user: Mapping[str, Any]) -> Facets:
        """Return a user's facets in the form of the agents table, without proficiencies.

        A phone has all of its members. A quick connect counts if it leads to the user and has the name by which
        Rollcall makes one.

        Args:
            user: as `user` returns it.
        """
        return Facets(**super().facets(user), quick_connect=self._has_quick_connect(user))
