"""Checks that everything a function's sources import is in its package, wherever in the source the import stands."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

from scripts.packaging.errors import BuildError
from scripts.packaging.trimming import is_unused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def check_imports(sources: Mapping[str, bytes], packaged: frozenset[str]) -> None:
    """Checks every import of `sources`; those under `if TYPE_CHECKING` never run and do not count.

    Args:
        sources: The project's own files of the package, by path.
        packaged: Every path in the package.

    Raises:
        BuildError: Something that is imported is neither packaged nor Python's own. The AWS SDK of Lambda's runtime
            does not count: it is whatever version AWS has put there.
    """
    for path in sorted(sources):
        if not path.endswith(".py"):
            continue
        for line, module in _imported_modules(ast.parse(sources[path], path)):
            if not _is_available(module, packaged):
                raise BuildError(
                    f"lambda_src/{path}:{line}: imports {module}, which is not in the package; pin it in "
                    "lambda_src/requirements, or take it off UNUSED_PARTS in scripts/packaging/trimming.py"
                )


def _is_available(module: str, packaged: frozenset[str]) -> bool:
    if module.partition(".")[0] in sys.stdlib_module_names:
        return True
    path = module.replace(".", "/")
    return not packaged.isdisjoint({f"{path}.py", f"{path}/__init__.py"})


def _imported_modules(tree: ast.Module) -> Iterator[tuple[int, str]]:
    pending: list[ast.AST] = [tree]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.If) and _tests_type_checking(node.test):
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module
            # Each name may be a module too; only of those that are left out is it known.
            names = (f"{node.module}.{name.name}" for name in node.names)
            yield from ((node.lineno, name) for name in names if is_unused(name.replace(".", "/")))
        pending.extend(ast.iter_child_nodes(node))


def _tests_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )
