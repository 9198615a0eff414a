"""The package stands on its own: what it imports and what it declares.

Which part may import which is checked by `make lint`, as pyproject.toml of the repository says.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest

PACKAGE = Path(__file__).resolve().parents[2]

TESTS_MAY_IMPORT = {
    "provider/test_terraform_provider.py": {"scripts"},  # finds the mirror of Terraform's providers
    "provider/test_bucket_of_any_keys.py": {"scripts"},  # likewise
}
"""Packages of the repository that one of the tests uses; all others run wherever the package is installed."""

MODULES = sorted(path for path in PACKAGE.rglob("*.py") if PACKAGE / "tests" not in path.parents)
TESTS = sorted((PACKAGE / "tests").rglob("*.py"))


def name_of(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def imported(path: Path) -> Iterator[str]:
    """Yield the full name of every module that a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def from_elsewhere(path: Path) -> set[str]:
    """Return the top-level packages that a file imports besides the standard library and this package."""
    top = {name.partition(".")[0] for name in imported(path)}
    return top - sys.stdlib_module_names - {"local_aws"}


def configuration() -> dict[str, Any]:
    return tomllib.loads((PACKAGE / "pyproject.toml").read_text())


@cache
def distributions() -> dict[str, set[str]]:
    """Return the installed distributions that hold a top-level package, by its name."""
    return {package: {name.lower() for name in names} for package, names in packages_distributions().items()}


def declared() -> set[str]:
    """Return the names of the distributions that the package depends on."""
    requirements = configuration()["project"]["dependencies"]
    return {requirement.partition(">")[0].partition("=")[0] for requirement in requirements}


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_what_the_package_declares(path: Path) -> None:
    for package in from_elsewhere(path):
        assert declared() & distributions().get(package, set()), f"{package} is no dependency of the package"


def test_clients_need_no_other_package() -> None:
    for path in (PACKAGE / "client").rglob("*.py"):
        assert from_elsewhere(path) == set()


@pytest.mark.parametrize("path", TESTS, ids=name_of)
def test_a_test_imports_nothing_of_the_repository_but_the_package(path: Path) -> None:
    allowed = TESTS_MAY_IMPORT.get(str(path.relative_to(PACKAGE / "tests")), set())
    assert from_elsewhere(path) - distributions().keys() == allowed


def test_every_dependency_is_used() -> None:
    used = {package for path in MODULES for package in from_elsewhere(path)}
    assert declared() <= {name for package in used for name in distributions()[package]}


def test_the_wheel_holds_every_folder() -> None:
    folders = {"local_aws", *(".".join(("local_aws", *path.parent.relative_to(PACKAGE).parts)) for path in MODULES)}
    assert set(configuration()["tool"]["setuptools"]["packages"]) == folders


def test_the_repository_pins_the_ministack_that_the_package_asks_for() -> None:
    pins = (PACKAGE.parent / "requirements" / "local.in").read_text().splitlines()
    wanted = [item for item in configuration()["project"]["dependencies"] if item.startswith("ministack")]
    assert [pin for pin in pins if pin.startswith("ministack")] == wanted


def test_the_readme_names_every_request_of_the_admin_api() -> None:
    source = (PACKAGE / "server" / "admin.py").read_text()
    requests = {f"{method} {path}" for method, path in re.findall(r'\("([A-Z]+)", "([\w/]+)"\):', source)}
    assert len(requests) > 10
    table = (PACKAGE / "README.md").read_text().partition("## Admin API")[2].partition("##")[0]
    assert {request.strip("`") for request in re.findall(r"`[A-Z]+ [\w/]+`", table)} == requests
