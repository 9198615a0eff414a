"""The README's table of operations, and whether what it says of them is true."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path

import botocore.session
import pytest

from local_aws.connect import install
from local_aws.connect.api.operations_table import README, replaced
from local_aws.connect.api.registry import OPERATIONS
from local_aws.connect.app import OPERATION_MODULES

install()
MODEL = botocore.session.get_session().get_service_model("connect")
CONNECT = Path(__file__).resolve().parents[4] / "connect"


@cache
def words(path: Path) -> set[str]:
    """Return the texts in a module's code, apart from those that say how an operation falls short."""
    tree = ast.parse(path.read_text())
    registered = {
        id(node)
        for function in tree.body
        if isinstance(function, ast.FunctionDef)
        for decorator in function.decorator_list
        for node in ast.walk(decorator)
    }
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in registered)
    return {node.value for node in texts if isinstance(node.value, str)}


@cache
def imported(path: Path) -> dict[Path, bool]:
    """Return the modules of Connect that a module imports from, and whether each has operations of its own."""
    names = (node.module or "" for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.ImportFrom))
    own = [name.removeprefix("local_aws.connect.") for name in names if name.startswith("local_aws.connect.")]
    return {CONNECT.joinpath(*name.split(".")).with_suffix(".py"): name in OPERATION_MODULES for name in own}


def read_by(path: Path) -> set[str]:
    """Return the texts in a module, in what it imports from of Connect, and in what helpers import from in turn."""
    waiting, seen = [path], {path}
    while waiting:
        for module, has_operations in imported(waiting.pop()).items():
            if module not in seen and not has_operations:
                waiting.append(module)
            seen.add(module)
    return set().union(*(words(module) for module in seen))


def test_the_readme_has_the_table_as_it_is_now() -> None:
    text = README.read_text()
    assert text == replaced(text), "run: python -m local_aws.connect.api.operations_table"


def test_a_readme_without_the_place_for_it_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the lines"):
        replaced("# Nothing here")


@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_every_member_that_nobody_reads_is_said_to_be_ignored(name: str) -> None:
    shape = MODEL.operation_model(name).input_shape
    members = set(shape.members) if shape else set()
    source = inspect.getsourcefile(OPERATIONS[name].handler)
    assert source is not None
    assert members - read_by(Path(source)) == set(OPERATIONS[name].ignores)
