"""What an agent's item says once its last change is given up: what Amazon Connect was told before. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from roster.agent import FACETS
from roster.clock import expiry

REMOVED_DAYS: Final = 30
"""How long a removed agent's item stays: longer than the failure queue keeps messages about it."""


def told_state(item: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """Return the attributes by which an agent wants what its user has.

    Only what the item wants now is taken back: of what Connect was told by default the directory has said nothing.

    Args:
        item: the agent, for which no call was made since Connect was told `applied`.
        now: the time.

    Returns:
        Attributes of the agents table; None removes one. An agent that has no user ends as a removed one.
    """
    if not isinstance(item.get("user_id"), str):
        expires_at = expiry(now, REMOVED_DAYS)
        return {"state": "absent", "status": "REMOVED", "password_secret": None, "expires_at": expires_at}
    applied = item.get("applied")
    told: Mapping[str, Any] = applied if isinstance(applied, dict) else {}
    facets = {facet: _told_value(facet, item[facet], told.get(facet)) for facet in FACETS if facet in item}
    return {"state": "present", "status": "ACTIVE", **facets}


def _told_value(facet: str, wanted: Any, told: Any) -> Any:
    if facet == "quick_connect":
        return bool(told)  # noted as its id and name
    if facet in {"identity", "phone"} and isinstance(told, dict) and isinstance(wanted, dict):
        return {member: told[member] for member in wanted if member in told} or None
    return told
