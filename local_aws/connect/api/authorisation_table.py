"""AWS's service authorization reference for Connect, as far as this backend serves it.

Resource types by operation, with AWS's names for them. The traffic distribution groups that the reference also names
for phone numbers are an alternative to the instance, and this backend has none.
"""

from __future__ import annotations


def _by_operation(groups: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Turn resource types → operations, both separated by blanks, into operation → resource types."""
    return {name: tuple(types.split()) for types, names in groups.items() for name in names.split()}


REQUIRED: dict[str, tuple[str, ...]] = _by_operation(
    {
        "": "CreateInstance CreateUserHierarchyGroup ListInstances ListTagsForResource TagResource UntagResource",
        "agent-status": "CreateAgentStatus DescribeAgentStatus UpdateAgentStatus",
        "contact-flow": (
            "CreateContactFlow DeleteContactFlow DescribeContactFlow UpdateContactFlowContent "
            "UpdateContactFlowMetadata UpdateContactFlowName"
        ),
        "contact-flow-module": (
            "CreateContactFlowModule DeleteContactFlowModule DescribeContactFlowModule "
            "UpdateContactFlowModuleContent UpdateContactFlowModuleMetadata"
        ),
        "contact-flow phone-number": "AssociatePhoneNumberContactFlow",
        "hierarchy-group": "DeleteUserHierarchyGroup DescribeUserHierarchyGroup UpdateUserHierarchyGroupName",
        "hours-of-operation": (
            "CreateHoursOfOperation DeleteHoursOfOperation DescribeHoursOfOperation UpdateHoursOfOperation"
        ),
        "hours-of-operation queue": "CreateQueue UpdateQueueHoursOfOperation",
        "instance": (
            "AssociateAnalyticsDataSet AssociateBot AssociateDefaultVocabulary AssociateInstanceStorageConfig "
            "AssociateLambdaFunction AssociateLexBot CreatePredefinedAttribute DeleteInstance "
            "DeletePredefinedAttribute DescribeInstance DescribeInstanceAttribute DescribeInstanceStorageConfig "
            "DescribePredefinedAttribute DescribeUserHierarchyStructure DisassociateAnalyticsDataSet DisassociateBot "
            "DisassociateInstanceStorageConfig DisassociateLambdaFunction DisassociateLexBot "
            "ListAnalyticsDataAssociations ListBots ListContactFlowModules ListDefaultVocabularies "
            "ListFlowAssociations ListHoursOfOperations ListInstanceAttributes ListInstanceStorageConfigs "
            "ListLambdaFunctions ListLexBots ListPredefinedAttributes ListPrompts ListRoutingProfiles "
            "ListSecurityProfiles ListUserHierarchyGroups ListUsers SearchAgentStatuses SearchHoursOfOperations "
            "SearchPredefinedAttributes SearchQueues SearchQuickConnects SearchRoutingProfiles "
            "SearchSecurityProfiles SearchUserHierarchyGroups SearchUsers UpdateInstanceAttribute "
            "UpdateInstanceStorageConfig UpdatePredefinedAttribute "
            "UpdateUserHierarchyStructure"
        ),
        "instance phone-number": "UpdatePhoneNumber",
        "instance wildcard-phone-number": "ClaimPhoneNumber",
        "instance user": (
            "AssociateUserProficiencies DisassociateUserProficiencies ListUserProficiencies UpdateUserProficiencies"
        ),
        "phone-number": (
            "DescribePhoneNumber DisassociatePhoneNumberContactFlow ReleasePhoneNumber UpdatePhoneNumberMetadata"
        ),
        "prompt": "DescribePrompt",
        "queue": (
            "DeleteQueue DescribeQueue ListQueueQuickConnects UpdateQueueMaxContacts UpdateQueueName "
            "UpdateQueueOutboundCallerConfig UpdateQueueStatus"
        ),
        "queue quick-connect": "AssociateQueueQuickConnects DisassociateQueueQuickConnects",
        "queue routing-profile": (
            "AssociateRoutingProfileQueues CreateRoutingProfile UpdateRoutingProfileDefaultOutboundQueue"
        ),
        "quick-connect": (
            "CreateQuickConnect DeleteQuickConnect DescribeQuickConnect UpdateQuickConnectConfig UpdateQuickConnectName"
        ),
        "routing-profile": (
            "DeleteRoutingProfile DescribeRoutingProfile DisassociateRoutingProfileQueues ListRoutingProfileQueues "
            "UpdateRoutingProfileConcurrency UpdateRoutingProfileName UpdateRoutingProfileQueues"
        ),
        "routing-profile security-profile user": "CreateUser",
        "routing-profile user": "UpdateUserRoutingProfile",
        "security-profile": (
            "CreateSecurityProfile DeleteSecurityProfile DescribeSecurityProfile ListSecurityProfilePermissions "
            "UpdateSecurityProfile"
        ),
        "security-profile user": "UpdateUserSecurityProfiles",
        "user": (
            "DeleteUser DescribeUser UpdateUserConfig UpdateUserHierarchy UpdateUserIdentityInfo UpdateUserPhoneConfig"
        ),
        "vocabulary": "CreateVocabulary DeleteVocabulary DescribeVocabulary SearchVocabularies",
        "wildcard-agent-status": "ListAgentStatuses",
        "wildcard-contact-flow": "ListContactFlows",
        "wildcard-legacy-phone-number": "ListPhoneNumbers",
        "wildcard-phone-number": "BatchGetFlowAssociation ListPhoneNumbersV2 SearchAvailablePhoneNumbers",
        "wildcard-queue": "ListQueues",
        "wildcard-quick-connect": "ListQuickConnects",
    }
)
"""Types that a caller must be allowed to use, named in the request or not."""

OPTIONAL: dict[str, tuple[str, ...]] = _by_operation(
    {
        "contact-flow phone-number": "UpdateQueueOutboundCallerConfig",
        "contact-flow phone-number quick-connect": "CreateQueue",
        "contact-flow queue user": "CreateQuickConnect UpdateQuickConnectConfig",
        "hierarchy-group": "CreateUser CreateUserHierarchyGroup UpdateUserHierarchy",
    }
)
"""Types that count where the request names them; the three tag operations take any resource by its ARN."""
