"""The agents table: its schema and the only calls to it.

Key: `username` (S).

| attribute | type | meaning |
|---|---|---|
| `state` | S | `present` or `absent`: whether there shall be such a user |
| `identity`, `phone`, `tags` | M | the wanted state, as all facets in the shapes of `roster.agent` |
| `routing_profile`, `hierarchy` | S | |
| `security_profiles`, `proficiencies` | L | |
| `quick_connect` | BOOL | |
| | | of what none of these names nothing was said; what is there and empty was emptied, and Connect shall have none |
| `revision` | N | grows with every change of the wanted state; the fence of every write-back |
| `status` | S | `PENDING`, `ACTIVE`, `FAILED`, `REMOVED`; an item without one was put by others and is provisioned |
| `status_reason` | S | why it is FAILED, or what was noticed |
| `user_id`, `instance_id` | S | the Connect user, and the instance it is in |
| `user_since` | S | when Connect told of that user first: by creating it, or by its name; ISO 8601, UTC |
| `applied` | M | facet → value that Connect was last told; of a quick connect its id and name, empty if there is none |
| `begun` | S | `created` or `adopted`: how the user came to be, while no outcome says so yet |
| `profile_moves` | L | what it got or lost of profiles that can manage others (`roster.profile_moves`), until told |
| `source` | M | `key`, `sequencer`, `line` that the wanted state came from |
| `source_key` | S | `source.key`; hash key of the keys-only index `by_source` |
| `import_id` | S | the import that last touched the agent |
| `awaited_by` | S | that import's id while it counts the agent among its `pending` |
| `awaited_mark` | S | beside it, the import's mark: without it nobody's counts move (`roster.awaiting`) |
| `in_line` | S | beside it until provision begins with the agent: that import's id and a digit; hash key of `in_line` |
| `calling_since` | S | since when calls to Connect were made for it that no result tells of yet; ISO 8601, UTC |
| `password_secret` | S | name of the secret that holds the initial password |
| `password_stored_at` | S | when ingest stored it there; ISO 8601, UTC |
| `wanted_since` | S | while it waits: when its file was uploaded, or when it was put back; ISO 8601, UTC |
| `mend_since` | S | since when provision is to compare its user with Connect, whatever `applied` says; ISO 8601, UTC |
| `created_at`, `updated_at` | S | ISO 8601, UTC |
| `requeued_at` | S | when upkeep last woke provision for it; ISO 8601, UTC |
| `requeued` | N | how often upkeep did while the agent waits |
| `retry` | M | of the message that brings it back: `id`, `attempt`, `since`, `sent_at`, `at`, `wanted`, `reason` |
| `attempts` | N | tries since the last change that came to an end: an outcome, or the last one, which upkeep makes |
| `expires_at` | N | TTL in epoch seconds, of removed agents only |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, cast

from roster.agent import AgentItem
from roster.awaiting import awaiting_import
from roster.batch_reads import BATCH_GET_LIMIT, read_items
from roster.errors import StaleReadError
from roster.expressions import Update
from roster.items import from_wire
from roster.transactions import write_alone

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_USER: Final = ("user_id", "instance_id", "applied")


class AgentsTable:
    """Reads and conditional writes of agents.

    Args:
        client: a DynamoDB client.
        table: the table's name.
    """

    def __init__(self, client: DynamoDBClient, table: str) -> None:
        self._client = client
        self._table = table

    def read(self, username: str) -> AgentItem | None:
        """Read one agent as it is now."""
        answer = self._client.get_item(TableName=self._table, Key={"username": {"S": username}}, ConsistentRead=True)
        return cast("AgentItem", from_wire(answer["Item"])) if "Item" in answer else None

    def read_many(self, usernames: Iterable[str], *, attributes: Sequence[str] = ()) -> dict[str, AgentItem]:
        """Read agents as they are now; those that do not exist are absent from the answer.

        Args:
            usernames: theirs.
            attributes: names of the attributes to read, `username` among them; if none are named, all.

        Raises:
            RetryableError: DynamoDB left keys unprocessed through all tries.
        """
        wanted = list(dict.fromkeys(usernames))
        found: dict[str, Any] = {}
        keys = [{"username": {"S": name}} for name in wanted]
        for read in read_items(self._client, self._table, keys, attributes=attributes):
            item = from_wire(read)
            found[item["username"]] = item
        return found

    def owned_by(self, key: str) -> Iterator[str]:
        """Yield the agents whose wanted state came from an upload key, as the index has them.

        The index lags behind and keeps removed agents, so each has to be read before anything is done to it.
        """
        pages = self._client.get_paginator("query").paginate(
            TableName=self._table,
            IndexName="by_source",
            KeyConditionExpression="source_key = :key",
            ExpressionAttributeValues={":key": {"S": key}},
        )
        for page in pages:
            for item in page["Items"]:
                yield item["username"]["S"]

    def in_line(self, part: str, most: int) -> list[str]:
        """Return agents that provision has not begun with, as the index has them.

        The index lags behind, mostly by well under a second, so each has to be read before anything is done to it.

        Args:
            part: of an import's line, one of `roster.awaiting.lines_of`.
            most: how many to return.
        """
        answer = self._client.query(
            TableName=self._table,
            IndexName="in_line",
            KeyConditionExpression="in_line = :part",
            ExpressionAttributeValues={":part": {"S": part}},
            Limit=most,
        )
        return [item["username"]["S"] for item in answer["Items"]]

    def awaited_by(self, key: str, import_id: str) -> Iterator[AgentItem]:
        """Yield the agents that an import of an upload key waits for, as they are now, if the index shows them."""
        names = self.owned_by(key)
        while batch := list(islice(names, BATCH_GET_LIMIT)):
            for item in self.read_many(batch).values():
                found = awaiting_import(item)
                if found is not None and found.import_id == import_id:
                    yield item

    def count_with_user(self, enough: int) -> int:
        """Count the agents that have a user or may have one, by reading the table until there are enough.

        A page of 1 MB holds about a thousand agents. DynamoDB's own count of a table's items is up to six hours old:
        https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html

        Args:
            enough: the number from which on it does not matter how many there are.

        Returns:
            Their number; if that is at least `enough`, there may be more.
        """
        pages = self._client.get_paginator("scan").paginate(
            TableName=self._table,
            Select="COUNT",
            FilterExpression="(attribute_not_exists(#state) OR #state = :present) AND "
            "(attribute_exists(user_id) OR attribute_not_exists(#status) OR #status <> :failed)",
            ExpressionAttributeNames={"#state": "state", "#status": "status"},
            ExpressionAttributeValues={":present": {"S": "present"}, ":failed": {"S": "FAILED"}},
        )
        found = 0
        for page in pages:
            found += page["Count"]
            if found >= enough:
                break
        return found

    def update(self, username: str, *, read: AgentItem | None) -> Update:
        """Begin an update that takes effect only while the agent is as it was read.

        Args:
            username: the agent.
            read: what the decision rests on; None if there was no item.
        """
        update = Update(self._table, {"username": username})
        if read is None:
            return update.when({"username": None})
        fence = {name: read.get(name) for name in ("revision", "status", "awaited_by")}
        return update.when_present("username").when(fence)

    def update_user(self, username: str, *, read: AgentItem) -> Update:
        """Begin an update of what is known about an agent's user, whatever became of the wanted state meanwhile.

        It takes effect only while the agent waits as it did, and nobody else has written about the user.

        Args:
            username: the agent.
            read: the item that the knowledge goes beyond.
        """
        fence = {"status": read.get("status")} | user_knowledge(read)
        return Update(self._table, {"username": username}).when_present("username").when(fence)

    def apply(self, update: Update) -> None:
        """Run one update outside a transaction.

        Raises:
            StaleReadError: its condition did not hold.
            RetryableError: others kept writing the agent.
        """
        if not write_alone(self._client.update_item, update.arguments()):
            raise StaleReadError("The agent changed after it was read")


def user_knowledge(item: AgentItem) -> dict[str, Any]:
    """Return what an item says of its user: the condition that nobody has told Amazon Connect anything since."""
    values: Mapping[str, Any] = item
    return {name: values.get(name) for name in _USER}
