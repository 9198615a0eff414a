"""Settings of the lifecycle function."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LifecycleSettings:
    """The function's environment; each field is the variable of that name in upper case."""

    agents_table: str
    password_secret_prefix: str
    connect_requests_per_second: float
