"""Changes to users. As on AWS, each replaces the whole member that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import HIERARCHY_GROUP, ROUTING_PROFILE, USER
from local_aws.connect.users.rules import check_identity, check_phone, check_security_profiles
from local_aws.connect.users.users import CHANNEL_MEMBERS

if TYPE_CHECKING:
    from local_aws.connect.state import Document


def _user(call: Call) -> Document:
    user = USER.find(call.instance, call.params["UserId"])
    call.backend.touch(user)
    return user


@operation("UpdateUserHierarchy")
def update_user_hierarchy(call: Call) -> None:
    """Put a user into a hierarchy group; without one it leaves its group."""
    user = _user(call)
    group = call.get("HierarchyGroupId")
    if not group:
        user.pop("HierarchyGroupId", None)
        return
    HIERARCHY_GROUP.find(call.instance, group)
    user["HierarchyGroupId"] = group


@operation("UpdateUserIdentityInfo")
def update_user_identity_info(call: Call) -> None:
    """Replace a user's names and addresses."""
    user = _user(call)
    check_identity(call.instance.identity_management_type, call.params["IdentityInfo"])
    user["IdentityInfo"] = call.params["IdentityInfo"]


@operation("UpdateUserPhoneConfig")
def update_user_phone_config(call: Call) -> None:
    """Replace a user's phone settings."""
    user = _user(call)
    check_phone(call.params)
    for member in CHANNEL_MEMBERS:
        user.pop(member, None)
    user["PhoneConfig"] = call.params["PhoneConfig"]


@operation("UpdateUserConfig")
def update_user_config(call: Call) -> None:
    """Replace the settings for single channels that the request names."""
    user = _user(call)
    for member in CHANNEL_MEMBERS:
        if member in call.params:
            user[member] = call.params[member]
            user.pop("PhoneConfig", None)


@operation("UpdateUserRoutingProfile")
def update_user_routing_profile(call: Call) -> None:
    """Give a user another routing profile."""
    user = _user(call)
    ROUTING_PROFILE.find(call.instance, call.params["RoutingProfileId"])
    user["RoutingProfileId"] = call.params["RoutingProfileId"]


@operation("UpdateUserSecurityProfiles")
def update_user_security_profiles(call: Call) -> None:
    """Replace a user's security profiles."""
    user = _user(call)
    check_security_profiles(call.instance, call.params["SecurityProfileIds"])
    user["SecurityProfileIds"] = list(call.params["SecurityProfileIds"])
