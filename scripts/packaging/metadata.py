"""Reads what pyproject.toml says of Rollcall."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any


def project_metadata(project: Path) -> dict[str, Any]:
    """Return its table `project`, with `version` and `license`.

    Args:
        project: The checkout.
    """
    metadata: dict[str, Any] = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    return metadata
