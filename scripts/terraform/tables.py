"""The DynamoDB tables that Terraform makes, for tests and benchmarks that make them elsewhere.

Read from the HCL itself, so that a key, an index or a stream stands in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import hcl2

from scripts.terraform.initialise import PROJECT

_RESOURCE: Final = "aws_dynamodb_table"
_NOT_READ: Final = frozenset({"count", "dynamic", "for_each", "local_secondary_index"})
"""What would change a table's schema and is not understood here."""


@dataclass(frozen=True, slots=True)
class Index:
    """A global secondary index.

    Attributes:
        name: its name.
        keys: its hash key, and its range key if it has one.
        projection: what it holds beside the keys: `ALL`, `KEYS_ONLY`, or `INCLUDE` for some attributes.
        attributes: those that it includes.
    """

    name: str
    keys: tuple[str, ...]
    projection: str
    attributes: tuple[str, ...] = ()

    def description(self) -> dict[str, Any]:
        """Return it as CreateTable and UpdateTable take it."""
        projection: dict[str, Any] = {"ProjectionType": self.projection}
        if self.attributes:
            projection["NonKeyAttributes"] = list(self.attributes)
        return {"IndexName": self.name, "KeySchema": _key_schema(self.keys), "Projection": projection}


@dataclass(frozen=True, slots=True)
class TableSchema:
    """What Terraform says of a table, but for its name, its encryption and its protection.

    Attributes:
        keys: its hash key, and its range key if it has one.
        types: attribute → `S`, `N` or `B`, for the keys of the table and of its indexes.
        indexes: its global secondary indexes.
        stream_view: what its stream's records hold; None without a stream.
        ttl: the attribute with the time to live; None if items don't expire.
    """

    keys: tuple[str, ...]
    types: Mapping[str, str]
    indexes: tuple[Index, ...]
    stream_view: str | None
    ttl: str | None

    def create(self, dynamodb: Any, name: str) -> None:
        """Make the table.

        Args:
            dynamodb: a DynamoDB client.
            name: the table's name.
        """
        optional: dict[str, Any] = {}
        if self.indexes:
            optional["GlobalSecondaryIndexes"] = [index.description() for index in self.indexes]
        if self.stream_view:
            optional["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": self.stream_view}
        dynamodb.create_table(
            TableName=name,
            KeySchema=_key_schema(self.keys),
            AttributeDefinitions=[
                {"AttributeName": attribute, "AttributeType": kind} for attribute, kind in self.types.items()
            ],
            BillingMode="PAY_PER_REQUEST",
            **optional,
        )
        if self.ttl:
            dynamodb.update_time_to_live(
                TableName=name, TimeToLiveSpecification={"Enabled": True, "AttributeName": self.ttl}
            )


@cache
def table_schemas(modules: Path = PROJECT / "modules") -> Mapping[str, TableSchema]:
    """Return the tables of all modules by the label of their resource: `agents`, `files`, `outcomes`.

    Args:
        modules: the folder that the modules are in.

    Raises:
        ValueError: a table has something that is not understood here.
    """
    found: dict[str, TableSchema] = {}
    for path in sorted(modules.rglob("*.tf")):
        text = path.read_text("utf-8")
        if f'resource "{_RESOURCE}"' in text:
            for label, body in _resources(text):
                found[label] = _schema(path, label, body)
    return found


def _resources(text: str) -> Iterable[tuple[str, dict[str, Any]]]:
    for block in _plain(hcl2.loads(text))["resource"]:
        yield from block.get(_RESOURCE, {}).items()


def _schema(path: Path, label: str, body: Mapping[str, Any]) -> TableSchema:
    if unknown := _NOT_READ & body.keys():
        raise ValueError(
            f"{path}: table {label} has {', '.join(sorted(unknown))}, which {__name__} does not read; teach it to"
        )
    ttl = [block["attribute_name"] for block in body.get("ttl", []) if block["enabled"]]
    return TableSchema(
        keys=_keys(body),
        types={block["name"]: block["type"] for block in body["attribute"]},
        indexes=tuple(
            Index(block["name"], _keys(block), block["projection_type"], tuple(block.get("non_key_attributes", [])))
            for block in body.get("global_secondary_index", [])
        ),
        stream_view=body["stream_view_type"] if body.get("stream_enabled") else None,
        ttl=ttl[0] if ttl else None,
    )


def _keys(block: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(block[role] for role in ("hash_key", "range_key") if role in block)


def _key_schema(keys: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"AttributeName": key, "KeyType": role} for key, role in zip(keys, ("HASH", "RANGE"), strict=False)]


def _plain(value: Any) -> Any:
    """Take the quotes off that the parser leaves around strings."""
    if isinstance(value, str):
        return value.strip('"')
    if isinstance(value, list):
        return [_plain(member) for member in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(member) for key, member in value.items()}
    return value
