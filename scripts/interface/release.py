"""The interface of the last release, as it is stored, and what the changelog says of the next one."""

from __future__ import annotations

import json
from typing import Final

from scripts.changelog import section, versions
from scripts.generated_text import PROJECT
from scripts.interface.kinds import Interface
from scripts.packaging.metadata import project_metadata

STORED: Final = PROJECT / "docs" / "interface.json"


def released() -> tuple[str, Interface]:
    """Return the version of the last release, and its interface."""
    document = json.loads(STORED.read_text("utf-8"))
    return document["version"], document["interface"]


def store(version: str, interface: Interface) -> None:
    """Keep the interface as that of a release."""
    document = {"version": version, "interface": interface}
    STORED.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


def version_in_project() -> str:
    """Return the version that pyproject.toml says."""
    return str(project_metadata(PROJECT)["version"])


def unreleased() -> str:
    """Return what the changelog says of the next version."""
    return section(_changelog(), "Unreleased") or ""


def released_in_changelog() -> list[str]:
    """Return the versions that the changelog has, the newest first."""
    return versions(_changelog())


def _changelog() -> str:
    return (PROJECT / "CHANGELOG.md").read_text("utf-8")
