"""What goes to GitHub as a release: the files whose checksums are known, and only if they are whole."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / ".ci" / "publish"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with a release, and a gh that notes what it is told."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(SCRIPT, tmp_path / ".ci" / "publish")
    release = tmp_path / "build" / "release"
    release.mkdir(parents=True)
    (release / "ingest.zip").write_bytes(b"a zip")
    (release / "stray.txt").write_bytes(b"not of the release")
    (release / "SHA256SUMS").write_text(f"{hashlib.sha256(b'a zip').hexdigest()}  ingest.zip\n")
    (tmp_path / "build" / "release.md").write_text("What is new.\n")
    (tmp_path / "tools").mkdir()
    (tmp_path / "tools" / "gh").write_text('#!/bin/bash\npwd >told; printf "%s\\n" "$@" >>told\n')
    (tmp_path / "tools" / "gh").chmod(0o755)
    return tmp_path


def publish(checkout: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run the script.

    Returns:
        Its exit status, and what gh was told: the folder, then the arguments.
    """
    path = f"{checkout / 'tools'}:/usr/bin:/bin"
    ended = subprocess.run(
        [checkout / ".ci" / "publish", *arguments], env={"PATH": path}, capture_output=True, check=False, timeout=60
    )
    told = checkout / "build" / "release" / "told"
    return ended.returncode, told.read_text().splitlines() if told.exists() else []


def test_the_files_of_the_checksums_go_out_with_the_text(checkout: Path) -> None:
    status, told = publish(checkout, "v1.2.3")

    assert status == 0
    assert told[0] == str(checkout / "build" / "release")
    assert told[1:4] == ["release", "create", "v1.2.3"]
    assert told[4:] == [
        *("--verify-tag", "--title", "Rollcall 1.2.3", "--notes-file", "../release.md", "SHA256SUMS", "ingest.zip")
    ]


@pytest.mark.parametrize("tag", ["v1.2.3rc1", "v1.2.3-rc.1"])
def test_a_candidate_is_no_latest_release(checkout: Path, tag: str) -> None:
    assert "--prerelease" in publish(checkout, tag)[1]


@pytest.mark.parametrize("content", [b"another zip", None])
def test_a_file_that_is_not_whole_stops_it(checkout: Path, content: bytes | None) -> None:
    package = checkout / "build" / "release" / "ingest.zip"
    package.unlink() if content is None else package.write_bytes(content)

    status, told = publish(checkout, "v1.2.3")

    assert (status != 0, told) == (True, [])


def test_without_a_tag_nothing_happens(checkout: Path) -> None:
    status, told = publish(checkout)

    assert (status != 0, told) == (True, [])
