"""Which AWS actions the commands of `rollcall` can call, read off their sources.

All code of `rollcall_cli` counts, whatever client it calls on: a command that is handed a client need not know its
type. Of the shared packages only what that code reaches counts, as for the functions in `tests/contract/calls.py`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from scripts.terraform.initialise import PROJECT
from tests.contract.calls import (
    OTHER_NAMES,
    SOURCES,
    Code,
    actions_of,
    by_version,
    code_of,
    definitions,
    operations,
    services_known,
)

SERVICES: Final = (
    "cloudwatch",
    "connect",
    "dynamodb",
    "lambda",
    "s3",
    "secretsmanager",
    "sqs",
    "ssm",
    "sts",
)
"""The services that commands have clients of; a contract test finds a `client("...")` of any other."""

PASSWORDS: Final = PROJECT / "rollcall_cli" / "commands" / "passwords.py"
"""The one command that reads passwords; its permissions are a policy of their own."""

_CLIENT: Final = re.compile(r"client\(\s*\"(\w+)\"")
_FUNCTIONS: Final = ("ingest", "provision", "report", "upkeep")


@dataclass
class _Types:
    """What names stand for, and what is written where, across all sources.

    Attributes:
        kinds: name of a variable, or of a function with `()` behind it → classes that it may be of.
        bases: class → classes that it inherits from.
        definitions: (class, method), or ("", function) → its code.
    """

    kinds: dict[str, set[str]] = field(default_factory=dict)
    bases: dict[str, set[str]] = field(default_factory=dict)
    definitions: dict[tuple[str, str], Code] = field(default_factory=dict)

    def family(self, kind: str) -> Iterator[str]:
        """Yield a class and what it inherits from."""
        yield kind
        for base in self.bases.get(kind, ()):
            yield from self.family(base)


def clients_built() -> set[str]:
    """Return the services that the commands build clients of."""
    return {service for path in _command_sources() for service in _CLIENT.findall(path.read_text("utf-8"))}


def actions_of_commands(*, passwords: bool) -> set[str]:
    """Return the IAM actions that the commands can need.

    Args:
        passwords: of the command `passwords` alone; false leaves it out.
    """
    chosen = [path for path in _command_sources() if passwords is (path == PASSWORDS)]
    modules = [ast.parse(path.read_text("utf-8")) for path in chosen]
    helpers = [ast.parse(path.read_text("utf-8")) for path in _command_sources() if path != PASSWORDS]
    types = _read_types([*modules, *helpers])
    found = {action for tree in modules for action in _called_on_any_client(tree)}
    todo = [code_of(tree, set()) for tree in modules]
    reached: set[tuple[str, str]] = set()
    while todo:
        code = todo.pop()
        found |= actions_of(code)
        for definition in _wanted(code, types) & types.definitions.keys() - reached:
            reached.add(definition)
            todo.append(types.definitions[definition])
    return found


def _command_sources() -> list[Path]:
    return sorted(path for path in (PROJECT / "rollcall_cli").rglob("*.py") if "_vendored" not in path.parts)


def _shared_trees(commands: Iterable[ast.Module]) -> Iterator[ast.Module]:
    """Parse `roster`, and those modules of the functions that a command imports."""
    imported = {
        node.module for tree in commands for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module
    }
    paths = {SOURCES / f"{name.replace('.', '/')}.py" for name in imported if name.partition(".")[0] in _FUNCTIONS}
    for path in sorted({*(SOURCES / "roster").rglob("*.py"), *paths}):
        yield ast.parse(path.read_text("utf-8"))


def _read_types(commands: list[ast.Module]) -> _Types:
    shared, types = list(_shared_trees(commands)), _Types()
    for tree in shared:
        types.definitions.update(_definitions(tree))
    for tree in [*shared, *commands]:
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                types.bases.setdefault(node.name, set()).update(ast.unparse(base) for base in node.bases)
                for name in (node.name, f"{node.name}()"):
                    types.kinds.setdefault(name, set()).add(node.name)
        for name, annotation in _annotations(tree):
            types.kinds.setdefault(name, set()).update(re.findall(r"\w+", annotation))
    for tree in commands:
        for name, call in _assigned_calls(tree):
            types.kinds.setdefault(name, set()).update(types.kinds.get(f"{call}()", ()))
    return types


def _definitions(tree: ast.Module) -> Iterator[tuple[tuple[str, str], Code]]:
    """Yield every ("", function) and (class, method) of a shared module, with the methods of itself that one calls."""
    for (owner, name), code in definitions(tree):
        if owner:
            code.methods |= {(owner, called) for receiver, called in code.methods if receiver == "self"}
        yield (owner, name), code


def _annotations(tree: ast.AST) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg.strip("_"), ast.unparse(node.annotation)
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target).rpartition(".")[2].strip("_"), ast.unparse(node.annotation)
        elif isinstance(node, ast.FunctionDef) and node.returns is not None:
            yield f"{node.name.strip('_')}()", ast.unparse(node.returns)


def _assigned_calls(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield which names are given what a call returns: `files, agents = deployment.files(), deployment.agents()`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            [target] = node.targets
            pairs = [(target, node.value)]
            if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                pairs = list(zip(target.elts, node.value.elts, strict=True))
            for name, value in pairs:
                if isinstance(value, ast.Call):
                    yield _last(name), _last(value.func)


def _last(node: ast.expr) -> str:
    """Return the last name of an expression, without underscores; `()` is behind that of a call."""
    if isinstance(node, ast.Call):
        return f"{_last(node.func)}()"
    return ast.unparse(node).rpartition(".")[2].strip("_")


def _wanted(code: Code, types: _Types) -> set[tuple[str, str]]:
    wanted = {("", name) for name in code.names}
    for receiver, method in code.methods:
        name = re.sub(r"\(.*\)$", "()", receiver, flags=re.DOTALL).strip("_")
        for kind in {*types.kinds.get(name, ()), *([receiver] if receiver in types.bases else [])}:
            wanted |= {(member, method) for member in types.family(kind)}
        if receiver in {"self", "super()"}:
            wanted |= {(base, method) for bases in types.bases.values() for base in bases}
    return wanted


def _called_on_any_client(tree: ast.Module) -> set[str]:
    """Return the actions of all that is called by the name of a client's method, or named to a helper that calls it.

    What several services call the same counts for those whose clients the module knows.
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                names.add(node.func.attr)
            names |= {
                value.value for value in node.args if isinstance(value, ast.Constant) and isinstance(value.value, str)
            }
    known = services_known(tree) | set(_CLIENT.findall(ast.unparse(tree).replace("'", '"')))
    whole = code_of(tree, set())
    found: set[str] = set()
    for name in names:
        services = [service for service in SERVICES if name in operations(service)]
        for service in services if len(services) == 1 else [one for one in services if one in known]:
            operation = operations(service)[name]
            found |= set(OTHER_NAMES.get((service, operation), (f"{service}:{operation}",)))
    return by_version(found, whole.keys)
