"""Users: created, described, listed, deleted."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.resources import (
    HIERARCHY_GROUP,
    ROUTING_PROFILE,
    USER,
    VISIBLE_FROM,
    add,
    described,
    remove,
    summaries,
)
from local_aws.connect.users.phone import CHANNEL_MEMBERS, check_phone
from local_aws.connect.users.rules import check_identity, check_password, check_security_profiles, check_username

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_aws.connect.state import Contents, Document


@operation("CreateUser", differs="known to lists after `search_lag_seconds`, to its id after `user_lag_seconds`")
def create_user(call: Call) -> Document:
    """Create a user; its password is checked and not kept."""
    contents = call.instance
    kind = contents.identity_management_type
    check_username(kind, call.params["Username"])
    check_password(kind, call.get("Password"))
    check_identity(kind, call.get("IdentityInfo"))
    check_phone(call.params)
    check_security_profiles(contents, call.params["SecurityProfileIds"])
    ROUTING_PROFILE.find(contents, call.params["RoutingProfileId"])
    group = call.get("HierarchyGroupId")
    if group:
        HIERARCHY_GROUP.find(contents, group)
    document: Document = {
        "Username": call.params["Username"],
        "DirectoryUserId": call.get("DirectoryUserId") or str(uuid.uuid4()),
        "SecurityProfileIds": list(call.params["SecurityProfileIds"]),
        "RoutingProfileId": call.params["RoutingProfileId"],
    }
    if group:
        document["HierarchyGroupId"] = group
    for member in ("IdentityInfo", "PhoneConfig", *CHANNEL_MEMBERS):
        if call.get(member):
            document[member] = call.params[member]
    user = add(call, contents, USER, document)
    contents.proficiencies[user[USER.id]] = {}
    knobs = controls()
    user["_listed_from"] = knobs.clock() + knobs.search_lag_seconds
    user[VISIBLE_FROM] = knobs.clock() + knobs.user_lag_seconds
    return {"UserId": user[USER.id], "UserArn": user[USER.arn]}


@operation("DescribeUser")
def describe_user(call: Call) -> Document:
    """Describe a user."""
    return {"User": described(call, USER, USER.find(call.instance, call.params["UserId"]))}


def known_users(contents: Contents) -> Iterable[Document]:
    """Return the users that lists and searches know already."""
    now = controls().clock()
    return [user for user in contents.users.values() if user["_listed_from"] <= now]


@operation("ListUsers")
def list_users(call: Call) -> Document:
    """List the users."""
    return page(call, "UserSummaryList", summaries(USER, known_users(call.instance), name="Username"))


@operation("DeleteUser")
def delete_user(call: Call) -> None:
    """Delete a user. Quick connects to it stay, as on AWS, where the caller deletes them."""
    contents = call.instance
    USER.find(contents, call.params["UserId"])
    remove(call, contents, USER, call.params["UserId"])
    del contents.proficiencies[call.params["UserId"]]
