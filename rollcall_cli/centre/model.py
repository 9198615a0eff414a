"""What a contact centre consists of, as Amazon Connect describes it. Pure.

Things refer to each other by id, as in Connect's answers; `Centre` finds them by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Span(NamedTuple):
    """When a centre is open on one weekday.

    Attributes:
        day: such as `MONDAY`.
        start: minutes after midnight.
        end: minutes after midnight; 0 is the midnight at the end of the day, as in Amazon Connect.
    """

    day: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What every part of an instance has.

    Attributes:
        id: Amazon Connect's.
        name: what people call it.
        description: empty if it has none.
        tags: without those of AWS.
        unsaid: settings it has that the provider of Terraform does not know, each in words.
    """

    id: str
    name: str
    description: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    unsaid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours(Thing):
    """Hours of operation; `time_zone` is a name of the IANA database."""

    time_zone: str
    spans: frozenset[Span]


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue(Thing):
    """A standard queue; its ids are empty where it names nothing."""

    hours: str
    max_contacts: int | None = None
    caller_name: str = ""
    caller_number: str = ""
    caller_flow: str = ""
    enabled: bool = True
    quick_connects: tuple[str, ...] = ()


class Route(NamedTuple):
    """A queue that a routing profile serves on one channel; `delay` in seconds."""

    queue: str
    channel: str
    priority: int
    delay: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingProfile(Thing):
    """A routing profile; `channels` holds how many contacts an agent takes at once, by channel."""

    channels: Mapping[str, int]
    routes: tuple[Route, ...]
    default_queue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SecurityProfile(Thing):
    """A security profile with the names of its permissions."""

    permissions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickConnect(Thing):
    """A quick connect: `kind` is PHONE_NUMBER, QUEUE, USER or FLOW, `target` the number or the id, `flow` an id."""

    kind: str
    target: str = ""
    flow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Thing):
    """A contact flow, or a module of flows, whose `type` is empty.

    `content` is None where nobody asked for it, or there is none but a draft (`published` is false).
    """

    arn: str
    type: str = ""
    content: str | None = None
    published: bool = True
    archived: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneNumber(Thing):
    """A claimed number: `name` is the number in E.164, `flow` the id of the flow that it leads to."""

    arn: str
    country: str
    type: str
    flow: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Thing):
    """A hierarchy group; `path` has the names of the groups above it and its own."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage(Thing):
    """Where a kind of data is stored: `name` is the kind, such as CALL_RECORDINGS, `config` Connect's description."""

    config: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Centre:
    """One instance. Parts that were not asked for are empty.

    Attributes:
        attributes: which of the instance's features are on, by Connect's names for them.
        agents: how many users have each routing profile, by its id.
        prompts: names by id.
        lambda_functions: ARNs of the functions that flows may call.
        levels: names of the levels of the agent hierarchy, top first.
    """

    id: str
    arn: str
    alias: str
    identity_management_type: str
    tags: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, bool] = field(default_factory=dict)
    hours: tuple[Hours, ...] = ()
    queues: tuple[Queue, ...] = ()
    routing_profiles: tuple[RoutingProfile, ...] = ()
    security_profiles: tuple[SecurityProfile, ...] = ()
    quick_connects: tuple[QuickConnect, ...] = ()
    flows: tuple[Flow, ...] = ()
    flow_modules: tuple[Flow, ...] = ()
    phone_numbers: tuple[PhoneNumber, ...] = ()
    lambda_functions: tuple[str, ...] = ()
    storage: tuple[Storage, ...] = ()
    levels: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    agents: Mapping[str, int] = field(default_factory=dict)
    prompts: Mapping[str, str] = field(default_factory=dict)
