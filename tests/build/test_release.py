"""The files of a release, made as the workflow makes them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from scripts.packaging.sbom import sbom_name
from tests.build.conftest import FUNCTIONS, PROJECT
from tests.build.test_operator_wheel import SOURCES, VERSION
from tests.processes import OUTSIDE_MAKE

TEXT = "- The first of all.\n"


@pytest.fixture(scope="module")
def tagged(zips: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose changelog has a section for this version, and whose zips are built."""
    target = tmp_path_factory.mktemp("release")
    for name in (*SOURCES, "Makefile", "scripts", "requirements"):
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, target)
    (target / "CHANGELOG.md").write_text(f"## [Unreleased]\n\n- Later.\n\n## [{VERSION}] - 2026-12-01\n\n{TEXT}")
    (target / ".venv").symlink_to(PROJECT / ".venv")
    build = target / "build"
    build.mkdir()
    for package in zips.values():  # later than the sources, so that make has nothing to build
        shutil.copyfile(package.with_name(sbom_name(package.stem)), build / sbom_name(package.stem))
        shutil.copyfile(package, build / package.name)
    return target


def make(checkout: Path, tag: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run what the workflow runs."""
    return subprocess.run(
        ["make", "--no-print-directory", "release-files", f"PYTHON={sys.executable}", *options],
        cwd=checkout,
        env=OUTSIDE_MAKE | {"TAG": tag},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_all_files_are_there_and_their_checksums_hold(tagged: Path, zips: dict[str, Path]) -> None:
    made = make(tagged, f"v{VERSION}")

    assert made.returncode == 0, made.stderr
    release = tagged / "build" / "release"
    wheel = f"rollcall-{VERSION}-py3-none-any.whl"
    sboms = {sbom_name(function) for function in FUNCTIONS}
    packages = {f"{function}.zip" for function in FUNCTIONS}
    assert {path.name for path in release.iterdir()} == {"SHA256SUMS", wheel} | sboms | packages
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=release, check=True, timeout=60)
    assert len((release / "SHA256SUMS").read_text().splitlines()) == 2 * len(FUNCTIONS) + 1
    for package in zips.values():
        assert (release / package.name).read_bytes() == package.read_bytes()
    with zipfile.ZipFile(release / wheel) as archive:
        assert f"\nVersion: {VERSION}\n" in archive.read(f"rollcall-{VERSION}.dist-info/METADATA").decode()
    assert (tagged / "build" / "release.md").read_text() == TEXT


def test_another_tag_is_refused_whatever_its_name_would_have_a_shell_or_make_do(tagged: Path) -> None:
    tag = 'v";touch broken;"$(touch broken)$(shell touch broken)'

    made = make(tagged, tag, "--old-file=build", "--old-file=wheel")  # which are there already

    assert made.returncode != 0
    assert f"the tag is {tag} and the version in pyproject.toml is {VERSION}: release v{VERSION}" in made.stderr
    assert not (tagged / "broken").exists()
