"""Runs Terraform on a staged copy of the root: `python -m scripts.terraform validate`."""

from __future__ import annotations

import subprocess
import sys

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.staging import stage_root

_HOME = PROJECT / "build" / "checks"


def main() -> int:
    """Stages and initialises the root, then runs Terraform with the arguments of the command line."""
    root = _HOME / "root"
    stage_root(PROJECT, root, _HOME / "terraform.tfstate")
    arguments = ["-test-directory=tests/terraform"] if (root / "tests" / "terraform").is_dir() else []
    try:
        environment = initialise(root, _HOME / "data", arguments)
    except TerraformSetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return subprocess.run(["terraform", *sys.argv[1:]], cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
