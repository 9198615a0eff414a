"""Which end-to-end tests an account of AWS can't run follows from what they use, so that none can be forgotten."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scripts.terraform.initialise import PROJECT
from tests.end_to_end.conftest import pytest_collection_modifyitems
from tests.end_to_end.standing import NEEDS_LOCAL_AWS
from tests.on_aws.plugin import reason_of_file

FOLDER = PROJECT / "tests" / "end_to_end"


def item(*fixtures: str, marked: bool = False) -> Any:
    return SimpleNamespace(
        nodeid="test_x.py::test_x",
        path=Path("test_x.py"),
        fixturenames=fixtures,
        get_closest_marker=lambda name: name == NEEDS_LOCAL_AWS and marked,
    )


def test_a_test_that_uses_local_aws_through_any_fixture_is_refused_without_the_mark() -> None:
    pytest_collection_modifyitems([item("stack"), item("site", "controls", "local_server", marked=True)])

    with pytest.raises(pytest.UsageError, match="test_x"):
        pytest_collection_modifyitems([item("site", "controls", "local_server")])


def imports(tree: ast.Module) -> set[str]:
    """Names of the modules that a file imports as it begins, but for types."""
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def uses_controls_of_a_server(tree: ast.Module) -> bool:
    """Whether a file takes a stack's server."""
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "controls"]
    return any(isinstance(node.value, ast.Attribute) and node.value.attr == "server" for node in attributes)


def reaching_modules() -> set[str]:
    """Modules below tests/ that import local AWS, themselves or by others of them."""
    trees = {
        path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", "."): ast.parse(path.read_text("utf-8"))
        for path in (PROJECT / "tests").rglob("*.py")
        if path.name != "conftest.py"  # which has the fixtures
    }
    found = {name for name, tree in trees.items() if uses_controls_of_a_server(tree)}
    while True:
        more = {
            name
            for name, tree in trees.items()
            if any(module in found or module.partition(".")[0] == "local_aws" for module in imports(tree))
        }
        if more <= found:
            return found
        found |= more


def test_whatever_reaches_local_aws_otherwise_than_by_its_fixture_is_marked_as_a_whole() -> None:
    reaching = reaching_modules()
    tests = {
        path: ast.parse(path.read_text("utf-8"))
        for path in FOLDER.rglob("test_*.py")
        if path.relative_to(PROJECT).with_suffix("").as_posix().replace("/", ".") in reaching
    }

    assert {path.name for path in tests} >= {"test_contact_centre.py", "test_terraform_export.py", "test_teams.py"}
    assert {path.name for path, tree in tests.items() if reason_of_file(tree) is None} == set()
