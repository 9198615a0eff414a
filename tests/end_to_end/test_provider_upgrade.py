"""A deployment goes on with another version of the AWS provider: `make test-upgrade TO=6.27.0` says which.

Without one it is the lock file's own version, which is taken the same way: by a lock file of its own.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.lockfile import LOCK_FILE, locked_providers
from scripts.terraform.provider_choice import NEWEST, VARIABLE
from scripts.terraform.staging import stage_root
from tests.end_to_end.stack import STATE, Stack

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.needs_local_aws("a provider of another version beside it")

NOTHING_TO_DO = 0


def test_what_one_version_applied_is_as_another_wants_it(
    stack: Stack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    [locked] = locked_providers(PROJECT / LOCK_FILE)
    version = os.environ.get("UPGRADE_TO") or locked.version
    monkeypatch.setenv(VARIABLE, version)
    root = stage_root(PROJECT, tmp_path / "root", tmp_path / STATE)
    shutil.copyfile(stack.home / STATE, tmp_path / STATE)
    (root / "stack.auto.tfvars.json").write_text(json.dumps(stack.variables), "utf-8")
    environment = initialise(root, tmp_path / "data") | stack.account.environment()
    if version != NEWEST:
        assert [provider.version for provider in locked_providers(root / LOCK_FILE)] == [version]

    plan = subprocess.run(
        ["terraform", "plan", "-no-color", "-detailed-exitcode"],
        cwd=root,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=600,
    )

    assert plan.returncode == NOTHING_TO_DO, plan.stdout
