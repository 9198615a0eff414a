"""Small contact centres to export, and what an export says is left out."""

from __future__ import annotations

import json
from typing import Any

from rollcall_cli.centre.model import (
    Centre,
    Flow,
    Hours,
    Span,
)
from rollcall_cli.terraform_export.export import TerraformExport

OPEN = frozenset({Span("MONDAY", 540, 1020)})
CONTENT = json.dumps({"Actions": []})


def centre(**parts: Any) -> Centre:
    base = {"id": "i", "arn": "arn", "alias": "acme", "identity_management_type": "SAML"}
    return Centre(**(base | parts))


def hours(own: str, name: str, **more: Any) -> Hours:
    return Hours(**({"id": own, "name": name, "time_zone": "UTC", "spans": OPEN} | more))


def flow(own: str, name: str, kind: str = "CONTACT_FLOW", **more: Any) -> Flow:
    return Flow(**({"id": own, "name": name, "arn": own, "type": kind, "content": CONTENT} | more))


def left_out(export: TerraformExport) -> dict[tuple[str, str], str]:
    return {(remark.kind, remark.name): remark.what for remark in export.left_out}
