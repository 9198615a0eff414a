"""Reads what the provider deprecates off the Python of `pulumi-aws`, which is made of the same provider.

Its modules are named after AWS's services and its classes after what they make. A property that is deprecated is
decorated with what the provider says of it; a list's property may be in the plural, and its class in the singular.
"""

from __future__ import annotations

import ast
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Final

from scripts.provider_schemas.errors import SchemaError
from scripts.provider_schemas.schema import Block

_PACKAGE: Final = "pulumi_aws"
_MODULES: Final = {"lambda": "lambda_"}
_OTHERWISE_NAMED: Final = {
    ("data", "aws_caller_identity"): "get_caller_identity.py",
    ("data", "aws_partition"): "get_partition.py",
    ("data", "aws_service"): "get_service.py",
    ("provider", "aws"): "provider.py",
    ("resource", "aws_s3_object"): "s3/bucket_objectv2.py",
    ("resource", "aws_sqs_queue_redrive_policy"): "sqs/redrive_policy.py",
}


_BLOCKS_OTHERWISE_NAMED: Final = {
    "UserHierarchyGroupHierarchyPathLevelFive": "UserHierarchyGroupHierarchyPathLevelFife",
}
_LEFT_OUT: Final = frozenset({"timeouts"})
"""Blocks of Terraform's own, which the package has another way for."""


def add_deprecations(wheel: Path, types: Mapping[tuple[str, str], Block]) -> None:
    """Note in each block what is deprecated in it.

    Args:
        wheel: A wheel of `pulumi-aws`.
        types: As `Schema.types` has them.

    Raises:
        SchemaError: A type, or a block in one, is not found under the name that is expected.
    """
    with zipfile.ZipFile(wheel) as archive:
        package = _Package(archive)
        for (kind, name), block in types.items():
            package.mark(kind, name, block)


class _Package:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._paths = set(archive.namelist())
        self._read: dict[str, dict[str, dict[str, str]]] = {}

    def mark(self, kind: str, name: str, block: Block) -> None:
        """Note in the block of a type, and in those within it, what is deprecated."""
        path = PurePosixPath(_PACKAGE, _OTHERWISE_NAMED.get((kind, name)) or _usual_path(kind, name))
        ending, of_blocks = ("Result", "outputs.py") if kind == "data" else ("", "_inputs.py")
        classes = self._classes(path)
        wanted = f"{path.stem.replace('_', '')}{ending}".lower()
        found = next((of for of in classes if of.lower() == wanted), None)
        if found is None:
            raise SchemaError(f"{path} has no class for the {kind} {name}: say in {__name__} where it is")
        _mark(block, classes[found])
        self._mark_blocks(block, found.removesuffix(ending), ending or "Args", self._classes(path.parent / of_blocks))

    def _mark_blocks(self, block: Block, prefix: str, ending: str, classes: Mapping[str, Mapping[str, str]]) -> None:
        for name, inner in block.blocks.items():
            if name in _LEFT_OUT:
                continue
            usual = prefix + "".join(part.capitalize() for part in name.split("_"))
            usual = _BLOCKS_OTHERWISE_NAMED.get(usual, usual)
            longer = next((one for one in _numbers(usual) if one + ending in classes), None)
            if longer is None:
                raise SchemaError(
                    f"{_PACKAGE} has no class {usual}{ending} of a block {name}: say in {__name__} where it is"
                )
            _mark(inner, classes[longer + ending])
            self._mark_blocks(inner, longer, ending, classes)

    def _classes(self, path: PurePosixPath) -> Mapping[str, Mapping[str, str]]:
        """Return the deprecated properties of each class of a module, with what is said of them."""
        name = str(path)
        if name not in self._read:
            body = ast.parse(self._archive.read(name)).body if name in self._paths else []
            classes = [node for node in body if isinstance(node, ast.ClassDef)]
            self._read[name] = {node.name: dict(_deprecated(node)) for node in classes}
        return self._read[name]


def _usual_path(kind: str, name: str) -> str:
    service, _, rest = name.removeprefix("aws_").partition("_")
    return f"{_MODULES.get(service, service)}/{'get_' if kind == 'data' else ''}{rest}.py"


def _numbers(name: str) -> Iterator[str]:
    """Yield a name as it is, and in the singular."""
    yield name
    if name.endswith("ies"):
        yield f"{name.removesuffix('ies')}y"
    if name.endswith("s"):
        yield name.removesuffix("s")


def _deprecated(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for member in node.body:
        if isinstance(member, ast.FunctionDef):
            for decorator in member.decorator_list:
                if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "_utilities.deprecated":
                    yield member.name, ast.literal_eval(decorator.args[0])


def _mark(block: Block, deprecated: Mapping[str, str]) -> None:
    for name in {**block.attributes, **block.blocks}:
        if said := deprecated.get(name) or deprecated.get(f"{name}s"):
            block.deprecated[name] = said
