"""Another version of the AWS provider than the project's lock file has, chosen by a variable."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.terraform.errors import TerraformSetupError
from scripts.terraform.lockfile import LOCK_FILE, LockedProvider, locked_providers
from scripts.terraform.provider_choice import keep_lock, kept_lock, use_lock

AWS = "registry.terraform.io/hashicorp/aws"
COMPLETE = f'provider "{AWS}" {{\n  version = "6.27.0"\n  hashes  = ["h1:x"]\n}}\n'


@pytest.mark.parametrize("environment", [{}, {"AWS_PROVIDER": ""}])
def test_without_a_choice_the_projects_lock_stands(environment: dict[str, str], tmp_path: Path) -> None:
    assert kept_lock(environment, tmp_path) is None


@pytest.mark.parametrize("choice", ["6", "6.x", "6.27", ">= 6", "../6.27.0", "latest"])
def test_what_is_no_version_is_told(choice: str, tmp_path: Path) -> None:
    with pytest.raises(TerraformSetupError, match=r"AWS_PROVIDER: .* is neither a version, such as 6\.27\.0, nor"):
        kept_lock({"AWS_PROVIDER": choice}, tmp_path)


def _kept(choice: str, folder: Path) -> Path:
    kept = kept_lock({"AWS_PROVIDER": choice}, folder / "locks")
    assert kept is not None
    return kept


def test_each_choice_has_a_lock_file_of_its_own(tmp_path: Path) -> None:
    assert len({_kept(choice, tmp_path) for choice in ("5.100.0", "6.27.0", "newest")}) == 3


def test_a_first_lock_asks_for_the_version_alone(tmp_path: Path) -> None:
    assert not use_lock(_kept("6.27.0", tmp_path), tmp_path)

    assert locked_providers(tmp_path / LOCK_FILE) == [LockedProvider(AWS, "6.27.0")]
    assert "hashes" not in (tmp_path / LOCK_FILE).read_text("utf-8")


def test_the_newest_is_whatever_terraform_finds(tmp_path: Path) -> None:
    assert not use_lock(_kept("newest", tmp_path), tmp_path)

    assert (tmp_path / LOCK_FILE).read_text("utf-8") == ""


def test_what_was_completed_is_used_from_then_on(tmp_path: Path) -> None:
    kept, first, second = _kept("newest", tmp_path), tmp_path / "first", tmp_path / "second"
    for directory in (first, second):
        directory.mkdir()
    (first / LOCK_FILE).write_text(COMPLETE, "utf-8")
    (first / LOCK_FILE).chmod(0o644)

    keep_lock(kept, first)

    assert use_lock(kept, second)
    assert kept.stat().st_mode & 0o777 == 0o644
    assert (second / LOCK_FILE).read_text("utf-8") == COMPLETE
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_of_two_that_complete_one_at_once_the_first_counts(tmp_path: Path) -> None:
    kept, late = _kept("newest", tmp_path), tmp_path / "late"
    late.mkdir()
    kept.parent.mkdir()
    kept.write_text(COMPLETE, "utf-8")
    (late / LOCK_FILE).write_text(COMPLETE.replace("6.27.0", "6.28.0"), "utf-8")

    keep_lock(kept, late)

    assert (late / LOCK_FILE).read_text("utf-8") == kept.read_text("utf-8") == COMPLETE
