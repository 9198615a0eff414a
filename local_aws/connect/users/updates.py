"""Changes to users. As on AWS, each replaces the whole member that it names; a refused one changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resources import HIERARCHY_GROUP, ROUTING_PROFILE, USER
from local_aws.connect.users.phone import check_phone, replace_channels, replace_phone
from local_aws.connect.users.rules import check_identity, check_security_profiles

if TYPE_CHECKING:
    from local_aws.connect.state import Document


def _user(call: Call) -> Document:
    return USER.find(call.instance, call.params["UserId"])


@operation("UpdateUserHierarchy")
def update_user_hierarchy(call: Call) -> None:
    """Put a user into a hierarchy group; without one it leaves its group."""
    user = _user(call)
    group = call.get("HierarchyGroupId")
    if group:
        HIERARCHY_GROUP.find(call.instance, group)
        user["HierarchyGroupId"] = group
    else:
        user.pop("HierarchyGroupId", None)
    call.backend.touch(user)


@operation("UpdateUserIdentityInfo")
def update_user_identity_info(call: Call) -> None:
    """Replace a user's names and addresses."""
    user = _user(call)
    check_identity(call.instance.identity_management_type, call.params["IdentityInfo"])
    user["IdentityInfo"] = call.params["IdentityInfo"]
    call.backend.touch(user)


@operation("UpdateUserPhoneConfig")
def update_user_phone_config(call: Call) -> None:
    """Replace a user's phone settings, on all channels."""
    user = _user(call)
    check_phone(call.params)
    replace_phone(user, call.params["PhoneConfig"])
    call.backend.touch(user)


@operation("UpdateUserConfig")
def update_user_config(call: Call) -> None:
    """Replace the settings for single channels that the request names."""
    user = _user(call)
    check_phone(call.params)
    replace_channels(user, call.params)
    call.backend.touch(user)


@operation("UpdateUserRoutingProfile")
def update_user_routing_profile(call: Call) -> None:
    """Give a user another routing profile."""
    user = _user(call)
    ROUTING_PROFILE.find(call.instance, call.params["RoutingProfileId"])
    user["RoutingProfileId"] = call.params["RoutingProfileId"]
    call.backend.touch(user)


@operation("UpdateUserSecurityProfiles")
def update_user_security_profiles(call: Call) -> None:
    """Replace a user's security profiles."""
    user = _user(call)
    check_security_profiles(call.instance, call.params["SecurityProfileIds"])
    user["SecurityProfileIds"] = list(call.params["SecurityProfileIds"])
    call.backend.touch(user)
