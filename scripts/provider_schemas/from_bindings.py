"""Reads a provider's schema off the Python that CDK Terrain generates of it, where the provider itself can't be had.

The package `cdktn-provider-aws` has a module for each type. Its class takes what can be set and has a property for each
thing that can be read; each block is a class of its own. A parameter's documentation links to the argument by its name
in HCL, and says of a block that it is one. A property's name may differ from HCL's beside a digit (`crc32_c`). What the
provider deprecates is not told.
"""

from __future__ import annotations

import ast
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from scripts.provider_schemas.errors import SchemaError
from scripts.provider_schemas.schema import COMPUTED, OPTIONAL, REQUIRED, Block, Schema

_PACKAGE: Final = "cdktn_provider_aws"
_VERSION: Final = re.compile(r"registry\.terraform\.io/providers/hashicorp/aws/([0-9.]+)/docs")
_PARAMETER: Final = re.compile(
    r":param (?P<name>\w+): (?P<block>\w+ block\. )?(?:(?!:param).)*?"
    r"hashicorp/aws/[0-9.]+/docs[\w/-]*#(?P<argument>\w+) ",
    re.DOTALL,
)
_BASES: Final = frozenset({"TerraformDataSource", "TerraformProvider", "TerraformResource"})
_OUTPUT: Final = "OutputReference"
_NOT_THE_PROVIDERS: Final = ("_input", "fqn", "internal_value")
"""Endings of properties that are the bindings' own."""


def read_bindings(wheel: Path, wanted: Iterable[tuple[str, str]]) -> Schema:
    """Read the wanted types.

    Args:
        wheel: A wheel of `cdktn-provider-aws`.
        wanted: (`resource`, `data` or `provider`, type); those that the provider lacks are left out.

    Raises:
        SchemaError: A module does not look as such modules do, or the wheel has none of the types.
    """
    types, versions = {}, set()
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for kind, name in wanted:
            path = f"{_PACKAGE}/{_module(kind, name)}/__init__.py"
            if path in names:
                text = archive.read(path).decode("utf-8")
                versions |= set(_VERSION.findall(text))
                types[(kind, name)] = _Module(path, text).block()
    if len(versions) != 1:
        raise SchemaError(f"{wheel.name} is of the provider's versions {sorted(versions)}")
    distribution, version = wheel.name.split("-")[:2]
    return Schema(versions.pop(), f"{distribution.replace('_', '-')} {version} of PyPI", types)


def _module(kind: str, name: str) -> str:
    bare = name.removeprefix("aws_")
    return {"resource": bare, "data": f"data_aws_{bare}", "provider": "provider"}[kind]


class _Module:
    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._classes = {node.name: node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)}

    def block(self) -> Block:
        """Return the block of the type that the module is of."""
        for node in self._classes.values():
            if _BASES & {ast.unparse(base).rpartition(".")[2] for base in node.bases}:
                return self._read(node, node, OPTIONAL)
        raise SchemaError(f"{self._path}: no class of a resource, a data source or a provider")

    def _read(self, settable: ast.ClassDef | None, readable: ast.ClassDef | None, role: str) -> Block:
        """Read a block off the class that takes what can be set, and off the one that has what can be read."""
        block = Block(role)
        for name, annotation in _properties(readable) if readable else ():
            reference = self._find(annotation, _OUTPUT)
            if reference is None:
                block.attributes[name] = COMPUTED
            else:
                struct = self._classes.get(reference.name.removesuffix(_OUTPUT))
                block.blocks[name] = self._read(struct, reference, COMPUTED)
        for name, annotation, is_required, is_block in _parameters(settable) if settable else ():
            its_role = REQUIRED if is_required else OPTIONAL
            struct = self._find(annotation, "")
            if struct is not None:
                block.attributes.pop(name, None)
                block.blocks[name] = self._read(struct, self._classes.get(f"{struct.name}{_OUTPUT}"), its_role)
            elif is_block:
                raise SchemaError(f"{self._path}: no class of the block {name}")
            else:
                block.attributes[name] = its_role
        return block

    def _find(self, annotation: str, ending: str) -> ast.ClassDef | None:
        """Return the class of this module that an annotation names, itself or as a list's, if it ends so."""
        for name in re.findall(r"[A-Z]\w+", annotation):
            for candidate in (f"{name.removesuffix('List').removesuffix('Map')}{ending}", f"{name}{ending}", name):
                if candidate in self._classes and candidate.endswith(ending):
                    return self._classes[candidate]
        return None


def _properties(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member in (member for member in node.body if isinstance(member, ast.FunctionDef)):
        is_property = "builtins.property" in map(ast.unparse, member.decorator_list)
        if is_property and not member.name.endswith(_NOT_THE_PROVIDERS):
            yield member.name, ast.unparse(member.returns) if member.returns else ""


def _parameters(node: ast.ClassDef) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield what can be set: the name in HCL, the annotation, whether it must be set, and whether it is a block."""
    (init,) = (member for member in node.body if isinstance(member, ast.FunctionDef) and member.name == "__init__")
    documented = {found["name"]: found for found in _PARAMETER.finditer(ast.get_docstring(init, clean=False) or "")}
    for argument, default in zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True):
        if found := documented.get(argument.arg):  # the others are Terraform's own
            annotation = ast.unparse(argument.annotation) if argument.annotation else ""
            yield found["argument"], annotation, default is None, found["block"] is not None
