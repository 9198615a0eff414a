"""Predefined attributes, and what users are proficient in."""

from __future__ import annotations

from typing import Any

import pytest

from local_aws.connect import Controls


def skill(value: str, level: float = 3.0, name: str = "Product") -> dict[str, Any]:
    return {"AttributeName": name, "AttributeValue": value, "Level": level}


def of(*values: str) -> list[dict[str, str]]:
    return [{"AttributeName": "Product", "AttributeValue": value} for value in values]


@pytest.fixture
def trained(site: Any) -> Any:
    site("create_predefined_attribute", Name="Product", Values={"StringList": ["Phone", "Lamp"]})
    site.user_id = site.create_user()
    return site


def levels(site: Any) -> dict[str, float]:
    answer = site("list_user_proficiencies", UserId=site.user_id)
    return {item["AttributeValue"]: item["Level"] for item in answer["UserProficiencyList"]}


def test_associate_update_disassociate(trained: Any) -> None:
    trained(
        "associate_user_proficiencies", UserId=trained.user_id, UserProficiencies=[skill("Phone"), skill("Lamp", 1)]
    )
    trained("update_user_proficiencies", UserId=trained.user_id, UserProficiencies=[skill("Phone", 5)])
    assert levels(trained) == {"Phone": 5.0, "Lamp": 1.0}
    trained("disassociate_user_proficiencies", UserId=trained.user_id, UserProficiencies=of("Lamp"))
    assert levels(trained) == {"Phone": 5.0}


@pytest.mark.parametrize(
    ("skills", "code"),
    [
        ([skill("Phone"), skill("Sofa")], "InvalidParameterException"),
        ([skill("Phone", name="Nothing")], "ResourceNotFoundException"),
        ([skill("Phone"), skill("Phone", 2)], "InvalidParameterException"),
        ([skill("Phone", 0.5)], "InvalidParameterException"),
        ([skill("Phone", 5.5)], "InvalidParameterException"),
    ],
)
def test_all_or_nothing_is_associated(trained: Any, skills: list[dict[str, Any]], code: str) -> None:
    refused = trained.refusal("associate_user_proficiencies", UserId=trained.user_id, UserProficiencies=skills)
    assert refused[0] == code
    assert levels(trained) == {}


@pytest.mark.parametrize("operation", ["update_user_proficiencies", "disassociate_user_proficiencies"])
def test_what_was_not_associated_is_not_found(trained: Any, operation: str) -> None:
    skills = of("Phone") if operation.startswith("dis") else [skill("Phone")]
    assert trained.refusal(operation, UserId=trained.user_id, UserProficiencies=skills)[0] == (
        "ResourceNotFoundException"
    )


def test_a_user_has_at_most_ten(trained: Any, knobs: Controls) -> None:
    knobs.set_limit("proficiencies_per_user", 1)
    trained("associate_user_proficiencies", UserId=trained.user_id, UserProficiencies=[skill("Phone")])
    code, text = trained.refusal(
        "associate_user_proficiencies", UserId=trained.user_id, UserProficiencies=[skill("Lamp")]
    )
    assert code == "InvalidParameterException"
    assert "at most 1" in text


def test_attributes(trained: Any) -> None:
    again = {"Name": "Product", "Values": {"StringList": []}}
    assert trained.refusal("create_predefined_attribute", **again)[0] == "DuplicateResourceException"
    trained("update_predefined_attribute", Name="Product", Values={"StringList": ["Sofa"]})
    described = trained("describe_predefined_attribute", Name="Product")["PredefinedAttribute"]
    assert described["Values"] == {"StringList": ["Sofa"]}
    names = [item["Name"] for item in trained("list_predefined_attributes")["PredefinedAttributeSummaryList"]]
    assert names == ["Product", "connect:Language"]
    trained("associate_user_proficiencies", UserId=trained.user_id, UserProficiencies=[skill("Sofa")])
    assert trained.refusal("delete_predefined_attribute", Name="Product")[0] == "ResourceInUseException"
    trained("delete_user", UserId=trained.user_id)
    trained("delete_predefined_attribute", Name="Product")
    assert trained.refusal("describe_predefined_attribute", Name="Product")[0] == "ResourceNotFoundException"


def test_the_quota_of_attributes(site: Any, knobs: Controls) -> None:
    knobs.set_limit("predefined_attributes", 1)
    assert site.refusal("create_predefined_attribute", Name="One")[0] == "LimitExceededException"
