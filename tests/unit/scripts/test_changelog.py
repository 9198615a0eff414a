"""What the changelog says of a version."""

from __future__ import annotations

from scripts.changelog import section, versions

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- Something to come, see [1.1.0].

## [1.1.0] - 2026-11-01

## [1.0.0] - 2026-10-01

- The first.

[Unreleased]: https://example.com/compare
"""


def test_a_section_ends_at_the_next_or_at_the_addresses_of_links() -> None:
    assert section(CHANGELOG, "Unreleased") == "### Added\n\n- Something to come, see [1.1.0]."
    assert section(CHANGELOG, "1.0.0") == "- The first."


def test_an_empty_section_is_not_a_missing_one() -> None:
    assert section(CHANGELOG, "1.1.0") == ""
    assert section(CHANGELOG, "1.1") is None
    assert section(CHANGELOG, "1x1.0") is None


def test_versions_are_the_newest_first() -> None:
    assert versions(CHANGELOG) == ["1.1.0", "1.0.0"]
