"""Installs a function's pinned dependencies and reads the files that go into its package."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path, PurePosixPath

from scripts.packaging.errors import BuildError
from scripts.packaging.trimming import is_left_out

LAMBDA_PYTHON = "3.13"
"""The Python of the Lambda runtime (`python_runtime` in variables.tf), for which pip picks the wheels."""

_PIP_TIMEOUT_SECONDS = 600


def read_dependencies(pins: Path, wheel_cache: Path) -> dict[str, bytes]:
    """Installs `pins` with their hashes checked and reads what belongs into a zip.

    Args:
        pins: A requirements file with hashes.
        wheel_cache: Where downloaded wheels are kept, so that the next build needs no network.

    Returns:
        Contents by path inside the zip.

    Raises:
        BuildError: pip failed (its message is included), or a wheel is not pure Python.
    """
    wheels = download_wheels(pins, wheel_cache)
    with tempfile.TemporaryDirectory(prefix="rollcall-build-") as directory:
        target = Path(directory)
        offline = ("--no-index", f"--find-links={wheels}", "--no-compile", f"--target={target}")
        _pip("install", *offline, *_selection(), "-r", str(pins))
        return {
            path.relative_to(target).as_posix(): path.read_bytes()
            for path in target.rglob("*")
            if path.is_file() and not is_left_out(PurePosixPath(path.relative_to(target).as_posix()))
        }


def download_wheels(pins: Path, wheel_cache: Path) -> Path:
    """Downloads the wheels of `pins` unless a build did so before; functions with the same pins share them.

    Returns:
        The folder with them, and nothing else.

    Raises:
        BuildError: pip failed (its message is included).
    """
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
