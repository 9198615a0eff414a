"""What a release says, and what it takes to be one."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.release_files import ReleaseError, gather, release_text, section_of

CHANGELOG = """# Changelog

## [Unreleased]

- Something to come.

## [1.2.0] - 2026-12-01

### Added

- The second.

## [1.1.0] - 2026-11-01

- The first.

## [1.0.0] - 2026-10-01

[Unreleased]: https://example.com/compare
"""


def test_the_text_is_what_the_changelog_says_of_the_version() -> None:
    assert section_of(CHANGELOG, "1.2.0") == "### Added\n\n- The second.\n"
    assert section_of(CHANGELOG, "1.1.0") == "- The first.\n"


@pytest.mark.parametrize(
    ("version", "complaint"),
    [
        ("1.0.0", r"says nothing under \[1\.0\.0\]"),
        ("1.3.0", r"no section \[1\.3\.0\]"),
        ("1.2", r"no section \[1\.2\]"),
    ],
)
def test_a_version_without_a_text_is_not_released(version: str, complaint: str) -> None:
    with pytest.raises(ReleaseError, match=complaint):
        section_of(CHANGELOG, version)


@pytest.mark.parametrize("tag", ["v1.1.0", "1.2.0", "v1.2.0-rc1", "v1x2.0"])
def test_a_tag_of_another_version_is_not_released(tmp_path: Path, tag: str) -> None:
    (tmp_path / "CHANGELOG.md").write_text(CHANGELOG)
    assert release_text(tmp_path, "1.2.0", "v1.2.0")

    with pytest.raises(ReleaseError, match=r"version in pyproject\.toml is 1\.2\.0: release v1\.2\.0"):
        release_text(tmp_path, "1.2.0", tag)


def test_a_file_that_was_not_built_is_told(tmp_path: Path) -> None:
    requirements = tmp_path / "lambda_src" / "requirements"
    requirements.mkdir(parents=True)
    (requirements / "ingest.in").touch()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "ingest.zip").touch()
    (tmp_path / "build" / "rollcall-1.1.0-py3-none-any.whl").touch()

    with pytest.raises(ReleaseError, match=r"build/ lacks ingest\.cdx\.json, rollcall-1\.2\.0-py3-none-any\.whl:"):
        gather(tmp_path, "1.2.0", tmp_path / "build" / "release")
