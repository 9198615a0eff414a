"""What the table of actions says of one type, and groups of flow types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from local_aws.connect.flows.language.conditions import NONE, Conditions
from local_aws.connect.flows.language.forms import Anything, Dynamic, Form, Reference, Words
from local_aws.connect.flows.language.structures import Fields

MODULE = "MODULE"
"""Stands for a flow module among the types of flows."""

INBOUND = frozenset({"CONTACT_FLOW"})
TRANSFER = frozenset({"AGENT_TRANSFER", "QUEUE_TRANSFER"})
QUEUE = frozenset({"CUSTOMER_QUEUE"})
HOLD = frozenset({"CUSTOMER_HOLD", "AGENT_HOLD"})
WHISPER = frozenset({"CUSTOMER_WHISPER", "AGENT_WHISPER", "OUTBOUND_WHISPER"})
OTHER = frozenset({"CAMPAIGN", MODULE})
"""Types that the guides' restrictions do not speak of."""

CALLS = INBOUND | TRANSFER | QUEUE | OTHER | {"OUTBOUND_WHISPER"}
"""Flows with a customer; the administrator guide adds the outbound whisper to most of what the other guide lists."""

NO_MATCHING_ERROR = ("NoMatchingError",)

ANYTHING = Anything()
OBJECT = Fields(open=True)
TEXT = Words()
STATIC_TEXT = Words(Dynamic.NO)
SPOKEN = Words(spoken=True)
MEDIA = Fields({"Uri": TEXT, "SourceType": Words(), "MediaType": Words()}, ("Uri", "SourceType", "MediaType"))
MESSAGE: dict[str, Form] = {"Text": SPOKEN, "SSML": SPOKEN, "PromptId": Reference("prompt"), "Media": MEDIA}
ONE_MESSAGE = tuple(MESSAGE)


@dataclass(frozen=True)
class Action:
    """What is known of a type of action.

    Attributes:
        parameters: form of ``Parameters``.
        errors: error types that it may have a branch for; None where they are left alone.
        required: error types that it must have a branch for.
        conditions: what its conditions may be; None where they are left alone.
        ends: whether it ends the flow, and so leads nowhere.
        next_needed: whether it must have a ``NextAction``.
        flow_types: flows that may have it; None for all.
    """

    parameters: Fields = field(default_factory=Fields)
    errors: tuple[str, ...] | None = NO_MATCHING_ERROR
    required: tuple[str, ...] = NO_MATCHING_ERROR
    conditions: Conditions | None = NONE
    ends: bool = False
    next_needed: bool = True
    flow_types: frozenset[str] | None = None


Parameters = dict[str, Any]

Entry = Action | Callable[[Parameters], Action]
"""An action, or what it is for some parameters."""
