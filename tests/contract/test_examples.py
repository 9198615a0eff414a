"""The examples stay like the root."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT
from scripts.terraform.lockfile import LOCK_FILE

EXAMPLES = sorted(path.parent for path in (PROJECT / "examples").glob("*/main.tf"))


def test_there_are_examples() -> None:
    assert [example.name for example in EXAMPLES] == ["contact-centre", "existing-instance", "saml-instance"]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_locks_the_providers_of_the_root(example: Path) -> None:
    assert (example / LOCK_FILE).read_text("utf-8") == (PROJECT / LOCK_FILE).read_text("utf-8")
