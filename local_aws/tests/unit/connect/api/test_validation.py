"""Requests are checked against the model before anything is done."""

from __future__ import annotations

import json
from typing import Any

import botocore.session
import pytest

from local_aws.connect.api.errors import ConnectError
from local_aws.connect.api.validation import read_request

MODEL = botocore.session.get_session().get_service_model("connect")
URI = {"InstanceId": "i-1"}
USER = {"Username": "jane", "RoutingProfileId": "r", "SecurityProfileIds": ["s"]}


def read(operation: str, body: Any = None, query: dict[str, list[str]] | None = None) -> dict[str, Any]:
    raw = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    return read_request(MODEL.operation_model(operation), URI, query or {}, raw)


def refusal(operation: str, body: Any = None, query: dict[str, list[str]] | None = None) -> tuple[str, str]:
    with pytest.raises(ConnectError) as caught:
        read(operation, body, query)
    return caught.value.code, caught.value.message


def test_uri_query_and_body_become_one() -> None:
    read_list = read("ListContactFlows", query={"contactFlowTypes": ["CAMPAIGN", "AGENT_HOLD"], "maxResults": ["7"]})
    assert read_list == {"InstanceId": "i-1", "ContactFlowTypes": ["CAMPAIGN", "AGENT_HOLD"], "MaxResults": 7}
    assert read("CreateUser", {**USER, "Password": None}) == {"InstanceId": "i-1", **USER}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"Username": ""}, "Username must have at least 1 characters"),
        ({"Username": "a" * 101}, "Username must have at most 100 characters"),
        ({"SecurityProfileIds": []}, "SecurityProfileIds must have at least 1 items"),
        ({"SecurityProfileIds": ["s"] * 11}, "SecurityProfileIds must have at most 10 items"),
        ({"SecurityProfileIds": "s"}, "SecurityProfileIds must be of type list"),
        ({"SecurityProfileIds": [1]}, "SecurityProfileIds[0] must be of type string"),
        ({"PhoneConfig": {"PhoneType": "soft"}}, "PhoneConfig.PhoneType must be one of SOFT_PHONE, DESK_PHONE"),
        ({"PhoneConfig": {"AutoAccept": "yes"}}, "PhoneConfig.AutoAccept must be of type boolean"),
        (
            {"PhoneConfig": {"AfterContactWorkTimeLimit": -1}},
            "PhoneConfig.AfterContactWorkTimeLimit must be at least 0",
        ),
        ({"PhoneConfig": {"AfterContactWorkTimeLimit": True}}, "AfterContactWorkTimeLimit must be of type integer"),
        ({"PhoneConfig": {"DeskPhoneNumber": "0301234"}}, "PhoneConfig.DeskPhoneNumber must match"),
        ({"Tags": {}}, "Tags must have at least 1 entries"),
        ({"Tags": {"aws:x": "y"}}, "Tags key 'aws:x' must match"),
        ({"Tags": {"x": "y" * 257}}, "Tags['x'] must have at most 256 characters"),
        ({"IdentityInfo": {"FirstName": "a" * 256}}, "IdentityInfo.FirstName must have at most 255 characters"),
    ],
)
def test_a_value_outside_the_model_is_an_invalid_parameter(change: dict[str, Any], message: str) -> None:
    code, text = refusal("CreateUser", {**USER, **change})
    assert code == "InvalidParameterException"
    assert message in text


def test_a_missing_member_is_an_invalid_request() -> None:
    code, text = refusal("CreateUser", {"Username": "jane"})
    assert code == "InvalidRequestException"
    assert text == "SecurityProfileIds is required; RoutingProfileId is required"
    nested = {**USER, "AutoAcceptConfigs": [{"Channel": "VOICE"}]}
    assert refusal("CreateUser", nested)[1] == "AutoAcceptConfigs[0].AutoAccept is required"


def test_all_problems_are_told_at_once() -> None:
    _, text = refusal("CreateUser", {**USER, "Username": "", "Tags": {}})
    assert "Username" in text
    assert "Tags" in text


@pytest.mark.parametrize("body", [b"{", b"[]", b"\xff"])
def test_a_body_that_is_no_document_is_an_invalid_request(body: bytes) -> None:
    assert refusal("CreateUser", body)[0] == "InvalidRequestException"


def test_a_number_in_the_query_must_be_one() -> None:
    assert refusal("ListUsers", query={"maxResults": ["many"]}) == (
        "InvalidParameterException",
        "MaxResults must be a whole number, not 'many'",
    )
    assert refusal("ListUsers", query={"maxResults": ["0"]})[1] == "MaxResults must be at least 1"


def test_a_refused_password_is_not_repeated() -> None:
    _, text = refusal("CreateUser", {**USER, "Password": "hunter2"})
    assert "Password must match" in text
    assert "hunter2" not in text


def test_a_float_may_be_a_whole_number() -> None:
    model = MODEL.operation_model("AssociateUserProficiencies")
    skills = [{"AttributeName": "a", "AttributeValue": "b", "Level": 3}]
    body = json.dumps({"UserProficiencies": skills}).encode()
    assert read_request(model, {"InstanceId": "i", "UserId": "u"}, {}, body)["UserProficiencies"] == skills
