"""Predefined attributes: the names and values that a proficiency can have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_aws.connect.api.errors import duplicate, in_use, limit_exceeded, not_found
from local_aws.connect.api.paging import page
from local_aws.connect.api.registry import Call, operation
from local_aws.connect.api.search import find, member, search_page
from local_aws.connect.controls import controls

if TYPE_CHECKING:
    from local_aws.connect.state import Contents, Document

_MEMBERS = ("Values", "Purposes", "AttributeConfiguration")


def find_attribute(contents: Contents, name: str) -> Document:
    """Return a predefined attribute by name.

    Raises:
        ConnectError: ResourceNotFoundException.
    """
    attribute = contents.predefined_attributes.get(name)
    if attribute is None:
        raise not_found("Predefined attribute", name)
    return attribute


@operation("CreatePredefinedAttribute")
def create_predefined_attribute(call: Call) -> None:
    """Create a predefined attribute."""
    table = call.instance.predefined_attributes
    name = call.params["Name"]
    if name in table:
        raise duplicate("Predefined attribute", name)
    limit = controls().limits["predefined_attributes"]
    if len(table) >= limit:
        raise limit_exceeded("predefined attributes", limit)
    attribute: Document = {member: call.params[member] for member in ("Name", *_MEMBERS) if member in call.params}
    call.backend.touch(attribute)
    table[name] = attribute


@operation("DescribePredefinedAttribute")
def describe_predefined_attribute(call: Call) -> Document:
    """Describe a predefined attribute."""
    return {"PredefinedAttribute": find_attribute(call.instance, call.params["Name"])}


@operation("ListPredefinedAttributes")
def list_predefined_attributes(call: Call) -> Document:
    """List the predefined attributes, without their values."""
    items = call.instance.predefined_attributes.values()
    return page(call, "PredefinedAttributeSummaryList", items, key=lambda item: item["Name"])


@operation("SearchPredefinedAttributes")
def search_predefined_attributes(call: Call) -> Document:
    """Search an instance's predefined attributes."""
    found = find(call, call.instance.predefined_attributes.values(), {"name": member("Name")})
    return search_page(call, "PredefinedAttributes", found, key=lambda item: str(item["Name"]))


@operation("UpdatePredefinedAttribute")
def update_predefined_attribute(call: Call) -> None:
    """Replace the members that the request has."""
    attribute = find_attribute(call.instance, call.params["Name"])
    attribute.update({member: call.params[member] for member in _MEMBERS if member in call.params})
    call.backend.touch(attribute)


@operation("DeletePredefinedAttribute")
def delete_predefined_attribute(call: Call) -> None:
    """Delete a predefined attribute that no user is proficient in."""
    contents = call.instance
    name = find_attribute(contents, call.params["Name"])["Name"]
    if any(name == attribute for skills in contents.proficiencies.values() for attribute, _ in skills):
        raise in_use("Predefined attribute", name, "the proficiencies of users")
    del contents.predefined_attributes[name]
