"""Time as the tables store it. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]
"""Returns the time of now, in UTC."""


def utc_now() -> datetime:
    """Return the time of now, in UTC."""
    return datetime.now(UTC)


def timestamp(at: datetime) -> str:
    """Write a time as ISO 8601 in UTC with milliseconds, which sorts as text."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def read_timestamp(value: object) -> datetime | None:
    """Return the time of a timestamp that others may have written; None if it is none, or does not name its zone."""
    try:
        at = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return at if at is not None and at.tzinfo is not None else None


def expiry(at: datetime, days: int) -> int:
    """Return the epoch seconds, as DynamoDB's TTL wants them, a number of days later."""
    return int((at + timedelta(days=days)).timestamp())


def seconds_between(earlier: str, later: str) -> float:
    """Return the seconds from one timestamp to another, 0 where clocks disagree about which came first."""
    return max(0.0, (datetime.fromisoformat(later) - datetime.fromisoformat(earlier)).total_seconds())
