"""What users rely on is what the last release had, or the changelog says how it differs."""

from __future__ import annotations

import pytest

from scripts.interface.collect import interface_now
from scripts.interface.compare import changes, untold
from scripts.interface.kinds import Kind
from scripts.interface.release import released, released_in_changelog, unreleased, version_in_project

VERSION, RELEASED = released()
NOW = interface_now()


def test_each_change_since_the_release_stands_in_the_changelog() -> None:
    missing = untold(changes(RELEASED, NOW), unreleased())

    assert not missing, "write into CHANGELOG.md, below [Unreleased]:\n" + "\n".join(
        f"### {change.heading}\n{change.line}" for change in missing
    )


def test_the_stored_interface_is_that_of_the_version() -> None:
    assert version_in_project() == VERSION, "after changing the version run: make interface STORE=1"


def test_the_changelog_has_the_version() -> None:
    assert released_in_changelog()[0] == VERSION, f"head the changelog's part for it: ## [{VERSION}] - DATE"


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        ("input", "max_removals_percent of the root", "number = 20"),
        ("input", "settings.max_removals_percent of modules/staffing", "number = 20"),
        ("input", "name of modules/staffing", "string"),
        ("output", "deployment.upload_bucket of modules/staffing", ""),
        ("column", "routing_profile", ""),
        ("header", "Benutzername", "username"),
        ("header", "Celular", "mobile"),  # in Spanish and in Portuguese
        ("table", "key of agents", "username (S)"),
        ("table", "index by_start of files", "kind (S), started_at (S), KEYS_ONLY"),
        ("table", "status of agents", "S"),
        ("report file", "outcome.csv", "line, username, outcome, reason, user_id, changes"),
        ("report file", "verdict of summary.json", "text"),
        ("metric", "AgentsCreated", "provision"),
        ("command", "rollcall plan", ""),
        ("command", "rollcall plan FILE", "needed value"),
        ("command", "rollcall plan --detailed-exitcode", "optional flag"),
    ],
)
def test_all_kinds_are_read(kind: Kind, name: str, value: str) -> None:
    assert NOW[kind][name] == value
