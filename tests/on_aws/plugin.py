"""What pytest needs to run the end-to-end tests against a deployment that stands in the environment's account.

`python -m pytest -p tests.on_aws.plugin --standing FILE --left-out FILE tests/end_to_end`: `run_tests` writes the first
file and reads the second. While it is loaded, local AWS can't be imported: what needs it has to be left out.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest

from tests.end_to_end.standing import NEEDS_LOCAL_AWS, STANDING, Standing
from tests.on_aws.credentials import environment_account

_LEFT_OUT = pytest.StashKey[dict[str, str]]()


class _NoLocalAws(MetaPathFinder):
    """Refuses to import local AWS, so that nothing can reach for its admin API."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname.partition(".")[0] == "local_aws":
            raise ImportError(f"{fullname}: a run on the environment's account does not know local AWS")
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the two files."""
    parser.addoption("--standing", type=Path, help="JSON: home and variables of the deployment that stands")
    parser.addoption("--left-out", type=Path, help="where to write which tests are left out, with the reason, as JSON")


def pytest_configure(config: pytest.Config) -> None:
    """Reach the deployment. It is done before any test's fixture takes the environment's credentials away."""
    sys.meta_path.insert(0, _NoLocalAws())
    told = json.loads(config.getoption("--standing").read_text("utf-8"))
    config.stash[STANDING] = Standing(Path(told["home"]), environment_account(), told["variables"])
    config.stash[_LEFT_OUT] = {}


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out files of which each test is marked, and folders of such files; they may import local AWS."""
    is_file = collection_path.name.startswith("test_") and collection_path.suffix == ".py"
    files = [collection_path] if is_file else sorted(collection_path.rglob("test_*.py"))
    trees = {path: ast.parse(path.read_text("utf-8")) for path in files}
    reasons = {path: reason for path, tree in trees.items() if (reason := reason_of_file(tree)) is not None}
    if not files or reasons.keys() != trees.keys():
        return None
    for path, tree in trees.items():
        name = path.relative_to(config.rootpath).as_posix()
        tests = [node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
        config.stash[_LEFT_OUT] |= {f"{name}::{test}": reasons[path] for test in tests}
    return True


def reason_of_file(tree: ast.Module) -> str | None:
    """Return what a file says that its tests need of local AWS; None for one whose tests may run anywhere."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and len(node.value.args) == 1:
            [argument], function = node.value.args, node.value.func
            names = [target.id for target in node.targets if isinstance(target, ast.Name)]
            marked = isinstance(function, ast.Attribute) and function.attr == NEEDS_LOCAL_AWS
            if names == ["pytestmark"] and marked and isinstance(argument, ast.Constant):
                return str(argument.value)
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that are marked."""
    marks = [(item, item.get_closest_marker(NEEDS_LOCAL_AWS)) for item in items]
    left_out = {item: mark.args[0] for item, mark in marks if mark is not None}
    config.stash[_LEFT_OUT] |= {item.nodeid: reason for item, reason in left_out.items()}
    config.hook.pytest_deselected(items=list(left_out))
    items[:] = [item for item in items if item not in left_out]


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down what was left out."""
    text = json.dumps(session.config.stash[_LEFT_OUT], indent=2)
    session.config.getoption("--left-out").write_text(text, "utf-8")
