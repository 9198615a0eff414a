"""Users leave what a destroy is about to delete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import boto3
import pytest

from lifecycle.release_users import Pace, Profiles, Release, release_users
from local_aws.connect import controls
from roster.errors import RetryableError
from tests.functional.lifecycle.invocation import invoke, invoke_within

GROUPS = Release(groups=True, routing_profiles=None, security_profiles=None)


class Centre:
    """An instance with a group and profiles that Terraform made, and users who may be in them."""

    def __init__(self, instance_id: str) -> None:
        self.connect: Any = boto3.client("connect")
        self.instance_id = instance_id
        self.connect.update_user_hierarchy_structure(
            InstanceId=instance_id, HierarchyStructure={"LevelOne": {"Name": "Department"}}
        )
        group = self.connect.create_user_hierarchy_group(InstanceId=instance_id, Name="Support")
        self.group: str = group["HierarchyGroupId"]
        [queue] = self.connect.list_queues(InstanceId=instance_id, QueueTypes=["STANDARD"])["QueueSummaryList"]
        self.routing: str = self.connect.create_routing_profile(
            InstanceId=instance_id,
            Name="Billing agents",
            Description="Billing",
            DefaultOutboundQueueId=queue["Id"],
            MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}],
        )["RoutingProfileId"]
        self.security: str = self.connect.create_security_profile(
            InstanceId=instance_id, SecurityProfileName="Team lead", Permissions=["BasicAgentAccess"]
        )["SecurityProfileId"]
        listed = self.connect.list_security_profiles(InstanceId=instance_id)["SecurityProfileSummaryList"]
        self.own = {profile["Name"]: profile["Id"] for profile in listed}
        routing = self.connect.list_routing_profiles(InstanceId=instance_id)["RoutingProfileSummaryList"]
        [self.basic] = [profile["Id"] for profile in routing if profile["Name"] == "Basic Routing Profile"]

    @property
    def release(self) -> Release:
        """What a destroy takes users out of."""
        return Release(
            groups=True,
            routing_profiles=Profiles(frozenset({self.routing}), self.basic),
            security_profiles=Profiles(frozenset({self.security}), self.own["Agent"]),
        )

    def add(self, username: str, *security: str, grouped: bool = False, routing: str | None = None) -> str:
        """Make a user."""
        user_id: str = self.connect.create_user(
            InstanceId=self.instance_id,
            Username=username,
            Password="Secret123",
            IdentityInfo={"FirstName": "A", "LastName": "B"},
            PhoneConfig={"PhoneType": "SOFT_PHONE"},
            RoutingProfileId=routing or self.basic,
            SecurityProfileIds=list(security) or [self.own["Agent"]],
            **({"HierarchyGroupId": self.group} if grouped else {}),
        )["UserId"]
        return user_id

    def clear(
        self, release: Release = GROUPS, *, sleep: Callable[[float], None] = lambda _: None, seconds_left: float = 900
    ) -> int:
        """Release users, each in a second."""
        end = self.updates() + seconds_left
        return release_users(
            self.connect,
            self.instance_id,
            release,
            per_second=200,
            seconds_left=lambda: end - self.updates(),
            sleep=sleep,
            clock=lambda: 0,
        )

    def updates(self) -> int:
        """Count the calls that took a user out of the group."""
        return controls().calls().get("UpdateUserHierarchy", 0)

    def user(self, user_id: str) -> dict[str, Any]:
        """Describe a user."""
        found: dict[str, Any] = self.connect.describe_user(InstanceId=self.instance_id, UserId=user_id)["User"]
        return found

    def delete_group(self) -> None:
        """Delete the group, as a destroy does."""
        self.connect.delete_user_hierarchy_group(InstanceId=self.instance_id, HierarchyGroupId=self.group)

    def delete_profiles(self) -> None:
        """Delete the profiles, as a destroy does."""
        self.connect.delete_routing_profile(InstanceId=self.instance_id, RoutingProfileId=self.routing)
        self.connect.delete_security_profile(InstanceId=self.instance_id, SecurityProfileId=self.security)


@pytest.fixture
def centre(number: dict[str, str]) -> Centre:
    return Centre(number["instance_id"])


def test_users_leave_their_groups(centre: Centre) -> None:
    centre.add("ada", grouped=True)
    centre.add("ben", centre.security, routing=centre.routing)

    assert centre.clear() == 1

    assert controls().calls()["UpdateUserHierarchy"] == 1
    assert not {"UpdateUserRoutingProfile", "UpdateUserSecurityProfiles"} & controls().calls().keys()
    centre.delete_group()
    centre.connect.delete_instance(InstanceId=centre.instance_id)
    assert centre.clear() == 0


def test_users_leave_profiles_and_keep_what_stays(centre: Centre) -> None:
    ada = centre.add("ada", centre.security, centre.own["QualityAnalyst"], routing=centre.routing, grouped=True)
    ben = centre.add("ben", centre.security)
    carl = centre.add("carl", centre.own["Admin"])

    assert centre.clear(centre.release) == 2

    assert centre.user(ada)["RoutingProfileId"] == centre.basic
    assert centre.user(ada)["SecurityProfileIds"] == [centre.own["QualityAnalyst"]]
    assert centre.user(ben)["SecurityProfileIds"] == [centre.own["Agent"]]
    assert centre.user(carl)["SecurityProfileIds"] == [centre.own["Admin"]]
    calls = controls().calls()
    assert (calls["UpdateUserHierarchy"], calls["UpdateUserRoutingProfile"]) == (1, 1)
    assert calls["UpdateUserSecurityProfiles"] == 2
    centre.delete_group()
    centre.delete_profiles()


def test_only_destroy_releases_users(centre: Centre) -> None:
    ada = centre.add("ada", centre.security, routing=centre.routing, grouped=True)
    payload = {
        "instance_id": centre.instance_id,
        "groups": True,
        "routing_profiles": {"ids": [centre.routing], "fallback": centre.basic},
        "security_profiles": {"ids": [centre.security], "fallback": centre.own["Agent"]},
    }

    invoke("release_users", "create", **payload)
    invoke("release_users", "update", **payload)

    assert centre.user(ada)["RoutingProfileId"] == centre.routing


def test_an_invocation_of_an_older_deployment_still_clears_groups(centre: Centre) -> None:
    centre.add("ada", grouped=True)

    # Without time it ends before it would have to search again.
    with pytest.raises(RetryableError, match="1 users"):
        invoke_within(59, "clear_user_hierarchy", "delete", instance_id=centre.instance_id)


def test_users_whom_the_first_searches_missed_are_released_too(centre: Centre) -> None:
    late = iter([[], ["ada"], [], ["ben"]])

    def pause(_seconds: float) -> None:
        for username in next(late, []):
            centre.add(username, grouped=True)

    centre.add("cem", grouped=True)

    assert centre.clear(sleep=pause) == 3
    centre.delete_group()


def test_who_can_not_leave_in_time_is_left_to_another_destroy_which_goes_on(centre: Centre) -> None:
    for number in range(5):
        centre.add(f"agent{number}", grouped=True)

    with pytest.raises(RetryableError, match=r"3 users .* after 2 left theirs. Run terraform destroy again"):
        centre.clear(seconds_left=61)

    assert centre.clear() == 3
    centre.delete_group()


def test_each_operation_keeps_to_the_quota_by_itself() -> None:
    now = [0.0]

    def sleep(seconds: float) -> None:
        now[0] += seconds

    pace = Pace(2, sleep, lambda: now[0])

    for _ in range(500):
        for operation in ("update_user_hierarchy", "update_user_routing_profile", "update_user_security_profiles"):
            pace.wait(operation)

    assert 249 <= now[0] <= 251
