"""Chooses another version of the AWS provider than the project's lock file has, by the variable `AWS_PROVIDER`.

The choice has a lock file of its own below `build/`, so that all commands of a run, and of later ones, have the same
version with the same hashes. The project's stays as it is.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.lockfile import AWS, LOCK_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "AWS_PROVIDER"
NEWEST = "newest"

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_LOCK = f'provider "{AWS}" {{{{\n  version = "{{version}}"\n}}}}\n'


def kept_lock(environment: Mapping[str, str], folder: Path) -> Path | None:
    """Names the lock file of the version that is chosen.

    Args:
        environment: Environment variables.
        folder: Where lock files of choices are kept.

    Returns:
        The file, which is there once a configuration was initialised with it; None if nothing is chosen.

    Raises:
        TerraformSetupError: The choice is no version.
    """
    choice = environment.get(VARIABLE)
    if not choice:
        return None
    if choice != NEWEST and _VERSION.fullmatch(choice) is None:
        raise TerraformSetupError(f"{VARIABLE}: {choice} is neither a version, such as 6.27.0, nor `{NEWEST}`")
    return folder / f"aws-{choice}{LOCK_FILE}"


def use_lock(kept: Path, directory: Path) -> bool:
    """Gives a configuration the lock file of a choice, or one that asks for the version where there is none yet.

    Terraform adds the hashes to that one. Without any entry it takes the newest version that the configuration allows.

    Returns:
        Whether the lock file is complete, so that Terraform has nothing to add.
    """
    try:
        shutil.copyfile(kept, directory / LOCK_FILE)
    except FileNotFoundError:
        pass
    else:
        return True
    version = kept.name.removesuffix(LOCK_FILE).removeprefix("aws-")
    (directory / LOCK_FILE).write_text("" if version == NEWEST else _LOCK.format(version=version), "utf-8")
    return False


def keep_lock(kept: Path, directory: Path) -> None:
    """Keeps the lock file that an initialisation has completed, unless another was first."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    descriptor, complete = tempfile.mkstemp(dir=kept.parent)
    os.close(descriptor)
    shutil.copy(directory / LOCK_FILE, complete)  # with who may read it: a temporary file is for its owner alone
    try:
        os.link(complete, kept)
    except FileExistsError:
        shutil.copyfile(kept, directory / LOCK_FILE)
    finally:
        os.unlink(complete)
