"""Runs Terraform on a staged copy of the root: `python -m scripts.terraform validate`.

`-chdir=examples/saml-instance`, Terraform's own option, chooses another root.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import PROJECT, initialise
from scripts.terraform.resident_provider import resident_provider
from scripts.terraform.staging import stage_root

_CHECKS = PROJECT / "build" / "checks"
_CHDIR = "-chdir="


def main() -> int:
    """Stages and initialises the root, then runs Terraform with the arguments of the command line."""
    arguments = sys.argv[1:]
    chosen = arguments.pop(0).removeprefix(_CHDIR) if arguments[0].startswith(_CHDIR) else "."
    # A place for each command and root: two of them may run at once.
    home = _CHECKS / arguments[0] / chosen.replace("/", "-")
    root = stage_root(PROJECT, home / "root", home / "terraform.tfstate", chosen)
    tests = ["-test-directory=tests/terraform"] if (root / "tests" / "terraform").is_dir() else []
    with contextlib.ExitStack() as running:
        try:
            environment = initialise(root, home / "data", tests, sources=home / "root")
            if arguments[0] == "test":  # would start the provider three times for each of its runs
                provider = resident_provider(root, home / "data", environment, whole_schema=True)
                environment |= running.enter_context(provider)
        except TerraformSetupError as error:
            sys.stderr.write(f"{error}\n")
            return 1
        return subprocess.run(["terraform", *arguments], cwd=root, env=environment, check=False).returncode


if __name__ == "__main__":
    raise SystemExit(main())
