"""What users are proficient in, by predefined attribute and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import invalid_parameter, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.controls import controls
from local_aws.connect.resources import USER
from local_aws.connect.users.predefined_attributes import find_attribute

if TYPE_CHECKING:
    from local_aws.connect.state import Document

_Skills = dict[tuple[str, str], float]


def _skills(call: Call) -> _Skills:
    user = USER.find(call.instance, call.params["UserId"])
    return call.instance.proficiencies[user["Id"]]


def _requested(call: Call) -> list[tuple[str, str]]:
    items = call.params["UserProficiencies"]
    keys = [(item["AttributeName"], item["AttributeValue"]) for item in items]
    if len(set(keys)) != len(keys):
        raise invalid_parameter("UserProficiencies names an attribute and value twice")
    for item in items:
        # The model has a number between 1 and 5; the API reference lists the five levels.
        if "Level" in item and item["Level"] != int(item["Level"]):
            raise invalid_parameter(f"UserProficiencies: Level must be 1, 2, 3, 4 or 5, not {item['Level']}")
    return keys


@operation("AssociateUserProficiencies")
def associate_user_proficiencies(call: Call) -> None:
    """Add proficiencies to a user: all, or none when one of them is refused."""
    skills = _skills(call)
    for name, value in _requested(call):
        values = find_attribute(call.instance, name).get("Values", {}).get("StringList", [])
        if value not in values:
            raise invalid_parameter(f"{value!r} is not a value of the predefined attribute {name}")
    levels = {
        (item["AttributeName"], item["AttributeValue"]): item["Level"] for item in call.params["UserProficiencies"]
    }
    limit = controls().limits["proficiencies_per_user"]
    if len({*skills, *levels}) > limit:
        raise invalid_parameter(f"A user can have at most {limit} proficiencies")
    skills.update(levels)


@operation("UpdateUserProficiencies")
def update_user_proficiencies(call: Call) -> None:
    """Change the levels of proficiencies that the user has."""
    skills = _skills(call)
    _check_present(call, skills)
    for item in call.params["UserProficiencies"]:
        skills[item["AttributeName"], item["AttributeValue"]] = item["Level"]


@operation("DisassociateUserProficiencies")
def disassociate_user_proficiencies(call: Call) -> None:
    """Take proficiencies from a user that it has."""
    skills = _skills(call)
    for key in _check_present(call, skills):
        del skills[key]


def _check_present(call: Call, skills: _Skills) -> list[tuple[str, str]]:
    keys = _requested(call)
    for name, value in keys:
        if (name, value) not in skills:
            raise not_found("Proficiency of the user", f"{name}:{value}")
    return keys


@operation("ListUserProficiencies")
def list_user_proficiencies(call: Call) -> Document:
    """List a user's proficiencies."""
    items = [
        {"AttributeName": name, "AttributeValue": value, "Level": level}
        for (name, value), level in _skills(call).items()
    ]
    return page(
        call, "UserProficiencyList", items, key=lambda item: f"{item['AttributeName']}\0{item['AttributeValue']}"
    )
