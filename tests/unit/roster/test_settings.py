"""Settings come from the environment, with all problems told together."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from roster.errors import SettingsError
from roster.settings import read_settings


@dataclass(frozen=True)
class Settings:
    files_table: str
    retention_days: int
    profiles: tuple[str, ...]
    allowed: tuple[str, ...] | None


def test_fields_are_read_by_their_types() -> None:
    environ = {
        "FILES_TABLE": "7",
        "RETENTION_DAYS": "365",
        "PROFILES": '["Agent", "B"]',
        "ALLOWED": "null",
        "OTHER": "x",
    }

    assert read_settings(Settings, environ) == Settings("7", 365, ("Agent", "B"), None)


def test_every_problem_is_told() -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(Settings, {"FILES_TABLE": "", "RETENTION_DAYS": "a year", "PROFILES": "[Agent]"})

    assert [problem.split()[0] for problem in caught.value.problems] == [
        "FILES_TABLE",
        "RETENTION_DAYS",
        "PROFILES",
        "ALLOWED",
    ]
    assert "FILES_TABLE is not set" in str(caught.value)
    assert "RETENTION_DAYS is malformed" in str(caught.value)
