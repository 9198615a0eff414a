"""Builds DynamoDB's update expressions, and numbers their placeholders. Makes no calls."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from roster.items import to_wire


class Update:
    """One conditional update of one item, usable alone or as an action of a transaction.

    Args:
        table: the table's name.
        key: the item's whole primary key.
    """

    def __init__(self, table: str, key: Mapping[str, Any]) -> None:
        self._table = table
        self._key = key
        self._names: dict[str, str] = {}
        self._values: dict[str, Any] = {}
        self._set: list[str] = []
        self._remove: list[str] = []
        self._add: list[str] = []
        self._conditions: list[str] = []

    def set(self, values: Mapping[str, Any]) -> Update:
        """Set attributes; one whose value is None is removed."""
        for attribute, value in values.items():
            if value is None:
                self._remove.append(self._name(attribute))
            else:
                self._set.append(f"{self._name(attribute)} = {self._value(value)}")
        return self

    def set_once(self, values: Mapping[str, Any]) -> Update:
        """Set attributes that the item does not have yet."""
        for attribute, value in values.items():
            name = self._name(attribute)
            self._set.append(f"{name} = if_not_exists({name}, {self._value(value)})")
        return self

    def remove(self, *attributes: str) -> Update:
        """Remove attributes."""
        self._remove.extend(self._name(attribute) for attribute in attributes)
        return self

    def add(self, amounts: Mapping[str, int]) -> Update:
        """Add to numbers; those that are zero are left out."""
        for attribute, amount in amounts.items():
            if amount:
                self._add.append(f"{self._name(attribute)} {self._value(amount)}")
        return self

    def when(self, values: Mapping[str, Any]) -> Update:
        """Require that attributes have these values; None requires that there is none, or NULL, as others may write."""
        for attribute, value in values.items():
            name = self._name(attribute)
            if value is None:
                is_null = f"attribute_type({name}, {self._value('NULL')})"
                self._conditions.append(f"(attribute_not_exists({name}) OR {is_null})")
            else:
                self._conditions.append(f"{name} = {self._value(value)}")
        return self

    def when_present(self, *attributes: str) -> Update:
        """Require that attributes exist."""
        self._conditions.extend(f"attribute_exists({self._name(attribute)})" for attribute in attributes)
        return self

    def when_at_least(self, amounts: Mapping[str, int]) -> Update:
        """Require that attributes are numbers of at least these amounts."""
        self._conditions.extend(f"{self._name(name)} >= {self._value(amount)}" for name, amount in amounts.items())
        return self

    def arguments(self) -> dict[str, Any]:
        """Return the arguments of `update_item`."""
        clauses = [
            f"{verb} {', '.join(parts)}"
            for verb, parts in (("SET", self._set), ("REMOVE", self._remove), ("ADD", self._add))
            if parts
        ]
        arguments: dict[str, Any] = {
            "TableName": self._table,
            "Key": to_wire(self._key),
            "UpdateExpression": " ".join(clauses),
            "ExpressionAttributeNames": self._names,
        }
        if self._values:
            arguments["ExpressionAttributeValues"] = to_wire(self._values)
        if self._conditions:
            arguments["ConditionExpression"] = " AND ".join(self._conditions)
        return arguments

    def action(self) -> dict[str, Any]:
        """Return the update as an action of `transact_write_items`."""
        return {"Update": self.arguments()}

    def _name(self, attribute: str) -> str:
        placeholder = f"#{attribute}"
        self._names[placeholder] = attribute
        return placeholder

    def _value(self, value: Any) -> str:
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = value
        return placeholder
