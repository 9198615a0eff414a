"""Copies the Terraform root to where a user's state, variables, overrides and backend do not reach it."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from scripts.terraform.lockfile import LOCK_FILE

if TYPE_CHECKING:
    from pathlib import Path

_FOLDERS = ("modules", "uploads", "tests/terraform")
_OVERRIDE_SUFFIX = "override.tf"
_USERS_OWN = ("terraform.tfvars", f"*{_OVERRIDE_SUFFIX}", "*.tfstate", "*.tfstate.*", "*.tfplan", ".terraform")
"""In an example. Other variables there belong to it."""


def stage_root(project: Path, target: Path, state_file: Path, root: str = ".") -> Path:
    """Copies a root module, its modules, the files it uploads and the zips from `project` to `target`.

    What makes a user's checkout their own stays behind: `terraform.tfvars`, overrides, state and `.terraform`. An
    override keeps the state in `state_file` even where the user has added a backend for real AWS.

    Args:
        project: The checkout.
        target: A folder that is emptied first.
        state_file: Where Terraform is to keep the state.
        root: Which root module of the project, such as `examples/saml-instance`.

    Returns:
        The copy of the root module.
    """
    shutil.rmtree(target, ignore_errors=True)
    staged = target / root
    staged.mkdir(parents=True)
    if root == ".":
        for path in project.glob("*.tf"):
            if not path.name.endswith(_OVERRIDE_SUFFIX):
                shutil.copyfile(path, staged / path.name)
        shutil.copyfile(project / LOCK_FILE, staged / LOCK_FILE)
    else:
        shutil.copytree(project / root, staged, dirs_exist_ok=True, ignore=shutil.ignore_patterns(*_USERS_OWN))
    for folder in _FOLDERS:
        if (project / folder).is_dir():
            shutil.copytree(project / folder, target / folder)
    (target / "build").mkdir()
    for zip_file in (project / "build").glob("*.zip"):
        shutil.copyfile(zip_file, target / "build" / zip_file.name)
    relative = os.path.relpath(state_file, staged)
    backend = f'terraform {{\n  backend "local" {{\n    path = "{relative}"\n  }}\n}}\n'
    (staged / "backend_override.tf").write_text(backend, "utf-8")
    return staged
