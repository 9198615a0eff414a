"""The policies of whoever deploys, beside AWS's service authorization reference and what applies asked for."""

from __future__ import annotations

import pytest

from local_aws.tests.reference import takes_a_resource
from tests.contract.deployer import allows, covers, is_asked_on, recorded, statements

UNSEEN = {
    action: reason
    for reason, actions in {
        "functions that flows may call, by lambda_functions": (
            "connect:AssociateLambdaFunction connect:DisassociateLambdaFunction connect:ListLambdaFunctions"
        ),
        "modules that flows may call, by contact_flow_modules": (
            "connect:CreateContactFlowModule connect:DeleteContactFlowModule connect:DescribeContactFlowModule "
            "connect:UpdateContactFlowModuleContent connect:UpdateContactFlowModuleMetadata"
        ),
        "what the instance has already and is looked up by its name, by existing": (
            "connect:ListContactFlowModules connect:ListHoursOfOperations connect:ListPrompts connect:ListQuickConnects"
        ),
        "tags that change while all else stays": "connect:TagResource connect:UntagResource",
        "a change of a description, or of what stands in the same argument": (
            "connect:UpdateContactFlowMetadata connect:UpdateQueueName connect:UpdateQuickConnectName "
            "connect:UpdateRoutingProfileName iam:UpdateRoleDescription kms:UpdateKeyDescription"
        ),
        "a change of a queue's or a routing profile's other arguments": (
            "connect:UpdateQueueHoursOfOperation connect:UpdateQueueOutboundCallerConfig connect:UpdateQueueStatus "
            "connect:UpdateRoutingProfileConcurrency connect:UpdateRoutingProfileDefaultOutboundQueue "
            "connect:UpdateRoutingProfileQueues"
        ),
        "a number that goes over to another instance": "connect:UpdatePhoneNumber",
        "a key that is made anew": "kms:UpdateAlias logs:AssociateKmsKey",
        "a version of Rollcall with another trust of roles or another batch size": (
            "iam:UpdateAssumeRolePolicy lambda:UpdateEventSourceMapping"
        ),
    }.items()
    for action in actions.split()
}
"""Actions that no apply, change or destroy of the records takes, and what takes them."""

UNSEEN_RESOURCES = {
    ("EmptyBuckets", 0): "AWS writes access logs hours later",
    ("EmptyBuckets", 1): "recordings come of calls",
    ("LogFlows", 0): "the reference has it for UpdateInstanceAttribute; no attribute that Terraform sets logs flows",
}
"""Resources of statements, by their place, on which nothing was asked for, and why."""


def test_an_action_is_allowed_on_a_resource_where_it_takes_one_and_only_there() -> None:
    wrong = [
        (action, statement["Sid"])
        for statement in statements()
        for action in statement["Action"]
        if takes_a_resource(action) is (statement["Resource"] == ["*"])
    ]

    assert wrong == []


def test_an_action_stands_on_the_type_of_resource_that_aws_asks_it_on() -> None:
    """And every resource of a statement is one that some action of it is asked on."""
    wrong = []
    for statement in statements():
        fitting = {
            action: {resource for resource in statement["Resource"] if is_asked_on(action, resource)}
            for action in statement["Action"]
        }
        wrong += [(statement["Sid"], action) for action, resources in fitting.items() if not resources]
        wrong += [(statement["Sid"], resource) for resource in {*statement["Resource"]}.difference(*fitting.values())]

    assert wrong == []


def test_what_applies_changes_and_destroys_asked_for_is_allowed() -> None:
    # IAM lets everybody ask for the own identity.
    asked = [(name, one) for name, one in recorded() if one.action != "sts:GetCallerIdentity"]

    lacking = [
        (name, permission)
        for name, permission in asked
        if not any(allows(statement, permission) for statement in statements(name))
    ]

    assert len({permission.action for _, permission in asked}) > 150
    assert lacking == []


def test_every_action_is_asked_for_or_has_its_reason() -> None:
    allowed = {action for statement in statements() for action in statement["Action"]}
    seen = {permission.action for _, permission in recorded()}

    assert allowed - seen == UNSEEN.keys()


@pytest.mark.parametrize("sid", [statement["Sid"] for statement in statements()])
def test_without_a_statement_or_one_of_its_resources_something_lacks(sid: str) -> None:
    """A statement could go if others give all that it gives, and a resource if nothing was asked for on it."""
    unused = None
    for name in {name for name, _ in recorded()}:
        every = statements(name)
        [statement] = [one for one in every if one["Sid"] == sid]
        # The records have no condition keys; a statement with another condition can't stand in for this one.
        alike = [one for one in every if one.get("Condition") == statement.get("Condition")]
        by_it_alone = [
            permission.arn
            for of, permission in recorded()
            if of == name and [one["Sid"] for one in alike if allows(one, permission)] == [sid]
        ]
        here = {
            number
            for number, resource in enumerate(statement["Resource"])
            if not any(covers(resource, arn) for arn in by_it_alone)
        }
        unused = here if unused is None else unused & here

    assert unused == {number for of, number in UNSEEN_RESOURCES if of == sid}
