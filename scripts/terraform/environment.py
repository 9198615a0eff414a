"""The environment in which the project's own targets run Terraform."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_USERS_OWN = ("TF_CLI_ARGS", "TF_VAR_", "TF_WORKSPACE", "TF_DATA_DIR", "TF_LOG", "TF_REATTACH_PROVIDERS")
"""Prefixes of what a user may have set for real AWS, and what must not leak into tests or local AWS."""

_GO_GARBAGE_PERCENT = "400"
"""How much Terraform and its provider may allocate before they collect garbage, in percent of what is in use.

Go's own value is 100. Every command has the provider build its schema anew, and with 100 a fifth of that is collecting.
"""


def terraform_environment(data_dir: Path, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """Gives the environment for a Terraform command.

    Args:
        data_dir: Takes the place of `.terraform`; made if missing.
        base: Variables to start from; the process's own if None.

    Returns:
        `base` without a user's workspace, variables and arguments. A `TF_CLI_CONFIG_FILE` that names a missing file
        is replaced by an empty one in `data_dir`: Terraform would warn at every command.
    """
    data_dir.mkdir(parents=True, exist_ok=True)
    environment = {
        name: value for name, value in (os.environ if base is None else base).items() if not name.startswith(_USERS_OWN)
    }
    environment |= {"TF_DATA_DIR": str(data_dir.resolve()), "TF_IN_AUTOMATION": "1", "TF_INPUT": "0"}
    environment["CHECKPOINT_DISABLE"] = "1"
    environment.setdefault("GOGC", _GO_GARBAGE_PERCENT)
    configured = environment.get("TF_CLI_CONFIG_FILE")
    if configured is not None and not Path(configured).is_file():
        environment["TF_CLI_CONFIG_FILE"] = str(write_cli_config(data_dir, ""))
    return environment


def users_cli_config(environment: Mapping[str, str]) -> str:
    """Reads the CLI configuration that Terraform would use; empty if there is none."""
    path = Path(environment.get("TF_CLI_CONFIG_FILE") or "~/.terraformrc").expanduser()
    return path.read_text("utf-8") if path.is_file() else ""


def write_cli_config(data_dir: Path, text: str) -> Path:
    """Writes a CLI configuration of our own and returns its path."""
    path = data_dir.resolve() / "cli.tfrc"
    path.write_text(text, "utf-8")
    return path
