"""What every named resource of an instance has in common: unique name, quota, id, ARN, tags, time of change."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from local_aws.connect.api.errors import duplicate, limit_exceeded, not_found
from local_aws.connect.controls import controls

if TYPE_CHECKING:
    from collections.abc import Iterable

    from local_aws.connect.api.registry import Call
    from local_aws.connect.state import Contents, Document, Table


VISIBLE_FROM = "_visible_from"
"""Member of a stored document that no answer shows: until then, on the controls' clock, its id is not found."""


@dataclass(frozen=True)
class ResourceType:
    """A resource type of an instance.

    Attributes:
        label: as messages name it.
        table: attribute of ``Contents``, and name of its quota.
        segment: the resource's part of its ARN.
        id: name of the id in the document that Describe answers.
        arn: name of the ARN there.
        name: name of the name there.
    """

    label: str
    table: str
    segment: str
    id: str = "Id"
    arn: str = "Arn"
    name: str = "Name"

    def all(self, contents: Contents) -> Table:
        """Return the instance's resources of this type by id."""
        table: Table = getattr(contents, self.table)
        return table

    def find(self, contents: Contents, identifier: str) -> Document:
        """Return one resource.

        Raises:
            ConnectError: ResourceNotFoundException for an unknown id.
        """
        document = self.all(contents).get(identifier)
        if document is None or not _shows(document):
            raise not_found(self.label, identifier)
        return document

    def shows(self, contents: Contents, identifier: str) -> bool:
        """Whether a resource of an id exists and is visible already."""
        document = self.all(contents).get(identifier)
        return document is not None and _shows(document)

    def by_name(self, contents: Contents, name: str) -> Document | None:
        """Return the resource of a name, compared exactly."""
        return next((item for item in self.all(contents).values() if item.get(self.name) == name), None)


def _shows(document: Document) -> bool:
    return bool(document.get(VISIBLE_FROM, 0.0) <= controls().clock())


USER = ResourceType("User", "users", "agent", name="Username")
HIERARCHY_GROUP = ResourceType("User hierarchy group", "hierarchy_groups", "agent-group")
HOURS = ResourceType(
    "Hours of operation", "hours_of_operation", "operating-hours", "HoursOfOperationId", "HoursOfOperationArn"
)
QUEUE = ResourceType("Queue", "queues", "queue", "QueueId", "QueueArn")
ROUTING_PROFILE = ResourceType(
    "Routing profile", "routing_profiles", "routing-profile", "RoutingProfileId", "RoutingProfileArn"
)
SECURITY_PROFILE = ResourceType("Security profile", "security_profiles", "security-profile", name="SecurityProfileName")
CONTACT_FLOW = ResourceType("Contact flow", "contact_flows", "contact-flow")
FLOW_MODULE = ResourceType("Contact flow module", "contact_flow_modules", "flow-module")
PROMPT = ResourceType("Prompt", "prompts", "prompt", "PromptId", "PromptARN")
QUICK_CONNECT = ResourceType(
    "Quick connect", "quick_connects", "transfer-destination", "QuickConnectId", "QuickConnectARN"
)
AGENT_STATUS = ResourceType("Agent status", "agent_statuses", "agent-state", "AgentStatusId", "AgentStatusARN")
VOCABULARY = ResourceType("Vocabulary", "vocabularies", "vocabulary")

RESOURCE_TYPES: tuple[ResourceType, ...] = (
    USER,
    HIERARCHY_GROUP,
    HOURS,
    QUEUE,
    ROUTING_PROFILE,
    SECURITY_PROFILE,
    CONTACT_FLOW,
    FLOW_MODULE,
    PROMPT,
    QUICK_CONNECT,
    AGENT_STATUS,
    VOCABULARY,
)


def add(call: Call, contents: Contents, kind: ResourceType, document: Document, *, unique: bool = True) -> Document:
    """Store a new resource and return it with id and ARN.

    Args:
        call: the request; its ``Tags`` become the resource's.
        contents: the instance.
        kind: the resource type.
        document: in the shape that Describe answers, without id and ARN.
        unique: whether the name must be free among the instance's resources of this type.

    Raises:
        ConnectError: DuplicateResourceException for a taken name, LimitExceededException for a full quota.
    """
    table = kind.all(contents)
    if unique and kind.by_name(contents, document[kind.name]) is not None:
        raise duplicate(kind.label, document[kind.name])
    limit = controls().limits[kind.table]
    if len(table) >= limit:
        raise limit_exceeded(kind.table.replace("_", " "), limit)
    return store(call, contents, kind, document, call.get("Tags"))


def store(
    call: Call, contents: Contents, kind: ResourceType, document: Document, tags: dict[str, str] | None
) -> Document:
    """Store a resource without a check of name or quota, such as those that every new instance has."""
    identifier = str(uuid.uuid4())
    document[kind.id] = identifier
    document[kind.arn] = f"{contents.arn}/{kind.segment}/{identifier}"
    call.backend.touch(document)
    kind.all(contents)[identifier] = document
    call.backend.set_tags(document[kind.arn], tags)
    return document


def described(call: Call, kind: ResourceType, document: Document) -> Document:
    """Return a document as Describe answers it: with its tags, if it has any."""
    tags = call.backend.tags(document[kind.arn])
    return {**document, "Tags": tags} if tags else dict(document)


def remove(call: Call, contents: Contents, kind: ResourceType, identifier: str) -> None:
    """Delete a resource and its tags."""
    document = kind.all(contents).pop(identifier)
    call.backend.drop_tags(document[kind.arn])


def rename(call: Call, contents: Contents, kind: ResourceType, document: Document) -> None:
    """Give a resource the request's ``Name`` and ``Description``, each if it is there.

    Raises:
        ConnectError: DuplicateResourceException when another resource has the name.
    """
    name = call.get("Name")
    if name is not None:
        other = kind.by_name(contents, name)
        if other is not None and other is not document:
            raise duplicate(kind.label, name)
        document[kind.name] = name
    if "Description" in call.params:
        document["Description"] = call.params["Description"]
    call.backend.touch(document)


def summaries(kind: ResourceType, documents: Iterable[Document], *, name: str = "Name") -> list[Document]:
    """Return documents as List answers them.

    Args:
        kind: their type.
        documents: in the shape that Describe answers.
        name: what the summary calls the name.
    """
    return [
        {
            "Id": document[kind.id],
            "Arn": document[kind.arn],
            name: document[kind.name],
            "LastModifiedTime": document["LastModifiedTime"],
            "LastModifiedRegion": document["LastModifiedRegion"],
        }
        for document in documents
    ]
