"""Leaves the buckets' expiry rules out of a staged root whose deployment lives for a few minutes.

Terraform's provider watches each `aws_s3_bucket_lifecycle_configuration` that it has made for 55 seconds, whatever the
service answers: 10 seconds, and then ten equal reads 5 seconds apart. The rules expire objects after days.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TYPE = "aws_s3_bucket_lifecycle_configuration"
_RULES = re.compile(rf'^resource "{_TYPE}" "(?P<name>\w+)" \{{$', re.MULTILINE)
_OVERRIDE = "expiry_rules_override.tf"


def leave_out_expiry_rules(root: Path) -> list[str]:
    """Writes an override beside each module with expiry rules, so that Terraform makes none of them.

    Args:
        root: A staged copy of a root module, with its modules below it.

    Returns:
        The names of the resources that are left out.
    """
    left_out = []
    for folder in sorted({path.parent for path in root.rglob("*.tf")}):
        names = [name for path in sorted(folder.glob("*.tf")) for name in _RULES.findall(path.read_text("utf-8"))]
        if names:
            blocks = (f'resource "{_TYPE}" "{name}" {{\n  for_each = toset([])\n}}\n' for name in names)
            (folder / _OVERRIDE).write_text("\n".join(blocks), "utf-8")
            left_out += names
    return left_out
