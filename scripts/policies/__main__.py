"""Writes the policies of a deployment as Terraform renders them, or checks what is written: `--check`.

They are in `tests/contract/policies`, a file for each module. The contract tests judge them without Terraform.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Final

from scripts.policies.documents import policies_of
from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.initialise import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = PROJECT / "tests" / "contract" / "policies"
TEST: Final = "tests/terraform/policies.tftest.hcl"
"""Plans what has policies, and says with what."""


def render() -> dict[str, str]:
    """Plan all modules with policies and give the files as they should be: name → text.

    Raises:
        TerraformSetupError: Terraform can't plan them, or a plan does not know a policy.
    """
    command = [sys.executable, "-m", "scripts.terraform", "test", "-json", "-verbose", f"-filter={TEST}"]
    command.append("-test-directory=tests/terraform")
    result = subprocess.run(command, cwd=PROJECT, stdout=subprocess.PIPE, text=True, check=False)
    policies = policies_of(line for line in result.stdout.splitlines() if line.startswith("{"))
    if result.returncode != 0 or not policies:
        raise TerraformSetupError(f"terraform test failed with {TEST}:\n{result.stdout[-2000:]}")
    return {f"{module}.json": json.dumps(found, indent=2) + "\n" for module, found in policies.items()}


def main(arguments: list[str], folder: Path = FOLDER) -> int:
    """Write or check the files; 1 if they are not what Terraform renders."""
    try:
        wanted = render()
    except TerraformSetupError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    written = {path.name: path.read_text("utf-8") for path in folder.glob("*.json")}
    if "--check" in arguments:
        stale = sorted(name for name in wanted.keys() | written.keys() if wanted.get(name) != written.get(name))
        if stale:
            sys.stderr.write(f"{', '.join(stale)}: not what Terraform renders; run: make policies\n")
        return 1 if stale else 0
    for name in written.keys() - wanted.keys():
        (folder / name).unlink()
    for name, text in wanted.items():
        (folder / name).write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
