"""Which end-to-end tests an account of AWS can't run follows from what they use, so that none can be forgotten."""

from __future__ import annotations

import ast
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.end_to_end.conftest import NEEDS_LOCAL_AWS, pytest_collection_modifyitems
from tests.on_aws.plugin import reason_of_file

FOLDER = Path(__file__).resolve().parents[1] / "end_to_end"
BEHIND_THE_FIXTURES = {"conftest.py", "local_account.py", "example.py", "real_world.py"}
"""Files that may reach for local AWS: the first has its fixtures, and only marked files use the others."""


def item(*fixtures: str, marked: bool = False) -> Any:
    return SimpleNamespace(
        nodeid="test_x.py::test_x",
        path=Path("test_x.py"),
        fixturenames=fixtures,
        get_closest_marker=lambda name: name == NEEDS_LOCAL_AWS and marked,
    )


def test_a_test_that_uses_local_aws_at_whatever_remove_is_refused_without_the_mark() -> None:
    pytest_collection_modifyitems([item("stack"), item("site", "controls", "local_server", marked=True)])

    with pytest.raises(pytest.UsageError, match="test_x"):
        pytest_collection_modifyitems([item("site", "controls", "local_server")])


def reaches_local_aws(tree: ast.Module) -> bool:
    """Whether a file imports local AWS or what stands on it, but for types, or takes a stack's server."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom | ast.Import):
            modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            local = ("local_aws", "tests.end_to_end.local_account", "tests.end_to_end.example")
            if any(module.startswith(local) for module in modules):
                return True
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "controls"]
    return any(isinstance(node.value, ast.Attribute) and node.value.attr == "server" for node in attributes)


def test_whatever_reaches_local_aws_otherwise_than_by_its_fixture_is_marked_as_a_whole() -> None:
    files = [path for path in FOLDER.rglob("*.py") if path.name not in BEHIND_THE_FIXTURES]
    trees = {path: ast.parse(path.read_text("utf-8")) for path in files}
    reaching = {path for path, tree in trees.items() if reaches_local_aws(tree)}

    assert {path.name for path in reaching} >= {"test_contact_centre.py", "test_terraform_export.py"}
    assert {path.name for path in reaching if reason_of_file(trees[path]) is None} == set()
