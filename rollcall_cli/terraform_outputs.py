"""Asks Terraform for the outputs of a root."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Final

from rollcall_cli.errors import CliError
from rollcall_cli.shared_code import CHECKOUT

_SECONDS: Final = 120
_FRAME: Final = str.maketrans("", "", "╷│╵")
"""What Terraform draws around its messages."""


def terraform_roots() -> list[Path]:
    """Return the folders to ask: the current one if it holds Terraform files, then that of the checkout."""
    here = Path.cwd()
    roots = [here] if any(here.glob("*.tf")) else []
    if CHECKOUT is not None and here != CHECKOUT:
        roots.append(CHECKOUT)
    return roots


def terraform_output(root: Path, advice: str) -> str:
    """Return what `terraform output -json` prints in a root.

    Args:
        root: the folder.
        advice: what to do where Terraform can't be asked.

    Raises:
        CliError: Terraform is not installed, or refuses, or does not answer.
    """
    if shutil.which("terraform") is None:
        raise CliError("Terraform is not installed, or not in PATH", advice)
    try:
        result = subprocess.run(
            ["terraform", f"-chdir={root}", "output", "-json", "-no-color"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise CliError(f"terraform output in {root} did not answer within {_SECONDS} s", advice) from error
    if result.returncode != 0:
        # Warnings come first, and are about something else.
        error_text = result.stderr[max(result.stderr.find("Error:"), 0) :].translate(_FRAME)
        raise CliError(f"terraform output in {root} failed: {' '.join(error_text.split())}", advice)
    return result.stdout
