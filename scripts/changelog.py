"""Reads CHANGELOG.md, which has the form of Keep a Changelog. Pure."""

from __future__ import annotations

import re


def section(text: str, heading: str) -> str | None:
    """Return what stands under a heading of the second level, without white space around it; None if there is none.

    Args:
        text: Of the changelog.
        heading: What is in its brackets: a version such as "1.2.3", or "Unreleased".
    """
    found = re.search(rf"^## \[{re.escape(heading)}\].*$", text, re.MULTILINE)
    if found is None:
        return None
    return re.split(r"^(?:## |\[[^\]]+\]: )", text[found.end() :], maxsplit=1, flags=re.MULTILINE)[0].strip()


def versions(text: str) -> list[str]:
    """Return the versions that it has, the newest first."""
    return re.findall(r"^## \[(\d+\.\d+\.\d+)\]", text, re.MULTILINE)
