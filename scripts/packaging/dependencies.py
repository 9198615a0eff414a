"""Fetches a function's pinned dependencies and reads the files that go into its package."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from scripts.packaging.errors import BuildError
from scripts.packaging.trimming import is_left_out

LAMBDA_PYTHON = "3.13"
"""The Python of the Lambda runtime (`python_runtime` in variables.tf), for which pip picks the wheels."""

_PIP_TIMEOUT_SECONDS = 600
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def read_dependencies(pins: Path, wheels: Path) -> dict[str, bytes]:
    """Reads what belongs into a zip from the wheels of `pins`, with their hashes checked.

    They are read where they lie and not installed: botocore alone would be 2,000 files, of which a dozen are taken.

    Args:
        pins: A requirements file with hashes.
        wheels: The folder with them, as `download_wheels` returned it.

    Returns:
        Contents by path inside the zip.

    Raises:
        BuildError: A wheel is not the one that is pinned, or has files that go elsewhere than beside modules.
    """
    hashes = set(_HASH.findall(pins.read_text("utf-8")))
    files: dict[str, bytes] = {}
    for wheel in sorted(wheels.glob("*.whl")):
        content = wheel.read_bytes()
        if hashlib.sha256(content).hexdigest() not in hashes:
            raise BuildError(f"{wheel} is not what {pins.name} pins: delete the folder it is in, then build again")
        files |= _files_of(wheel.name, content)
    return files


def _files_of(name: str, content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {}
        for path in (PurePosixPath(entry.filename) for entry in archive.infolist() if not entry.is_dir()):
            if path.parts[0].endswith(".data"):  # what pip would put elsewhere
                if path.parts[1] != "scripts":
                    raise BuildError(f"{name}: {path} has to be installed, which the build does not do; pin another")
            elif not is_left_out(path):
                files[str(path)] = archive.read(str(path))
        return files


def download_wheels(pins: Path, wheel_cache: Path) -> Path:
    """Downloads the wheels of `pins` unless a build did so before; functions with the same pins share them.

    Args:
        pins: A requirements file with hashes; what it does not name is not downloaded.
        wheel_cache: Where downloaded wheels are kept, so that the next build needs no network.

    Returns:
        The folder with the wheels and nothing else.

    Raises:
        BuildError: pip failed; its message is included.
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
