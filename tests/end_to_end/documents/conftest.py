"""One deployment for all documents, made by `make up` in a copy of the checkout, whose commands run in a terminal.

A command that is neither run by these tests nor told in `tests.documents.not_run` with the reason fails the last one.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from scripts.local.demo import CENTRE
from scripts.terraform.initialise import initialise
from scripts.terraform.resident_provider import resident_provider
from tests.documents.checkout import Deployed, Shell, copy_checkout
from tests.end_to_end.documents.scene import Scene

_ORDER = ("test_readme.py", "test_directories.py", "test_operations.py", "test_terraform.py", "test_end.py")
"""As somebody reads: each file begins where the one before ended, and the last one destroys."""

_PEOPLE = 'people_policies = true\nuploaders       = { office = { prefix = "office/" } }\n'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the files in their order."""
    items.sort(key=lambda item: _ORDER.index(item.path.name) if item.path.parent.name == "documents" else -1)


@pytest.fixture(scope="package")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """`make up` in a copy of the checkout, whose sample has policies for people; `make down` ends it in any case."""
    folder = tmp_path_factory.mktemp("documents")
    checkout = copy_checkout(folder)
    sample = checkout / "terraform.tfvars.example"
    added = CENTRE.read_text("utf-8") + _PEOPLE
    sample.write_text(_without(sample.read_text("utf-8"), re.findall(r"^\w+", added, re.MULTILINE)) + added, "utf-8")
    tools = folder / "tools"
    tools.mkdir()
    shell = Shell(checkout, tools)
    try:
        shell.run("make up")
        shell.run(". build/local/env")
        deployed = Deployed(checkout)
        deployed.finished_import("agents.csv")
        with _provider_of(checkout, shell) as variables:
            shell.variables |= variables
            yield Scene(shell, checkout, deployed)
    finally:
        shell.folder = checkout
        shell.run("make down", None)


def _provider_of(checkout: Path, shell: Shell) -> AbstractContextManager[dict[str, str]]:
    """Keep the provider running, for all commands of Terraform: to start it takes longer than most of them."""
    site = checkout / "build" / "local"
    environment = initialise(site / "root", site / "terraform")
    return resident_provider(site / "root", site / "terraform", environment | shell.variables)


def _without(variables: str, names: Collection[str]) -> str:
    """Take some variables out of the text of a tfvars file."""
    entries = re.split(r"^(?=\w)", variables, flags=re.MULTILINE)
    return "".join(entry for entry in entries if entry.split()[:1] not in [[name] for name in names])
