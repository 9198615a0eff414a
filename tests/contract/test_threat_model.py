"""Each claim of SECURITY.md names tests that exist."""

from __future__ import annotations

import re

from scripts.terraform.initialise import PROJECT

TEXT = (PROJECT / "SECURITY.md").read_text("utf-8")


def existing() -> set[str]:
    """The names of all tests in Python, and of all runs of the Terraform tests."""
    python = [path for folder in ("tests", "local_aws/tests") for path in (PROJECT / folder).rglob("test_*.py")]
    found = {
        name for path in python for name in re.findall(r"^def (test_\w+)\(", path.read_text("utf-8"), re.MULTILINE)
    }
    for path in (PROJECT / "tests" / "terraform").glob("*.tftest.hcl"):
        found |= set(re.findall(r'^run "(\w+)"', path.read_text("utf-8"), re.MULTILINE))
    return found


def claims() -> list[list[str]]:
    """The rows of the table of what could happen: its cells."""
    table = TEXT.partition("| what could happen |")[2].partition("\n\n")[0]
    return [[cell.strip() for cell in row.strip("| ").split(" | ")] for row in table.splitlines()[2:]]


def test_every_claim_names_tests_that_exist() -> None:
    known = existing()

    assert len(claims()) >= 13
    for what, _, held, *_ in claims():
        names = re.findall(r"`(\w+)`", held)
        assert names, what
        assert set(names) <= known, (what, set(names) - known)


def test_every_test_that_is_named_elsewhere_exists() -> None:
    assert set(re.findall(r"`(test_\w+)`", TEXT)) <= existing()


def test_it_says_how_to_report() -> None:
    assert "## Reporting a weakness\n\nReport it privately" in TEXT
