"""Builds the zip of one Lambda function: `python -m scripts.build_package ingest`.

The zip holds `lambda_src/roster`, `lambda_src/<function>` and the function's pinned dependencies. Its bytes are a
function of those sources and pins alone.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.packaging.archive import write_zip
from scripts.packaging.dependencies import read_dependencies
from scripts.packaging.errors import BuildError
from scripts.packaging.imports import check_imports
from scripts.packaging.sdk import take_services, used_services
from scripts.packaging.sources import read_sources

PROJECT = Path(__file__).resolve().parent.parent


def build_package(project: Path, function: str, target: Path, wheel_cache: Path) -> None:
    """Builds one function's zip.

    Args:
        project: The checkout to build from.
        function: The function's short name.
        target: The zip to write.
        wheel_cache: Where downloaded wheels are kept.

    Raises:
        BuildError: A source, a pin or an import is wrong.
    """
    source_root = project / "lambda_src"
    sources = read_sources(source_root, function)
    installed = read_dependencies(source_root / "requirements" / f"{function}.txt", wheel_cache)
    dependencies = take_services(installed, used_services(sources))
    if clash := sorted(sources.keys() & dependencies.keys()):
        raise BuildError(f"lambda_src/{clash[0]}: a dependency installs a file of this name too; rename ours")
    files = {**sources, **dependencies}
    check_imports(sources, frozenset(files))
    write_zip(target, files)


def main() -> int:
    """Builds the zip that the command line names; prints its path and size."""
    parser = argparse.ArgumentParser(description="Build the zip of one Lambda function.")
    parser.add_argument("function", help="short name: a folder of lambda_src")
    parser.add_argument("--output", type=Path, help="the zip to write (default: build/<function>.zip)")
    parser.add_argument("--wheel-cache", type=Path, default=PROJECT / "build" / "wheels")
    arguments = parser.parse_args()
    target: Path = arguments.output or PROJECT / "build" / f"{arguments.function}.zip"
    try:
        build_package(PROJECT, arguments.function, target, arguments.wheel_cache)
    except BuildError as error:
        sys.stderr.write(f"{arguments.function}: {error}\n")
        return 1
    sys.stdout.write(f"built {target.name} ({target.stat().st_size / 1e6:.2f} MB)\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
