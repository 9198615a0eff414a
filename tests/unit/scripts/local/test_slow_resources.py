"""The demonstration's copy of the root makes no expiry rules and no redrive policy, and everything else."""

from __future__ import annotations

from pathlib import Path

import hcl2
import pytest

from scripts.local.slow_resources import leave_out_slow_resources
from scripts.terraform.initialise import PROJECT
from scripts.terraform.staging import stage_root

TYPES = {"aws_s3_bucket_lifecycle_configuration", "aws_sqs_queue_redrive_policy"}


def rules(*files: Path) -> dict[tuple[Path, str], dict[str, object]]:
    """All such resources of some files, by folder and name."""
    found: dict[tuple[Path, str], dict[str, object]] = {}
    for path in files:
        with path.open(encoding="utf-8") as file:
            blocks = hcl2.load(file).get("resource", [])
        for block in blocks:
            for kind, named in block.items():
                if kind.strip('"') in TYPES:
                    found |= {(path.parent, name.strip('"')): body for name, body in named.items()}
    return found


@pytest.mark.slow
def test_what_terraform_waits_long_for_is_left_out_and_nothing_else_changes(tmp_path: Path) -> None:
    root = stage_root(PROJECT, tmp_path / "root", tmp_path / "terraform.tfstate")
    before = {path: path.read_text("utf-8") for path in root.rglob("*") if path.is_file() and path.suffix == ".tf"}
    made = rules(*before)

    names = leave_out_slow_resources(root)

    overrides = set(root.rglob("*.tf")) - set(before)
    assert len(made) == len(names) > 0
    assert {path: path.read_text("utf-8") for path in before} == before
    assert all(path.name.endswith("_override.tf") for path in overrides)
    replaced = rules(*overrides)
    assert replaced.keys() == made.keys()
    assert {str(body["for_each"]) for body in replaced.values()} == {"${toset([])}"}
    # Terraform allows no for_each beside a count.
    assert not [key for key, body in made.items() if "count" in body]
