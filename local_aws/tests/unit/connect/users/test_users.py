"""Users: what Connect asks of them, and what it answers about them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from botocore.exceptions import ClientError

from local_aws.connect import Controls

NAMES = {"FirstName": "Jane", "LastName": "Doe"}


def test_a_user_is_described_as_it_was_created(site: Any) -> None:
    identity = {**NAMES, "Email": "jane@example.com", "Mobile": "+12065550100"}
    phone = {"PhoneType": "DESK_PHONE", "DeskPhoneNumber": "+12065550101", "AfterContactWorkTimeLimit": 0}
    user_id = site.create_user(IdentityInfo=identity, PhoneConfig=phone, Tags={"rollcall:import": "7"})
    user = site("describe_user", UserId=user_id)["User"]
    assert user["Username"] == "jane"
    assert user["Arn"] == f"{site.arn}/agent/{user_id}"
    assert user["IdentityInfo"] == identity
    assert user["PhoneConfig"] == phone
    assert user["Tags"] == {"rollcall:import": "7"}
    assert user["DirectoryUserId"]
    assert "Password" not in user
    assert "HierarchyGroupId" not in user


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Password": None}, "Password is required"),
        ({"Password": "weak"}, "Password must match"),
        ({"IdentityInfo": None}, "IdentityInfo.FirstName is required"),
        ({"IdentityInfo": {"FirstName": "Jane"}}, "IdentityInfo.LastName is required"),
        ({"IdentityInfo": {"FirstName": "Jane", "LastName": ""}}, "IdentityInfo.LastName is required"),
        ({"IdentityInfo": {**NAMES, "LastName": "Mu\u0308ller"}}, "normalization form C"),
        ({"IdentityInfo": {**NAMES, "LastName": "x" * 257}}, "IdentityInfo.LastName must have at most 256 characters"),
        ({"IdentityInfo": {**NAMES, "Email": "jane"}}, "IdentityInfo.Email is not an e-mail address"),
        ({"IdentityInfo": {**NAMES, "SecondaryEmail": "a b@c.de"}}, "IdentityInfo.SecondaryEmail is not"),
        ({"PhoneConfig": {"PhoneType": "DESK_PHONE"}}, "DeskPhoneNumber is required"),
        ({"PhoneConfig": {"AutoAccept": True}}, "PhoneConfig.PhoneType is required"),
        ({"PhoneConfig": {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 2_000_001}}, "at most 2000000"),
        ({"Username": "jane doe"}, "Username must have only"),
        ({"Username": "jané"}, "Username must have only"),
        ({"Username": "@jane"}, "only as an e-mail address"),
        ({"Username": "jane@home"}, "only as an e-mail address"),
    ],
)
def test_a_bad_value_is_an_invalid_parameter(site: Any, change: dict[str, Any], message: str) -> None:
    code, text = site.refusal("create_user", **site.user(**change))
    assert code == "InvalidParameterException"
    assert message in text


@pytest.mark.parametrize("username", ["jane.doe@example.com", "Jane-Doe_1", "a" * 100])
def test_good_usernames(site: Any, username: str) -> None:
    assert site.create_user(username)


def test_a_username_is_taken_once_and_its_case_counts(site: Any) -> None:
    site.create_user("jane")
    assert site.refusal("create_user", **site.user("jane"))[0] == "DuplicateResourceException"
    assert site.create_user("Jane")


@pytest.mark.parametrize("member", ["RoutingProfileId", "HierarchyGroupId"])
def test_what_a_user_refers_to_must_exist(site: Any, member: str) -> None:
    code, text = site.refusal("create_user", **site.user(**{member: "nothing"}))
    assert code == "ResourceNotFoundException"
    assert "nothing" in text


def test_security_profiles_must_exist_and_be_named_once(site: Any) -> None:
    agent = site.security_profile()
    code, _ = site.refusal("create_user", **site.user(SecurityProfileIds=[agent, "nothing"]))
    assert code == "ResourceNotFoundException"
    code, text = site.refusal("create_user", **site.user(SecurityProfileIds=[agent, agent]))
    assert code == "InvalidParameterException"
    assert "twice" in text


def test_a_refused_user_leaves_nothing(site: Any) -> None:
    site.refusal("create_user", **site.user(RoutingProfileId="nothing"))
    assert site("list_users")["UserSummaryList"] == []


def test_with_saml_a_last_name_may_be_longer(make_site: Callable[..., Any]) -> None:
    assert make_site("SAML").create_user(Password=None, IdentityInfo={**NAMES, "LastName": "x" * 300})


def test_saml_takes_neither_password_nor_email(make_site: Callable[..., Any]) -> None:
    saml = make_site("SAML")
    assert "Password must not be given" in saml.refusal("create_user", **saml.user())[1]
    with_email = saml.user(Password=None, IdentityInfo={**NAMES, "Email": "jane@example.com"})
    assert "Email must not be given" in saml.refusal("create_user", **with_email)[1]
    long = saml.user("a" * 65, Password=None)
    assert "at most 64 characters" in saml.refusal("create_user", **long)[1]
    user_id = saml.create_user(Password=None)
    email = {**NAMES, "Email": "jane@example.com"}
    assert saml.refusal("update_user_identity_info", UserId=user_id, IdentityInfo=email)[0] == (
        "InvalidParameterException"
    )


def test_the_quota_of_users(site: Any, knobs: Controls) -> None:
    knobs.set_limit("users", 2)
    site.create_user("one")
    site.create_user("two")
    code, text = site.refusal("create_user", **site.user("three"))
    assert code == "LimitExceededException"
    assert "quota of 2 for users" in text


def test_changes_replace_and_do_not_merge(site: Any) -> None:
    phone = {"PhoneType": "SOFT_PHONE", "AutoAccept": True, "AfterContactWorkTimeLimit": 9}
    user_id = site.create_user(IdentityInfo={**NAMES, "Email": "j@example.com"}, PhoneConfig=phone)
    site("update_user_phone_config", UserId=user_id, PhoneConfig={"PhoneType": "SOFT_PHONE"})
    site("update_user_identity_info", UserId=user_id, IdentityInfo={"FirstName": "Ann", "LastName": "Roe"})
    site("update_user_security_profiles", UserId=user_id, SecurityProfileIds=[site.security_profile("Admin")])
    user = site("describe_user", UserId=user_id)["User"]
    assert user["PhoneConfig"] == {"PhoneType": "SOFT_PHONE"}
    assert user["IdentityInfo"] == {"FirstName": "Ann", "LastName": "Roe"}
    assert user["SecurityProfileIds"] == [site.security_profile("Admin")]


@pytest.mark.parametrize(
    ("operation", "params", "code"),
    [
        ("update_user_routing_profile", {"RoutingProfileId": "nothing"}, "ResourceNotFoundException"),
        ("update_user_security_profiles", {"SecurityProfileIds": ["nothing"]}, "ResourceNotFoundException"),
        ("update_user_security_profiles", {"SecurityProfileIds": []}, "InvalidParameterException"),
        ("update_user_hierarchy", {"HierarchyGroupId": "nothing"}, "ResourceNotFoundException"),
        ("update_user_phone_config", {"PhoneConfig": {"PhoneType": "DESK_PHONE"}}, "InvalidParameterException"),
        ("update_user_identity_info", {"IdentityInfo": {}}, "InvalidParameterException"),
    ],
)
def test_a_refused_change_changes_nothing(site: Any, operation: str, params: dict[str, Any], code: str) -> None:
    user_id = site.create_user()
    before = site("describe_user", UserId=user_id)["User"]
    assert site.refusal(operation, UserId=user_id, **params)[0] == code
    after = site("describe_user", UserId=user_id)["User"]
    assert {**after, "LastModifiedTime": 0} == {**before, "LastModifiedTime": 0}


@pytest.mark.parametrize(
    "operation", ["describe_user", "delete_user", "update_user_hierarchy", "list_user_proficiencies"]
)
def test_an_unknown_user_is_not_found(site: Any, operation: str) -> None:
    assert site.refusal(operation, UserId="nobody")[0] == "ResourceNotFoundException"


def test_a_user_of_another_instance_is_not_found(make_site: Callable[..., Any]) -> None:
    one, two = make_site(alias="one"), make_site(alias="two")
    user_id = one.create_user()
    assert two.refusal("describe_user", UserId=user_id)[0] == "ResourceNotFoundException"


def test_a_deleted_user_frees_its_name_and_takes_its_tags(site: Any) -> None:
    user_id = site.create_user(Tags={"a": "b"})
    site("delete_user", UserId=user_id)
    assert site.refusal("describe_user", UserId=user_id)[0] == "ResourceNotFoundException"
    assert site.refusal("delete_user", UserId=user_id)[0] == "ResourceNotFoundException"
    assert site.create_user() != user_id


def test_pages_are_stable_while_users_come_and_go(site: Any) -> None:
    ids = {site.create_user(f"user-{number:02d}") for number in range(7)}
    seen: set[str] = set()
    token: dict[str, Any] = {}
    for _ in range(4):
        answer = site("list_users", MaxResults=2, **token)
        seen |= {user["Id"] for user in answer["UserSummaryList"]}
        if token == {}:
            site("delete_user", UserId=answer["UserSummaryList"][0]["Id"])
        token = {"NextToken": answer["NextToken"]} if "NextToken" in answer else {}
    assert seen == ids
    assert token == {}


@pytest.mark.parametrize("token", ["nonsense", "bm9uc2Vuc2U=", "W10="])
def test_a_token_that_was_never_given_is_refused(site: Any, token: str) -> None:
    assert site.refusal("list_users", NextToken=token)[0] == "InvalidParameterException"


def test_a_token_of_another_operation_is_refused(site: Any) -> None:
    token = site("list_prompts", MaxResults=1)["NextToken"]
    assert site.refusal("list_users", NextToken=token)[0] == "InvalidParameterException"


def test_each_agent_has_a_queue_without_a_name(site: Any) -> None:
    user_id = site.create_user()
    queues = site("list_queues", QueueTypes=["AGENT"])["QueueSummaryList"]
    assert queues == [{"Id": user_id, "Arn": f"{site.arn}/queue/agent/{user_id}", "QueueType": "AGENT"}]
    assert len(site("list_queues")["QueueSummaryList"]) == 2


SKILL = {"AttributeName": "Product", "AttributeValue": "Phone"}

CALLS_FOR_A_USER: dict[str, dict[str, Any]] = {
    "describe_user": {},
    "update_user_hierarchy": {},
    "update_user_identity_info": {"IdentityInfo": {"FirstName": "Jane", "LastName": "Doe"}},
    "update_user_phone_config": {"PhoneConfig": {"PhoneType": "SOFT_PHONE"}},
    "associate_user_proficiencies": {"UserProficiencies": [{**SKILL, "Level": 3.0}]},
    "list_user_proficiencies": {},
    "delete_user": {},
}


@pytest.mark.parametrize("operation", CALLS_FOR_A_USER)
def test_a_new_user_is_not_there_yet_for_calls_that_name_it(site: Any, knobs: Controls, operation: str) -> None:
    site("create_predefined_attribute", Name="Product", Values={"StringList": ["Phone"]})
    knobs.user_lag_seconds = 0.5
    user_id = site.create_user()
    parameters = {"UserId": user_id, **CALLS_FOR_A_USER[operation]}

    assert site.refusal(operation, **parameters)[0] == "ResourceNotFoundException"
    assert site.refusal("create_user", **site.user())[0] == "DuplicateResourceException"
    assert [user["Id"] for user in site("list_users")["UserSummaryList"]] == [user_id]
    knobs.sleep(0.5)
    site(operation, **parameters)


def test_a_new_user_has_no_tags_to_change_yet(site: Any, knobs: Controls) -> None:
    knobs.user_lag_seconds = 0.5
    arn = f"{site.arn}/agent/{site.create_user()}"

    with pytest.raises(ClientError, match="ResourceNotFoundException"):
        site.client.tag_resource(resourceArn=arn, tags={"a": "b"})
    knobs.sleep(0.5)
    site.client.tag_resource(resourceArn=arn, tags={"a": "b"})
    assert site.client.list_tags_for_resource(resourceArn=arn)["tags"] == {"a": "b"}
