"""Which files an export is, and their text. Pure."""

from __future__ import annotations

import json
from typing import Final

from rollcall_cli.terraform_export.export import TerraformExport
from rollcall_cli.terraform_export.hcl import attributes

INPUTS_FILE: Final = "connect.auto.tfvars"
"""Terraform takes a file that is so called by itself, beside `terraform.tfvars`."""

IMPORTS_FILE: Final = "imports.tf"

_HEAD: Final = """\
# A contact centre as inputs of Rollcall's root. Written by `rollcall export --terraform`; yours from now on.
"""
_PARTS: Final = {
    "phone_number": "Numbers that exist are taken over: Terraform neither claims another nor releases them.",
    "existing": "What is named above and is not managed by Terraform.",
}


def export_files(export: TerraformExport) -> dict[str, str]:
    """Return the files by path: the inputs, the import blocks, and the contents of the flows."""
    inputs = "".join(_part(name, {name: value}) for name, value in export.inputs.items())
    files = {path: _readable(content) for path, content in sorted(export.files.items())}
    return {INPUTS_FILE: f"{_HEAD}{inputs}", IMPORTS_FILE: export.imports.text(), **files}


def _part(name: str, value: dict[str, object]) -> str:
    comment = f"# {_PARTS[name]}\n" if name in _PARTS else ""
    return f"\n{comment}{attributes(value)}"


def _readable(content: str) -> str:
    """Return a flow's content over several lines; Terraform compares contents as JSON."""
    return json.dumps(json.loads(content), ensure_ascii=False, indent=2) + "\n"
