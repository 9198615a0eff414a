"""How far the daily comparison with Amazon Connect is, and what the last one found: an item of the outcomes table.

It is in that table because it has no stream, so writing it invokes no function. Key: `import_id` = `#drift` (an
import's id is hexadecimal), `line` = 0. The attributes are those of `DriftRecord`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

from roster.errors import StaleReadError
from roster.items import from_wire, to_wire

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_KEY: Final[Mapping[str, Any]] = {"import_id": "#drift", "line": 0}

Phase = Literal["missing", "changed", "mending", "over"]


@dataclass(slots=True)
class DriftRecord:
    """A comparison.

    Attributes:
        version: grows with every write.
        due_at: when it was or will be time for it, as a timestamp.
        phase: what it does: it looks for agents without a user, then for users that differ, then it has them mended.
        position: where in the phase it is: the last agent that was looked at, or what leads to the next page.
        agents: how many agents are active.
        missing: how many of those are found to have no user.
        changed: how many users are found to differ.
        names: of those the first ones that can be mended.
        put_back: how many were put back to be mended.
        only_told: whether so much is missing or differs that nothing is mended.
        last: `missing` and `changed` of the last comparison that came to its end, and `ended_at`.
    """

    due_at: str
    version: int = 0
    phase: Phase = "missing"
    position: str | None = None
    agents: int = 0
    missing: int = 0
    changed: int = 0
    names: list[str] = field(default_factory=list)
    put_back: int = 0
    only_told: bool = False
    last: dict[str, Any] = field(default_factory=dict)

    def begin_anew(self) -> None:
        """Forget what was found, but for what the last comparison found that came to its end."""
        fresh = DriftRecord(self.due_at, self.version, last=self.last)
        for member in dataclasses.fields(self):
            setattr(self, member.name, getattr(fresh, member.name))


_MEMBERS: Final = frozenset(member.name for member in dataclasses.fields(DriftRecord))


class DriftRecords:
    """Reads and writes the item.

    Args:
        client: a DynamoDB client.
        table: the outcomes table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def read(self) -> DriftRecord | None:
        """Read the comparison that runs or was the last; None before the first."""
        answer = self._client.get_item(TableName=self._table, Key=to_wire(_KEY), ConsistentRead=True)
        if "Item" not in answer:
            return None
        item = from_wire(answer["Item"])
        return DriftRecord(**{name: value for name, value in item.items() if name in _MEMBERS})

    def save(self, record: DriftRecord) -> None:
        """Write how far a comparison is.

        Raises:
            StaleReadError: another run wrote since it was read.
        """
        item = {**_KEY, **dataclasses.asdict(record), "version": record.version + 1}
        try:
            self._client.put_item(
                TableName=self._table,
                Item=to_wire(item),
                ConditionExpression="attribute_not_exists(version) OR version = :version",
                ExpressionAttributeValues={":version": {"N": str(record.version)}},
            )
        except self._client.exceptions.ConditionalCheckFailedException as error:
            raise StaleReadError("Another run of upkeep compares, too") from error
        record.version += 1
