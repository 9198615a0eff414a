"""Reads a schema as `terraform providers schema -json` prints it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from scripts.provider_schemas.schema import COMPUTED, OPTIONAL, REQUIRED, Block, Schema
from scripts.terraform.lockfile import AWS

_DEPRECATED: Final = "deprecated"
"""Terraform prints that something is, and not what the provider says of it."""


def read_terraform_schema(document: Mapping[str, Any], version: str, wanted: Iterable[tuple[str, str]]) -> Schema:
    """Take the wanted types out of a whole schema.

    Args:
        document: What Terraform printed.
        version: The provider's version, which Terraform does not print.
        wanted: (`resource`, `data` or `provider`, type); those that the provider lacks are left out.
    """
    provider = document["provider_schemas"][AWS]
    of_kind = {
        "resource": provider["resource_schemas"],
        "data": provider["data_source_schemas"],
        "provider": {"aws": provider["provider"]},
    }
    types = {(kind, name): _block(of_kind[kind][name]["block"]) for kind, name in wanted if name in of_kind[kind]}
    return Schema(version, f"terraform providers schema -json, provider {version}", types)


def _block(document: Mapping[str, Any], role: str = OPTIONAL) -> Block:
    block = Block(role)
    for name, attribute in document.get("attributes", {}).items():
        its_role = REQUIRED if attribute.get("required") else OPTIONAL if attribute.get("optional") else COMPUTED
        members = _members(attribute.get("type"))
        if members is None:
            block.attributes[name] = its_role
        else:
            block.blocks[name] = _object(members, its_role)
        if attribute.get("deprecated"):
            block.deprecated[name] = _DEPRECATED
    for name, nested in document.get("block_types", {}).items():
        block.blocks[name] = _block(nested["block"], REQUIRED if nested.get("min_items") else OPTIONAL)
        if nested["block"].get("deprecated"):
            block.deprecated[name] = _DEPRECATED
    return block


def _members(of_type: Any) -> Mapping[str, Any] | None:
    """Return the members of an object's type, also of one in a list, set or map; None for any other type."""
    while isinstance(of_type, list) and of_type[0] in {"list", "map", "set"}:
        of_type = of_type[1]
    return of_type[1] if isinstance(of_type, list) and of_type[0] == "object" else None


def _object(members: Mapping[str, Any], role: str) -> Block:
    block = Block(role)
    for name, of_type in members.items():
        inner = _members(of_type)
        if inner is None:
            block.attributes[name] = OPTIONAL if role != COMPUTED else COMPUTED
        else:
            block.blocks[name] = _object(inner, OPTIONAL if role != COMPUTED else COMPUTED)
    return block
