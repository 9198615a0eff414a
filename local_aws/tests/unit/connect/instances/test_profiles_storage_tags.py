"""Security profiles, storage configs, Lambda associations, tags."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls

BUCKET = {"StorageType": "S3", "S3Config": {"BucketName": "b", "BucketPrefix": "p"}}
STREAM = {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {"StreamArn": "arn:aws:kinesis:x:y:stream/z"}}
FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:dip:live"


def permissions(site: Any, profile_id: str) -> set[str]:
    return set(site("list_security_profile_permissions", SecurityProfileId=profile_id)["Permissions"])


@pytest.fixture
def staff(site: Any) -> Any:
    profile = {
        "SecurityProfileName": "Staff",
        "Description": "d",
        "Permissions": ["Users.View", "BasicAgentAccess", "Users.View"],
    }
    site.staff = site("create_security_profile", **profile)["SecurityProfileId"]
    return site


def test_a_security_profile(staff: Any) -> None:
    profile = staff("describe_security_profile", SecurityProfileId=staff.staff)["SecurityProfile"]
    assert (profile["SecurityProfileName"], profile["Description"]) == ("Staff", "d")
    assert profile["OrganizationResourceId"] == staff.instance_id
    assert permissions(staff, staff.staff) == {"BasicAgentAccess", "Users.View"}


def test_an_update_changes_only_what_it_names(staff: Any) -> None:
    staff("update_security_profile", SecurityProfileId=staff.staff, Description="")
    assert permissions(staff, staff.staff) == {"BasicAgentAccess", "Users.View"}
    staff("update_security_profile", SecurityProfileId=staff.staff, Permissions=[])
    assert permissions(staff, staff.staff) == set()
    assert staff("describe_security_profile", SecurityProfileId=staff.staff)["SecurityProfile"]["Description"] == ""


def test_permissions_come_in_pages(staff: Any) -> None:
    staff(
        "update_security_profile", SecurityProfileId=staff.staff, Permissions=["Rules.View", "Bots.View", "Cases.View"]
    )
    first = staff("list_security_profile_permissions", SecurityProfileId=staff.staff, MaxResults=2)
    assert first["Permissions"] == ["Bots.View", "Cases.View"]
    more = {"MaxResults": 2, "NextToken": first["NextToken"]}
    second = staff("list_security_profile_permissions", SecurityProfileId=staff.staff, **more)
    assert second == {"Permissions": ["Rules.View"]}


def test_a_security_profile_of_a_user_stays(staff: Any) -> None:
    user_id = staff.create_user(SecurityProfileIds=[staff.staff, staff.security_profile()])
    assert staff.refusal("delete_security_profile", SecurityProfileId=staff.staff)[0] == "ResourceInUseException"
    staff("delete_user", UserId=user_id)
    staff("delete_security_profile", SecurityProfileId=staff.staff)
    assert staff.refusal("describe_security_profile", SecurityProfileId=staff.staff)[0] == "ResourceNotFoundException"


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"SecurityProfileName": "Staff"}, "DuplicateResourceException"),
        ({"SecurityProfileName": "Stäff"}, "InvalidParameterException"),
        ({"SecurityProfileName": "New", "Permissions": ["Users.View", "Users.Viev"]}, "InvalidParameterException"),
        (
            {"SecurityProfileName": "New", "AllowedAccessControlHierarchyGroupId": "nothing"},
            "ResourceNotFoundException",
        ),
    ],
)
def test_a_refused_security_profile(staff: Any, params: dict[str, Any], code: str) -> None:
    assert staff.refusal("create_security_profile", **params)[0] == code


def test_a_storage_config(site: Any) -> None:
    kind = {"ResourceType": "CALL_RECORDINGS"}
    created = site("associate_instance_storage_config", **kind, StorageConfig={**BUCKET, **STREAM, "StorageType": "S3"})
    named = {**kind, "AssociationId": created["AssociationId"]}
    assert site("describe_instance_storage_config", **named)["StorageConfig"] == {**BUCKET, **created}
    again = site.refusal("associate_instance_storage_config", **kind, StorageConfig=BUCKET)
    assert again[0] == "ResourceConflictException"
    site("update_instance_storage_config", **named, StorageConfig=STREAM)
    assert site("list_instance_storage_configs", **kind)["StorageConfigs"] == [{**STREAM, **created}]
    other = {**named, "ResourceType": "CHAT_TRANSCRIPTS"}
    assert site.refusal("describe_instance_storage_config", **other)[0] == "ResourceNotFoundException"
    site("disassociate_instance_storage_config", **named)
    assert site.refusal("disassociate_instance_storage_config", **named)[0] == "ResourceNotFoundException"


def test_a_storage_config_has_what_its_type_wants(site: Any) -> None:
    config = {"StorageType": "KINESIS_STREAM", "S3Config": BUCKET["S3Config"]}
    kind = {"ResourceType": "CALL_RECORDINGS"}
    refused = site.refusal("associate_instance_storage_config", **kind, StorageConfig=config)
    assert refused == (
        "InvalidParameterException",
        "StorageConfig of type KINESIS_STREAM must have KinesisStreamConfig",
    )


def test_lambda_functions(site: Any, knobs: Controls) -> None:
    site("associate_lambda_function", FunctionArn=FUNCTION)
    assert site("list_lambda_functions")["LambdaFunctions"] == [FUNCTION]
    assert site.refusal("associate_lambda_function", FunctionArn=FUNCTION)[0] == "ResourceConflictException"
    knobs.set_limit("lambda_functions", 1)
    assert (
        site.refusal("associate_lambda_function", FunctionArn=FUNCTION.replace("dip", "other"))[0]
        == "ServiceQuotaExceededException"
    )
    site("disassociate_lambda_function", FunctionArn=FUNCTION)
    assert site.refusal("disassociate_lambda_function", FunctionArn=FUNCTION)[0] == "ResourceNotFoundException"


def test_tags_of_anything(site: Any) -> None:
    user_id = site.create_user(Tags={"a": "1"})
    number = site("search_available_phone_numbers", PhoneNumberCountryCode="US", PhoneNumberType="DID")
    claimed = site("claim_phone_number", PhoneNumber=number["AvailableNumbersList"][0]["PhoneNumber"])
    for arn in (site.arn, f"{site.arn}/agent/{user_id}", claimed["PhoneNumberArn"]):
        site.client.tag_resource(resourceArn=arn, tags={"b": "2", "a": "3"})
        site.client.untag_resource(resourceArn=arn, tagKeys=["b", "absent"])
        assert site.client.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "3"}
    assert site("describe_user", UserId=user_id)["User"]["Tags"] == {"a": "3"}


@pytest.mark.parametrize("rest", ["/agent/nobody", "/nonsense/x", "/agent", "x"])
def test_tags_of_nothing(site: Any, rest: str) -> None:
    with pytest.raises(site.client.exceptions.ResourceNotFoundException):
        site.client.tag_resource(resourceArn=f"{site.arn}{rest}", tags={"a": "b"})


def test_at_most_fifty_tags(site: Any) -> None:
    site.client.tag_resource(resourceArn=site.arn, tags={f"key-{number}": "x" for number in range(50)})
    with pytest.raises(site.client.exceptions.InvalidParameterException, match="at most 50 tags"):
        site.client.tag_resource(resourceArn=site.arn, tags={"one more": "x"})
