"""Sizes, times and durations as people read them. Pure."""

from __future__ import annotations

from datetime import UTC, datetime


def readable_size(size: int) -> str:
    """Return a size in bytes such as `12.3 KB`."""
    if size < 1000:
        return f"{size} bytes"
    amount = float(size)
    for unit in ("KB", "MB"):
        amount /= 1000
        if amount < 999.95:
            return f"{amount:.1f} {unit}"
    return f"{amount / 1000:.1f} GB"


def readable_time(timestamp: str) -> str:
    """Return an ISO 8601 timestamp such as `2026-11-22 12:00:03 UTC`."""
    return datetime.fromisoformat(timestamp).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def readable_duration(seconds: float) -> str:
    """Return a duration such as `2 min 14 s`."""
    whole = round(seconds)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    if hours:
        return f"{hours} h {minutes} min"
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
