"""The examples stay like the root."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT
from scripts.terraform.lockfile import LOCK_FILE

EXAMPLES = sorted(path.parent for path in (PROJECT / "examples").glob("*/main.tf"))


def test_there_are_examples() -> None:
    assert [example.name for example in EXAMPLES] == [
        "contact-centre",
        "existing-instance",
        "minimal",
        "production",
        "saml-instance",
        "teams",
        "two-instances",
    ]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_has_less_than_sixty_lines_of_terraform(example: Path) -> None:
    assert sum(len(path.read_text("utf-8").splitlines()) for path in example.glob("*.tf")) < 60


TEXTS = {("contact-centre", "instance_alias")}
"""Variables without a type whose values are texts, or null."""


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_its_variables_can_be_set_on_the_command_line(example: Path) -> None:
    """Terraform takes a value of `-var` or `TF_VAR_` for a literal text where the variable has no type."""
    files = "".join(path.read_text("utf-8") for path in example.glob("*.tf"))
    blocks = re.findall(r'^variable "(\w+)" \{(.*?)\}$', files, re.MULTILINE | re.DOTALL)
    untyped = {name for name, body in blocks if not re.search(r"(^|\n)\s*type\s*=", body)}

    assert {(example.name, name) for name in untyped} <= TEXTS


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_is_explained_and_listed(example: Path) -> None:
    assert "```sh\n" in (example / "README.md").read_text("utf-8")
    assert f"({example.name}/README.md)" in (example.parent / "README.md").read_text("utf-8")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_locks_the_providers_of_the_root(example: Path) -> None:
    assert (example / LOCK_FILE).read_text("utf-8") == (PROJECT / LOCK_FILE).read_text("utf-8")


def test_who_leaves_forgets_all_that_a_destroy_would_take_back_in_connect() -> None:
    """The recipe of docs/operations.md; what it does not forget deletes passwords, and guards."""
    staffing = (path.read_text("utf-8") for path in (PROJECT / "modules" / "staffing").glob("*.tf"))
    made = {name for text in staffing for name in re.findall(r'^resource "aws_lambda_invocation" "(\w+)"', text, re.M)}
    _, _, page = (PROJECT / "docs" / "operations.md").read_text("utf-8").partition("### Leaving, and keeping")
    forgotten = re.findall(r"module\.staffing\.aws_lambda_invocation\.(\w+)", page.partition("\n## ")[0])

    assert sorted(forgotten) == sorted(made - {"purge_passwords", "guard_deletion"})
