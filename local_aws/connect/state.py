"""The state of Amazon Connect in one account and Region, as a moto backend."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from moto.connect import urls
from moto.connect.models import ConnectBackend

if TYPE_CHECKING:
    from types import ModuleType

Document = dict[str, Any]
"""A JSON object with the member names of Amazon Connect's API."""

Table = dict[str, Document]
"""Documents by id, in the shape that Describe answers."""


@dataclass
class Contents:
    """What one Connect instance contains; moto's backend keeps the instance itself.

    Attributes:
        ready_at: until then, on the controls' clock, its creation is in progress.
        levels: the user hierarchy's levels by member name, ``LevelOne`` to ``LevelFive``.
        permissions: a security profile's permissions by its id.
        routes: a routing profile's queues by its id, and by queue id and channel.
        queue_quick_connects: the quick connects of a queue by the queue's id.
        proficiencies: a user's, by user id, and by attribute name and value.
        default_vocabularies: id of the default vocabulary by language code.
        bots: the Lex bots that flows may use, each a document with ``LexBot`` or ``LexV2Bot``.
        flow_associations: contact flow id by phone number id.
    """

    id: str
    arn: str
    identity_management_type: str
    ready_at: float
    attributes: dict[str, str]
    users: Table = field(default_factory=dict)
    hierarchy_groups: Table = field(default_factory=dict)
    levels: Table = field(default_factory=dict)
    hours_of_operation: Table = field(default_factory=dict)
    queues: Table = field(default_factory=dict)
    routing_profiles: Table = field(default_factory=dict)
    security_profiles: Table = field(default_factory=dict)
    contact_flows: Table = field(default_factory=dict)
    contact_flow_modules: Table = field(default_factory=dict)
    prompts: Table = field(default_factory=dict)
    quick_connects: Table = field(default_factory=dict)
    predefined_attributes: Table = field(default_factory=dict)
    agent_statuses: Table = field(default_factory=dict)
    vocabularies: Table = field(default_factory=dict)
    default_vocabularies: dict[str, str] = field(default_factory=dict)
    bots: list[Document] = field(default_factory=list)
    storage_configs: dict[str, tuple[str, Document]] = field(default_factory=dict)
    lambda_functions: list[str] = field(default_factory=list)
    permissions: dict[str, list[str]] = field(default_factory=dict)
    routes: dict[str, dict[tuple[str, str], Document]] = field(default_factory=dict)
    queue_quick_connects: dict[str, list[str]] = field(default_factory=dict)
    proficiencies: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    flow_associations: dict[str, str] = field(default_factory=dict)


class LocalConnectBackend(ConnectBackend):  # type: ignore[misc] # moto is untyped here
    """moto's Connect backend with the contents of its instances.

    Attributes:
        contents: by instance id; moto's own ``instances`` keeps the instances themselves.
        phone_numbers: claimed numbers by id, in the shape that DescribePhoneNumber answers.
        recently_deleted: documents of deleted instances and numbers by id, and until when a Describe still shows them
            (on the controls' clock).
        claims: id of a claimed number by client token.
        offered: country and type of a number that a search has shown.
    """

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.lock = threading.RLock()
        self.contents: dict[str, Contents] = {}
        self.phone_numbers: Table = {}
        self.numbers_ready_at: dict[str, float] = {}
        self.recently_deleted: dict[str, tuple[float, Document]] = {}
        self.claims: dict[str, str] = {}
        self.offered: dict[str, tuple[str, str]] = {}

    @property
    def _url_module(self) -> ModuleType:
        # moto derives this from the class's module, which is not one of moto's here.
        return urls  # type: ignore[no-any-return]

    def arn_prefix(self) -> str:
        """Return the start of every Connect ARN of this account and Region, colon included."""
        return f"arn:{self.partition}:connect:{self.region_name}:{self.account_id}:"

    def touch(self, document: Document) -> None:
        """Write a document's last modification."""
        document["LastModifiedTime"] = datetime.now(UTC)
        document["LastModifiedRegion"] = self.region_name

    def tags(self, arn: str) -> dict[str, str]:
        """Return a resource's tags."""
        return dict(self.list_tags_for_resource(arn))

    def set_tags(self, arn: str, tags: dict[str, str] | None) -> None:
        """Add tags to a resource."""
        if tags:
            self.tag_resource(arn, tags)

    def drop_tags(self, arn: str) -> None:
        """Forget a deleted resource's tags."""
        self.tagger.delete_all_tags_for_resource(arn)
