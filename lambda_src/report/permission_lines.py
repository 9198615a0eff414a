"""Names the agents who get or lose security profiles that can manage others, for the mail and the terminal. Pure.

There may be hundreds. Of each profile the first ones are named and the others counted.
"""

from __future__ import annotations

from typing import Final

from report.findings import Finding, Findings

HEADING: Final = "Security profiles that can manage others:"

_MAX_FINDINGS: Final = 10


def permission_lines(findings: Findings) -> list[str]:
    """Return a line for each profile and what becomes of it; none if there is nothing to tell."""
    found = [finding for finding in findings if finding.kind == "permissions"]
    lines = [f"- {_names(finding)}: {finding.text}" for finding in found[:_MAX_FINDINGS]]
    more = sum(finding.count for finding in found[_MAX_FINDINGS:]) + findings.others.get("permissions", 0)
    return [*lines, f"- and {more:,} more such changes"] if more else lines


def names_all(findings: Findings) -> bool:
    """Whether the lines name everybody whom the findings are about."""
    found = [finding for finding in findings if finding.kind == "permissions"]
    counted = len(found) > _MAX_FINDINGS or findings.others.get("permissions", 0) > 0
    return not counted and all(finding.count <= len(finding.examples) for finding in found)


def _names(finding: Finding) -> str:
    names = ", ".join(example.username for example in finding.examples)
    more = finding.count - len(finding.examples)
    return f"{names} and {more:,} more" if more else names
