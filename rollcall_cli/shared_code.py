"""Finds the packages that the command shares with the functions: `roster`, parts of the functions.

A checkout has them in `lambda_src`. The wheel has copies of what the command imports in `rollcall_cli/_vendored`
(`pyproject.toml` lists them), so that no package called `roster` or `report` lands among those of the environment that
Rollcall is installed into. All are imported by their own names, as the functions import them.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

_PACKAGE: Final = Path(__file__).resolve().parent
_VENDORED: Final = _PACKAGE / "_vendored"
_LAMBDA_SRC: Final = _PACKAGE.parent / "lambda_src"

CHECKOUT: Final = None if _VENDORED.is_dir() else _PACKAGE.parent
"""The checkout that the command runs from; None if it is installed from a wheel."""


def make_importable() -> None:
    """Put the shared packages first on the import path; importing `rollcall_cli` does it, before all of its modules."""
    folder = str(_VENDORED if CHECKOUT is None else _LAMBDA_SRC)
    if folder not in sys.path:
        sys.path.insert(0, folder)
