"""Builds the zip of one Lambda function: `python -m scripts.build_package ingest`.

The zip holds `lambda_src/roster`, `lambda_src/<function>`, the function's pinned dependencies, the licences of all that
and a list of it (an SBOM), which is written beside the zip too. Its bytes are a function of those sources and pins, and
of Rollcall's version and licence.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from scripts.packaging.archive import write_file, write_zip
from scripts.packaging.dependencies import LAMBDA_PYTHON, download_wheels, read_dependencies
from scripts.packaging.distributions import licence_files, named_requirements, read_distributions, required_names
from scripts.packaging.errors import BuildError
from scripts.packaging.imports import check_imports
from scripts.packaging.metadata import project_metadata
from scripts.packaging.sbom import sbom_name, write_sbom
from scripts.packaging.sdk import take_services, used_services
from scripts.packaging.sources import read_sources

PROJECT = Path(__file__).resolve().parent.parent


def build_package(project: Path, function: str, target: Path, wheel_cache: Path) -> None:
    """Builds one function's zip, and writes its SBOM beside it.

    Args:
        project: The checkout to build from.
        function: The function's short name.
        target: The zip to write.
        wheel_cache: Where downloaded wheels are kept.

    Raises:
        BuildError: A source, a pin, an import or a licence is wrong.
    """
    source_root = project / "lambda_src"
    requirements = source_root / "requirements"
    pins = requirements / f"{function}.txt"
    sources = read_sources(source_root, function)
    wheels = download_wheels(pins, wheel_cache)
    installed = read_dependencies(pins, wheels)
    dependencies = take_services(installed, used_services(sources))
    if clash := sorted(sources.keys() & dependencies.keys()):
        raise BuildError(f"lambda_src/{clash[0]}: a dependency installs a file of this name too; rename ours")
    distributions = read_distributions(wheels, LAMBDA_PYTHON)
    files = {**sources, **dependencies, **licence_files((project / "LICENSE").read_bytes(), distributions)}
    check_imports(sources, frozenset(files))
    rollcall = project_metadata(project)
    sbom = write_sbom(
        function,
        rollcall["version"],
        rollcall["license"],
        required_names(named_requirements((requirements / f"{function}.in").read_text("utf-8")), LAMBDA_PYTHON),
        distributions,
        files,
    )
    write_file(target.with_name(sbom_name(function)), sbom)
    write_zip(target, {**files, sbom_name(function): sbom})


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
