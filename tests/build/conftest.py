"""Checkouts to build from, and the zips of this one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
FUNCTIONS = sorted(path.stem for path in (PROJECT / "lambda_src" / "requirements").glob("*.in"))
WHEEL_CACHE = PROJECT / "build" / "wheels"


def copy_checkout(source: Path, target: Path) -> Path:
    """Copies what a build needs."""
    for folder in ("lambda_src", "scripts"):
        shutil.copytree(source / folder, target / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LICENSE", "pyproject.toml"):
        shutil.copyfile(source / name, target / name)
    return target


def build(
    checkout: Path,
    function: str,
    output: Path,
    *,
    umask: int = 0o022,
    python: str = sys.executable,
    libraries: Path | None = None,
) -> subprocess.CompletedProcess[str]:
    """Builds as `make build` does, from `checkout`; another Python needs the `libraries` that the build imports."""
    return subprocess.run(
        [python, "-m", "scripts.build_package", function, "--output", output, "--wheel-cache", WHEEL_CACHE],
        cwd=checkout,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"} | ({"PYTHONPATH": str(libraries)} if libraries else {}),
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="session")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this checkout, which no one edits while the tests run; not to be changed."""
    return copy_checkout(PROJECT, tmp_path_factory.mktemp("checkout"))


@pytest.fixture(scope="session")
def zips(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The zips of `checkout`, by function."""
    folder = tmp_path_factory.mktemp("zips")
    built = {}
    for function in FUNCTIONS:
        built[function] = folder / f"{function}.zip"
        result = build(checkout, function, built[function])
        assert result.returncode == 0, result.stderr
    return built
