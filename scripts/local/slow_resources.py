"""Leaves out of a staged root whose deployment lives for a few minutes what Terraform waits long for.

Terraform's provider watches each `aws_s3_bucket_lifecycle_configuration` that it has made for 55 seconds, whatever the
service answers: 10 seconds, and then ten equal reads 5 seconds apart. The rules expire objects after days. A redrive
policy it watches for 25 seconds, after the two queues; it moves messages that five tries of hours did not help.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_TYPES = "aws_s3_bucket_lifecycle_configuration|aws_sqs_queue_redrive_policy"
_SLOW = re.compile(rf'^resource "(?P<type>{_TYPES})" "(?P<name>\w+)" \{{$', re.MULTILINE)
_OVERRIDE = "slow_resources_override.tf"


def leave_out_slow_resources(root: Path) -> list[str]:
    """Writes an override beside each module with such resources, so that Terraform makes none of them.

    Args:
        root: A staged copy of a root module, with its modules below it.

    Returns:
        The names of the resources that are left out.
    """
    left_out = []
    for folder in sorted({path.parent for path in root.rglob("*.tf")}):
        found = [one for path in sorted(folder.glob("*.tf")) for one in _SLOW.findall(path.read_text("utf-8"))]
        if found:
            blocks = (f'resource "{kind}" "{name}" {{\n  for_each = toset([])\n}}\n' for kind, name in found)
            (folder / _OVERRIDE).write_text("\n".join(blocks), "utf-8")
            left_out += [name for _, name in found]
    return left_out
