"""Gathers the files of a release: `python -m scripts.release_files --tag v1.2.3`.

They are the zips with their SBOMs, and the operator's command as a wheel, which have been built; `SHA256SUMS` names
them all. What the changelog says of the version goes beside the folder, as the release's text.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scripts.changelog import section
from scripts.packaging.metadata import project_metadata
from scripts.packaging.sbom import sbom_name

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = Path(__file__).resolve().parent.parent
CHECKSUMS = "SHA256SUMS"


class ReleaseError(Exception):
    """There is nothing to release; the message says what is wrong."""


def section_of(changelog: str, version: str) -> str:
    """Gives what a changelog says of a version, without the heading.

    Args:
        changelog: In the form of Keep a Changelog.
        version: Such as "1.2.3".

    Raises:
        ReleaseError: It says nothing of it.
    """
    if (text := section(changelog, version)) is None:
        raise ReleaseError(f"CHANGELOG.md has no section [{version}]: give what is under [Unreleased] that heading")
    if not text:
        raise ReleaseError(f"CHANGELOG.md says nothing under [{version}]")
    return f"{text}\n"


def gather(project: Path, version: str, folder: Path) -> str:
    """Copies what was built into an empty folder, and writes the checksums.

    Args:
        project: The checkout, in whose `build` the files are.
        version: Rollcall's version.
        folder: The folder; what is in it is deleted.

    Returns:
        The checksums, a line for each file, as `sha256sum --check` reads them.

    Raises:
        ReleaseError: A file is not there.
    """
    functions = sorted(path.stem for path in (project / "lambda_src" / "requirements").glob("*.in"))
    names = [name for function in functions for name in (f"{function}.zip", sbom_name(function))]
    names.append(f"rollcall-{version}-py3-none-any.whl")
    if missing := [name for name in names if not (project / "build" / name).is_file()]:
        raise ReleaseError(f"build/ lacks {', '.join(missing)}: make clean release-files")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for name in names:
        shutil.copyfile(project / "build" / name, folder / name)
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in sorted(names)]
    (folder / CHECKSUMS).write_text("".join(lines))
    return "".join(lines)


def release_text(project: Path, version: str, tag: str) -> str:
    """Gives what the changelog says of the version that a tag names.

    Raises:
        ReleaseError: The tag is of another version, or the changelog says nothing of it.
    """
    if tag != f"v{version}":
        raise ReleaseError(f"the tag is {tag} and the version in pyproject.toml is {version}: release v{version}")
    return section_of((project / "CHANGELOG.md").read_text("utf-8"), version)


def main(arguments: Sequence[str] | None = None) -> int:
    """Gathers the files, and the text if there is a tag; prints what there is."""
    parser = argparse.ArgumentParser(description="Gather the files of a release.")
    parser.add_argument("--tag", help="the tag that is released, v and the version: checked, and its text written")
    tag: str | None = parser.parse_args(arguments).tag
    build = PROJECT / "build"
    version = str(project_metadata(PROJECT)["version"])
    try:
        if tag is not None:
            (build / "release.md").write_text(release_text(PROJECT, version, tag))
        sys.stdout.write(gather(PROJECT, version, build / "release"))
    except ReleaseError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
