"""Agent directories of any length in the columns of Connect's console, and the items of agents that are settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from ingest.deployment_rules import DeploymentRules
from roster.items import from_wire

COLUMNS: Final = (
    "first name,last name,email address,password,user login,routing profile name,"
    "security_profile_name_1|security_profile_name_2,user_hierarchy_1|user_hierarchy_2,phone type (soft/desk),"
    "phone number,soft phone auto accept (yes/no),ACW timeout (seconds)"
)
"""The columns of the console's own template, and the hierarchy."""

KEY: Final = "agents.csv"
INSTANCE: Final = "11111111-aaaa-bbbb-cccc-222222222222"
RULES: Final = DeploymentRules(
    instance_id=INSTANCE,
    saml=False,
    default_routing_profile="Basic Routing Profile",
    default_security_profiles=("Agent",),
    allowed_security_profiles=None,
    phone_country="US",
    own_tag="rollcall:import",
)

_FIRST_NAMES: Final = ("Ada", "Björn", "Chloé", "Dele", "Edith", "Farid", "Grace", "Haruki", "Inés", "John")
_LAST_NAMES: Final = (
    "Adams",
    "Brown",
    "Castañeda",
    "Diaz",
    "Evans",
    "Fischer",
    "Garcia",
    "Huang",
    "Ito",
    "Müller",
    "O'Neil",
)
GROUPS: Final = ("Berlin/Billing", "Berlin/Returns", "Seattle/Billing", "Seattle/Returns")
"""Those of terraform.tfvars.example."""

SITES: Final = ("Berlin", "Seattle")
"""The groups above them."""

_DESK_EVERY: Final = 3
_AT: Final = "2026-01-01T12:00:00.000Z"


def username_of(number: int, prefix: str = "agent") -> str:
    """Return the login of an agent of a sample."""
    return f"{prefix}{number:07d}"


def write_directory(
    path: Path,
    agents: int,
    *,
    prefix: str = "agent",
    after_call_seconds: int = 30,
    passwords: bool = True,
    groups: Sequence[str] = GROUPS,
) -> Path:
    """Write a directory.

    Args:
        path: the file.
        agents: how many it lists.
        prefix: begins their logins.
        after_call_seconds: the same for all; another value changes each of them.
        passwords: whether it has the column of initial passwords.
        groups: the hierarchy groups that its agents are in, by turns.
    """
    columns = COLUMNS if passwords else COLUMNS.replace("password,", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(columns + "\n")
        for number in range(agents):
            username = username_of(number, prefix)
            first, last = _names(number)
            password = f"Initial{number:07d}x," if passwords else ""
            kind, phone = ("desk", _phone(number)) if number % _DESK_EVERY == 0 else ("soft", "")
            file.write(
                f"{first},{last},{username}@example.com,{password}{username},Basic Routing Profile,"
                f"Agent|QualityAnalyst,{groups[number % len(groups)]},{kind},{phone},"
                f"{'yes' if number % 2 else 'no'},{after_call_seconds}\n"
            )
    return path


def _names(number: int) -> tuple[str, str]:
    return _FIRST_NAMES[number % len(_FIRST_NAMES)], _LAST_NAMES[number % len(_LAST_NAMES)]


def _phone(number: int) -> str:
    return f"+1206555{number % 10_000:04d}"


def settled_wire(number: int, attributes: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the item of an agent of a sample whose user is as the file wants it, in DynamoDB's format.

    What it holds is for reading alone, as items share it: what makes them is measured with what reads them.

    Args:
        number: the agent's.
        attributes: names of those to return; if none are named, all.
    """
    username = username_of(number)
    first, last = _names(number)
    phone: dict[str, Any] = {**_SOFT_PHONE, "auto_accept": _YES if number % 2 else _NO}
    if number % _DESK_EVERY == 0:
        phone |= {"type": {"S": "DESK_PHONE"}, "desk_phone_number": {"S": _phone(number)}}
    facets: dict[str, Any] = {
        "identity": {
            "M": {"first_name": {"S": first}, "last_name": {"S": last}, "email": {"S": f"{username}@example.com"}}
        },
        "phone": {"M": phone},
        "routing_profile": _ROUTING,
        "security_profiles": _SECURITY,
        "hierarchy": {"S": GROUPS[number % len(GROUPS)]},
    }
    item = {
        **_shared(attributes),
        **facets,
        "username": {"S": username},
        "user_id": {"S": f"id-of-{username}"},
        "source": {"M": {"key": _SOURCE_KEY, "sequencer": _SEQUENCER, "line": {"N": str(number + 2)}}},
    }
    if not attributes or "applied" in attributes:
        item["applied"] = {"M": {**facets, "tags": {"M": {}}, "proficiencies": {"L": []}}}
    for name in _unasked(attributes):
        del item[name]
    return item


_YES: Final = {"BOOL": True}
_NO: Final = {"BOOL": False}
_SOFT_PHONE: Final = {"type": {"S": "SOFT_PHONE"}, "desk_phone_number": {"S": ""}, "acw_seconds": {"N": "30"}}
_ROUTING: Final = {"S": "Basic Routing Profile"}
_SECURITY: Final = {"L": [{"S": "Agent"}, {"S": "QualityAnalyst"}]}
_SOURCE_KEY: Final = {"S": KEY}
_SEQUENCER: Final = {"S": "0" * 40}
_SHARED: Final = {
    "state": {"S": "present"},
    "revision": {"N": "1"},
    "status": {"S": "ACTIVE"},
    "instance_id": {"S": INSTANCE},
    "source_key": _SOURCE_KEY,
    "import_id": {"S": "0123456789abcdef"},
    "password_secret": {"S": "rollcall/passwords/0123456789abcdef/2"},
    "created_at": {"S": _AT},
    "updated_at": {"S": _AT},
    "attempts": {"N": "1"},
}
_OWN: Final = (
    *("identity", "phone", "routing_profile", "security_profiles", "hierarchy"),
    *("username", "user_id", "source"),
)


@cache
def _shared(attributes: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in _SHARED.items() if not attributes or name in attributes}


@cache
def _unasked(attributes: tuple[str, ...]) -> list[str]:
    return [name for name in _OWN if attributes and name not in attributes]


def settled_items(usernames: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield the items of agents of a sample, as the agents table hands them out."""
    for username in usernames:
        yield from_wire(settled_wire(number_of(username)))


def number_of(username: str) -> int:
    """Return the number in the login of an agent of a sample."""
    return int(username[-7:])
