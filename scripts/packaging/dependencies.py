"""Installs a function's pinned dependencies and reads the files that go into its package."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from scripts.packaging.distributions import Distribution, read_distributions
from scripts.packaging.errors import BuildError
from scripts.packaging.licences import LICENCES_FOLDER
from scripts.packaging.trimming import is_left_out

if TYPE_CHECKING:
    from collections.abc import Mapping

LAMBDA_PYTHON = "3.13"
"""The Python of the Lambda runtime (`python_runtime` in variables.tf), for which pip picks the wheels."""

_PIP_TIMEOUT_SECONDS = 600


@dataclass(frozen=True)
class Dependencies:
    """What the pins of a function bring into its zip.

    Attributes:
        files: Contents by path inside the zip, with the texts of licences.
        distributions: What they belong to.
    """

    files: Mapping[str, bytes]
    distributions: tuple[Distribution, ...]


def read_dependencies(pins: Path, wheel_cache: Path) -> Dependencies:
    """Installs `pins` with their hashes checked and reads what belongs into a zip.

    Args:
        pins: A requirements file with hashes.
        wheel_cache: Where downloaded wheels are kept, so that the next build needs no network.

    Raises:
        BuildError: pip failed (its message is included), a wheel is not pure Python, or comes under a licence that
            nobody has allowed.
    """
    wheels = _downloaded(pins, wheel_cache)
    with tempfile.TemporaryDirectory(prefix="rollcall-build-") as directory:
        target = Path(directory)
        offline = ("--no-index", f"--find-links={wheels}", "--no-compile", f"--target={target}")
        _pip("install", *offline, *_selection(), "-r", str(pins))
        distributions = read_distributions(target, wheels, LAMBDA_PYTHON)
        files = {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in target.rglob("*")
            if path.is_file() and not is_left_out(PurePosixPath(path.relative_to(target).as_posix()))
        }
    texts = {
        f"{LICENCES_FOLDER}/{one.name}-{one.version}/{name}": text
        for one in distributions
        for name, text in one.licence_texts.items()
    }
    return Dependencies(files | texts, distributions)


def _downloaded(pins: Path, wheel_cache: Path) -> Path:
    """Downloads the wheels of `pins` unless a build did so before; functions with the same pins share them."""
    statements = [line for line in pins.read_text("utf-8").splitlines() if not line.lstrip().startswith("#")]
    folder = wheel_cache / hashlib.sha256("\n".join(statements).encode()).hexdigest()[:16]
    if folder.is_dir():
        return folder
    wheel_cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wheel_cache, prefix=".download-") as partial:
        _pip("download", f"--dest={partial}", *_selection(), "-r", str(pins))
        complete = Path(partial) / "wheels"
        complete.mkdir()
        for wheel in Path(partial).glob("*.whl"):
            shutil.move(wheel, complete)
        try:
            os.rename(complete, folder)
        except OSError:
            if not folder.is_dir():  # otherwise another build finished the same download first
                raise
    return folder


def _selection() -> tuple[str, ...]:
    """Only pure Python wheels: they serve arm64 and x86_64 alike and do not depend on the machine that builds."""
    return (
        "--no-deps",
        "--require-hashes",
        "--only-binary=:all:",
        "--platform=any",
        f"--python-version={LAMBDA_PYTHON}",
        "--implementation=py",
        "--abi=none",
    )


def _pip(*arguments: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PIP_TIMEOUT_SECONDS)
    if result.returncode != 0:
        raise BuildError(
            f"pip {arguments[0]} failed; every pin needs a pure Python wheel and its hash:\n{result.stderr.strip()}"
        )
