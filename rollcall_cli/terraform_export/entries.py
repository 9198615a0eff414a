"""Parts of a centre as entries of Terraform's inputs. Pure.

Each function takes a part and a `Names`, and returns the entry, without what the input would take by itself. All raise
`CannotBeNamedError` where the part refers to what Terraform has no name for, and `RefusedError` where the input can't
say it for another reason.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final

from rollcall_cli.centre.model import Flow, Hours, PhoneNumber, Queue, QuickConnect, RoutingProfile, SecurityProfile
from rollcall_cli.terraform_export.hcl import ByName, as_kept, is_text
from rollcall_cli.terraform_export.names import Names
from rollcall_cli.terraform_export.opening import opening_of

Entry = dict[str, Any]

OUTBOUND_FLOW: Final = "Default outbound"
TRANSFER_FLOW: Final = "Default queue transfer"
"""Flows that the module `connect` takes where a queue's caller or a quick connect names none."""

FLOW_TYPES: Final = {
    "OUTBOUND_WHISPER": "tier_one",
    "AGENT_HOLD": "tier_two",
    "AGENT_WHISPER": "tier_two",
    "CUSTOMER_HOLD": "tier_two",
    "CUSTOMER_QUEUE": "tier_two",
    "CUSTOMER_WHISPER": "tier_two",
    "AGENT_TRANSFER": "tier_three",
    "QUEUE_TRANSFER": "tier_three",
    "CONTACT_FLOW": "tier_four",
}
"""Types of flows that the input `contact_flows` takes, and which resource of the module has those of a type."""

_LONGEST_NAME: Final = 127
"""Bytes: Connect counts characters, and the Terraform provider does not."""

_PROFILE_NAME: Final = re.compile("[ a-zA-Z0-9_@-]+")
"""What CreateSecurityProfile takes, and so the input."""

_LONGEST_DESCRIPTION: Final = 250
_LONGEST_OF_FLOW: Final = 500
"""Bytes of a description, and of one of a flow or a module."""

_NUMBER: Final = re.compile(r"\+[1-9][0-9]{1,14}")


class RefusedError(Exception):
    """An input can't say what a part is; the message says why."""


def check_name(kind: str, name: str) -> None:
    """Check the name of an input's entry."""
    if name != name.strip():
        raise RefusedError("has spaces around its name, which the input refuses")
    if (size := len(name.encode())) > _LONGEST_NAME:
        raise RefusedError(f"has a name of {size} bytes, and the provider takes {_LONGEST_NAME}")
    if kind == "security_profiles" and not _PROFILE_NAME.fullmatch(name):
        raise RefusedError("has other characters in its name than letters a to z, digits, spaces and _@-")


def hours_entry(hours: Hours, _names: Names) -> Entry:
    """Return an entry of `hours_of_operation`."""
    if not hours.spans:
        raise RefusedError("are never open, which the input refuses")
    opening = opening_of(hours.spans)
    if opening is None:
        raise RefusedError("end an opening at or before its start, or overlap, which the input refuses")
    return {"time_zone": hours.time_zone, **_described(hours.description), "open": ByName(opening)}


def queue_entry(queue: Queue, names: Names) -> Entry:
    """Return an entry of `queues`."""
    caller: Entry = {}
    if queue.caller_name:
        caller["name"] = _text(queue.caller_name)
    if queue.caller_number:
        caller["number"] = names.key("phone_numbers", queue.caller_number)
    if queue.caller_flow and (flow := names.key("contact_flows", queue.caller_flow)) != OUTBOUND_FLOW:
        caller["flow"] = flow
    # Without one the module gives the queue a description of its own.
    entry: Entry = {"hours": names.key("hours_of_operation", queue.hours), "description": ""}
    entry |= _described(queue.description)
    if queue.max_contacts is not None:
        entry["max_contacts"] = queue.max_contacts
    if caller or queue.caller_flow:
        entry["outbound_caller"] = caller
    if queue.quick_connects:
        entry["quick_connects"] = sorted(names.key("quick_connects", one) for one in queue.quick_connects)
    if not queue.enabled:
        entry["enabled"] = False
    return entry


def routing_profile_entry(profile: RoutingProfile, names: Names) -> Entry:
    """Return an entry of `routing_profiles`."""
    routes = [(names.key("queues", route.queue), route) for route in profile.routes]
    ordered = sorted(routes, key=lambda one: (one[1].channel, one[1].priority, one[1].delay, one[0]))
    return {
        **_described(profile.description),
        "channels": dict(sorted(profile.channels.items(), key=lambda one: (one[0] != "VOICE", one[0]))),
        "queues": [
            {"queue": key, "channel": route.channel, "priority": route.priority, "delay": route.delay}
            for key, route in ordered
        ],
        "default_outbound_queue": names.key("queues", profile.default_queue),
    }


def security_profile_entry(profile: SecurityProfile, _names: Names) -> Entry:
    """Return an entry of `security_profiles`."""
    return {**_described(profile.description), "permissions": sorted(profile.permissions)}


def quick_connect_entry(connect: QuickConnect, names: Names) -> Entry:
    """Return an entry of `quick_connects`; those of agents and of flows have none."""
    described = _described(connect.description)
    if connect.kind == "PHONE_NUMBER":
        if not _NUMBER.fullmatch(connect.target):
            raise RefusedError(f"calls {connect.target!r}, which the input does not take for a number")
        return {**described, "phone_number": connect.target}
    if connect.kind == "QUEUE":
        flow = names.key("contact_flows", connect.flow)
        own = {} if flow == TRANSFER_FLOW else {"flow": flow}
        return {**described, "queue": names.key("queues", connect.target), **own}
    if connect.kind == "USER":
        raise RefusedError("belongs to an agent, and comes and goes with the agent")
    raise RefusedError(f"is of the kind {connect.kind}, which the provider of Terraform does not know")


def contact_flow_entry(flow: Flow, _names: Names) -> Entry:
    """Return an entry of `contact_flows` but for its file."""
    if flow.type not in FLOW_TYPES:
        raise RefusedError(f"is of the type {flow.type}, which the input does not know")
    _check_flow(flow)
    return {"type": flow.type, **_described(flow.description, _LONGEST_OF_FLOW)}


def contact_flow_module_entry(module: Flow, _names: Names) -> Entry:
    """Return an entry of `contact_flow_modules` but for its file."""
    _check_flow(module)
    return _described(module.description, _LONGEST_OF_FLOW)


def _check_flow(flow: Flow) -> None:
    if flow.archived:
        raise RefusedError("is archived")
    if not flow.published or flow.content is None:
        raise RefusedError("is a draft that was never published, which the provider of Terraform can't read")
    try:
        json.loads(flow.content)
    except (RecursionError, ValueError) as error:
        raise RefusedError(f"has a content that is no JSON: {error}") from error
    if not is_text(flow.content):
        raise RefusedError("has a content that is no text")


def phone_number_entry(number: PhoneNumber, names: Names) -> Entry:
    """Return an entry of `phone_numbers` that takes the number over: Terraform will neither replace nor release it."""
    default = number.flow in {"", names.inbound}
    flow = {} if default else {"flow": names.key("contact_flows", number.flow)}
    return {"arn": number.arn, **flow}


def _described(description: str, longest: int = _LONGEST_DESCRIPTION) -> Entry:
    if (size := len(description.encode())) > longest:
        raise RefusedError(f"has a description of {size} bytes, and the input takes {longest}")
    return {"description": _text(description)} if description else {}


def _text(text: str) -> str:
    if not is_text(text):
        raise RefusedError(f"has a text that Terraform can't hold: {text!r}")
    return as_kept(text)
