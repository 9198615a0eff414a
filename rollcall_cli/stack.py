"""Finds a deployment's names, and builds the clients that reach it."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rollcall_cli.errors import CliError
from roster.agents_table import AgentsTable
from roster.clients import build_client
from roster.files_table import FilesTable
from roster.outcomes_table import OutcomesTable

ROOT: Final = Path(__file__).resolve().parents[1]
"""The Terraform root that this file belongs to."""

_ADVICE: Final = (
    "run `terraform init` and `terraform apply` first; after `make up`: . build/local/env; or name a file with what "
    "`terraform output -json` printed by --stack-file"
)
_TERRAFORM_SECONDS: Final = 120
_FRAME: Final = str.maketrans("", "", "╷│╵")
"""What Terraform draws around its messages."""

_RETRIES: Final[dict[str, Any]] = {"retries": {"mode": "standard", "total_max_attempts": 3}}
"""Fewer than a function's: somebody is waiting."""


@dataclass(frozen=True)
class Stack:
    """One deployment's outputs.

    Attributes:
        outputs: name → value.
    """

    outputs: dict[str, Any]

    def name(self, output: str) -> str:
        """Return one output.

        Raises:
            CliError: there is none.
        """
        value = self.outputs.get(output)
        if not isinstance(value, str) or not value:
            raise CliError(f"The deployment has no output {output!r}", _ADVICE)
        return value

    def function(self, part: str) -> str:
        """Return the name of the function of one part of the flow.

        Raises:
            CliError: there is none.
        """
        names = self.outputs.get("function_names")
        if not isinstance(names, dict) or not names.get(part):
            raise CliError(f"The deployment names no {part} function", _ADVICE)
        return str(names[part])

    def client(self, service: str, **config: Any) -> Any:
        """Build a client for the region that the deployment is in, whatever the environment's is."""
        return regional_client(service, str(self.outputs.get("instance_arn") or ""), **config)

    def agents(self) -> AgentsTable:
        """Return the agents table."""
        return AgentsTable(self.client("dynamodb"), self.name("agents_table"))

    def files(self) -> FilesTable:
        """Return the files table."""
        return FilesTable(self.client("dynamodb"), self.name("files_table"))

    def outcomes(self) -> OutcomesTable:
        """Return the outcomes table."""
        return OutcomesTable(self.client("dynamodb"), self.name("outcomes_table"))


def regional_client(service: str, arn: str = "", **config: Any) -> Any:
    """Build a client for the region of an ARN; without one for the environment's."""
    parts = arn.split(":")
    region = {"region_name": parts[3]} if len(parts) > 3 and parts[3] else {}
    return build_client(service, **region, **(_RETRIES | config))


def load_stack(file: Path | None) -> Stack:
    """Read a deployment's outputs.

    Args:
        file: what `make up` or `terraform output -json` wrote; None asks Terraform in the root.

    Raises:
        CliError: there are none.
    """
    if file is None:
        return Stack(_values(_ask_terraform(), "terraform output"))
    try:
        text = file.read_text("utf-8")
    except OSError as error:
        raise CliError(f"{file} can't be read: {error.strerror}", _ADVICE) from error
    return Stack(_values(text, str(file)))


def _ask_terraform() -> str:
    if shutil.which("terraform") is None:
        raise CliError("Terraform is not installed, or not in PATH", f"install it; or {_ADVICE}")
    result = subprocess.run(
        ["terraform", f"-chdir={ROOT}", "output", "-json", "-no-color"],
        capture_output=True,
        text=True,
        check=False,
        timeout=_TERRAFORM_SECONDS,
    )
    if result.returncode != 0:
        # Warnings come first, and are about something else.
        error = result.stderr[max(result.stderr.find("Error:"), 0) :].translate(_FRAME)
        raise CliError(f"terraform output failed: {' '.join(error.split())}", _ADVICE)
    return result.stdout


def _values(text: str, where: str) -> dict[str, Any]:
    """Read outputs as Terraform prints them (name → value, type) or as plain values."""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise CliError(f"{where} is no JSON: {error}", _ADVICE) from error
    if not isinstance(found, dict):
        raise CliError(f"{where} holds no outputs", _ADVICE)
    outputs = {
        name: entry["value"] if isinstance(entry, dict) and "value" in entry else entry for name, entry in found.items()
    }
    if "instance_id" not in outputs:
        raise CliError(f"{where} has no outputs of Rollcall: nothing is applied there", _ADVICE)
    return outputs
