"""Reads which providers `.terraform.lock.hcl` asks for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOCK_FILE = ".terraform.lock.hcl"
AWS = "registry.terraform.io/hashicorp/aws"
ANY_VERSION = "*"

_PROVIDER = re.compile(r'^provider "(?P<address>[^"]+)" \{\s*version\s*=\s*"(?P<version>[^"]+)"', re.MULTILINE)


@dataclass(frozen=True)
class LockedProvider:
    """One provider as the lock file names it.

    Attributes:
        address: Host, namespace and type, such as `registry.terraform.io/hashicorp/aws`.
        version: The version that is locked, or `ANY_VERSION`.
    """

    address: str
    version: str


def locked_providers(lock_file: Path) -> list[LockedProvider]:
    """Lists the providers of a lock file."""
    return [LockedProvider(**match.groupdict()) for match in _PROVIDER.finditer(lock_file.read_text("utf-8"))]
