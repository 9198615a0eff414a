"""Security profiles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import in_use
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.resource_search import search_resources
from local_aws.connect.resources import HIERARCHY_GROUP, SECURITY_PROFILE, add, described, remove, summaries
from local_aws.connect.users.permissions import check_permissions

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_OPTIONAL = (
    "Description",
    "AllowedAccessControlTags",
    "TagRestrictedResources",
    "HierarchyRestrictedResources",
    "AllowedAccessControlHierarchyGroupId",
    "GranularAccessControlConfiguration",
)


def _profile(call: Call) -> Document:
    return SECURITY_PROFILE.find(call.instance, call.params["SecurityProfileId"])


def _check(call: Call) -> None:
    check_permissions(call.get("Permissions", []))
    if call.get("AllowedAccessControlHierarchyGroupId"):
        HIERARCHY_GROUP.find(call.instance, call.params["AllowedAccessControlHierarchyGroupId"])


@operation(
    "CreateSecurityProfile",
    ignores=("AllowedAIAgents", "AllowedFlowModules", "Applications"),
    differs="knows the permissions of its own list, which AWS adds to",
)
def create_security_profile(call: Call) -> Document:
    """Create a security profile with its permissions."""
    contents = call.instance
    _check(call)
    document: Document = {
        "SecurityProfileName": call.params["SecurityProfileName"],
        "OrganizationResourceId": contents.id,
    }
    document.update({name: call.params[name] for name in _OPTIONAL if call.get(name)})
    profile = add(call, contents, SECURITY_PROFILE, document)
    contents.permissions[profile["Id"]] = list(dict.fromkeys(call.get("Permissions", [])))
    return {"SecurityProfileId": profile["Id"], "SecurityProfileArn": profile["Arn"]}


@operation("DescribeSecurityProfile")
def describe_security_profile(call: Call) -> Document:
    """Describe a security profile, without its permissions."""
    return {"SecurityProfile": described(call, SECURITY_PROFILE, _profile(call))}


@operation("SearchSecurityProfiles")
def search_security_profiles(call: Call) -> Document:
    """Search an instance's security profiles."""
    return search_resources(call, SECURITY_PROFILE, "SecurityProfiles", bounded=True)


@operation("ListSecurityProfilePermissions")
def list_security_profile_permissions(call: Call) -> Document:
    """List the permissions of a security profile."""
    permissions = call.instance.permissions[_profile(call)["Id"]]
    return page(call, "Permissions", permissions, key=str)


@operation("ListSecurityProfiles")
def list_security_profiles(call: Call) -> Document:
    """List the security profiles."""
    items = summaries(SECURITY_PROFILE, call.instance.security_profiles.values())
    return page(call, "SecurityProfileSummaryList", items)


@operation(
    "UpdateSecurityProfile",
    ignores=("AllowedAIAgents", "AllowedFlowModules", "Applications"),
    differs="knows the permissions of its own list, which AWS adds to",
)
def update_security_profile(call: Call) -> None:
    """Change the members that the request has; an empty one is cleared."""
    profile = _profile(call)
    _check(call)
    for name in _OPTIONAL:
        if name in call.params:
            profile[name] = call.params[name]
    if "Permissions" in call.params:
        call.instance.permissions[profile["Id"]] = list(dict.fromkeys(call.params["Permissions"]))
    call.backend.touch(profile)


@operation("DeleteSecurityProfile")
def delete_security_profile(call: Call) -> None:
    """Delete a security profile that no user has."""
    contents = call.instance
    identifier = _profile(call)["Id"]
    if any(identifier in user["SecurityProfileIds"] for user in contents.users.values()):
        raise in_use("Security profile", identifier, "users")
    remove(call, contents, SECURITY_PROFILE, identifier)
    del contents.permissions[identifier]
