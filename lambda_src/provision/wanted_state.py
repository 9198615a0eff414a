"""Reads and checks the wanted state in an agent's item. Pure.

Ingest writes well-formed items, but others may write the agents table too. A malformed item has to fail its own agent
and not hold up the stream.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final, cast

from roster.agent import (
    FACETS,
    NEW_AGENT,
    Facets,
    is_source,
    profile_allowed,
)
from roster.clock import read_timestamp
from roster.columns.declaration import VOICE, Column
from roster.columns.table import members_of
from roster.errors import PermanentError
from roster.readable import Check, is_whole

UNUSABLE: Final = "The agent's item in the agents table can't be used"
"""Begins the reason of an agent whose item is malformed."""

_IDENTITY_KEYS: Final = frozenset(column.member for column in members_of("identity"))
_PHONE: Final = members_of("phone")
_PROFICIENCY_KEYS: Final = frozenset({"attribute", "value", "level"})


def wanted_facets(item: Mapping[str, Any]) -> Facets:
    """Return the facets that an item states. A facet or a member of a phone that it lacks is left as it is in Connect.

    Raises:
        PermanentError: the item is malformed, with every attribute that is.
    """
    problems = [
        f"`{name}` must be {form}" for name, (form, check) in _FORMS.items() if name in item and not check(item[name])
    ]
    if problems:
        raise PermanentError(f"{UNUSABLE}: {'; '.join(problems)}")
    return cast("Facets", {name: item[name] for name in FACETS if name in item})


def changed_at(item: Mapping[str, Any]) -> float:
    """Return when an item was last changed, in epoch seconds; -inf if it does not say, as with items of others."""
    return _epoch_seconds(item.get("updated_at"))


def wanted_since(item: Mapping[str, Any]) -> float:
    """Return since when an agent waits, in epoch seconds; -inf if it does not say, as with items of others."""
    return _epoch_seconds(item.get("wanted_since"))


def is_mended(item: Mapping[str, Any]) -> bool:
    """Whether an agent's user is to be compared with what it shall have, as somebody may have changed it in Connect."""
    return item.get("mend_since") is not None


def with_defaults(facets: Facets, *, routing_profile: str, security_profiles: tuple[str, ...]) -> Facets:
    """Complete the facets of an agent that is to be created.

    Args:
        facets: what its item states.
        routing_profile: the deployment's default.
        security_profiles: likewise.
    """
    defaults = {"routing_profile": routing_profile, "security_profiles": list(security_profiles)}
    phone = {"phone": NEW_AGENT["phone"] | facets.get("phone", {})}
    return cast("Facets", NEW_AGENT | defaults | facets | phone)


def require_allowed_profiles(names: list[str], allowed: tuple[str, ...] | None, who: str) -> None:
    """Raise if a deployment does not allow security profiles.

    Args:
        names: the profiles.
        allowed: the deployment's `allowed_security_profiles`.
        who: begins the message, such as `The Connect user holds`.

    Raises:
        PermanentError: some are not allowed; the message names them.
    """
    if refused := [name for name in names if not profile_allowed(name, allowed)]:
        raise PermanentError(
            f"{who} the security profile {' and '.join(map(repr, refused))}, which is outside this deployment's "
            "allowed_security_profiles; nothing was changed"
        )


def _epoch_seconds(value: object) -> float:
    at = read_timestamp(value)
    return at.timestamp() if at is not None else -math.inf


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_texts_by_text(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(member, str) for member in value.values())


def _is_phone(value: Any) -> bool:
    phone = NEW_AGENT["phone"] | value if isinstance(value, dict) else {}
    return bool(phone) and all(_is_setting(column, phone[column.member]) for column in _PHONE if column.member in phone)


def _is_setting(column: Column, value: Any) -> bool:
    form = column.form
    return value in form.choices if form.choices else type(value) is type(form.unset)


def _phone_form() -> str:
    """Say what a phone must be: first what every phone has, then the settings, those by channel together."""
    of_calls = sorted(
        (column for column in _PHONE if column.connect.channel == VOICE),
        key=lambda column: column.member not in NEW_AGENT["phone"],
    )
    by_channel = [column for column in _PHONE if column.connect.channel != VOICE]
    suffixes = dict.fromkeys(f"_{column.connect.channel.lower()}" for column in by_channel)
    settings = dict.fromkeys(column.member.rpartition("_")[0] for column in by_channel)
    members = (f"{column.member} ({column.form.said})" for column in of_calls)
    return f"a map with {', '.join(members)}, and {' and '.join(settings)} for {', '.join(suffixes)}"


def _is_proficiency(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _PROFICIENCY_KEYS
        and _is_text(value["attribute"])
        and _is_text(value["value"])
        and is_whole(value["level"])
    )


_FORMS: Final[dict[str, tuple[str, Check]]] = {
    "state": ("'present' or 'absent'", lambda value: value in ("present", "absent")),
    "identity": (
        f"a map of text with the keys {', '.join(sorted(_IDENTITY_KEYS))}",
        lambda value: _is_texts_by_text(value) and value.keys() <= _IDENTITY_KEYS,
    ),
    "phone": (
        _phone_form(),
        _is_phone,
    ),
    "routing_profile": ("the name of a routing profile", _is_text),
    "security_profiles": (
        "a list of names of security profiles, one at least",
        lambda value: isinstance(value, list) and value != [] and all(map(_is_text, value)),
    ),
    "hierarchy": ("a path of hierarchy groups such as 'Support/IT', or empty", lambda value: isinstance(value, str)),
    "tags": ("a map of text", _is_texts_by_text),
    "proficiencies": (
        "a list of maps with attribute, value (text) and level (a whole number)",
        lambda value: isinstance(value, list) and all(map(_is_proficiency, value)),
    ),
    "quick_connect": ("true or false", lambda value: isinstance(value, bool)),
    "instance_id": ("text", _is_text),
    "user_id": ("text", _is_text),
    "user_since": ("text", _is_text),
    "import_id": ("text", _is_text),
    "password_secret": ("text", _is_text),
    "mend_since": ("text", _is_text),
    "begun": ("'created' or 'adopted'", lambda value: value in ("created", "adopted")),
    "applied": ("a map", lambda value: isinstance(value, dict)),
    "source": ("a map with key and sequencer (text) and line (a whole number)", is_source),
}
"""Attribute → what it must be, and the check of it."""
