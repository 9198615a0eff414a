"""Takes of the AWS SDK what a function uses: botocore's data has 400 services, and a function talks to a few of them.

A function names its services where it calls `roster.clients.build_client`, so the sources themselves say what to pack.
Of a service its newest API is kept, as botocore would choose it. The file with all services' endpoints, 1.2 MB, keeps
the entries of those services.
"""

from __future__ import annotations

import ast
import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from scripts.packaging.errors import BuildError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FACTORY = "build_client"
_DATA = PurePosixPath("botocore/data")
_ENDPOINTS = "botocore/data/endpoints.json"


def used_services(sources: Mapping[str, bytes]) -> frozenset[str]:
    """Reads which services the project's own files make clients of.

    Args:
        sources: The project's own files of the package, by path.

    Returns:
        Names of services as botocore has them, such as `dynamodb`.

    Raises:
        BuildError: A client's service is no literal.
    """
    services = set()
    for path in sorted(sources):
        if not path.endswith(".py"):
            continue
        for line, argument in _calls(ast.parse(sources[path], path)):
            if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)):
                raise BuildError(
                    f"lambda_src/{path}:{line}: name the service of {_FACTORY} there, as text: the build packs its data"
                )
            services.add(argument.value)
    return frozenset(services)


def take_services(files: Mapping[str, bytes], services: frozenset[str]) -> dict[str, bytes]:
    """Leaves out botocore's data on all other services, and on older APIs of these.

    Args:
        files: The installed dependencies, contents by path inside the zip.
        services: Names of services as botocore has them.

    Raises:
        BuildError: botocore does not know one of the services, or knows its endpoints by another name.
    """
    newest = {service: _newest_api(files, service) for service in services}
    taken = {path: content for path, content in files.items() if _is_kept(PurePosixPath(path), newest)}
    if _ENDPOINTS in taken:
        taken[_ENDPOINTS] = _endpoints_of(json.loads(taken[_ENDPOINTS]), services)
    return taken


def _calls(tree: ast.Module) -> Iterator[tuple[int, ast.expr | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if name == _FACTORY:
                yield node.lineno, node.args[0] if node.args else None


def _newest_api(files: Mapping[str, bytes], service: str) -> str:
    folder = _DATA / service
    versions = {path.parts[3] for path in map(PurePosixPath, files) if folder in path.parents and len(path.parts) == 5}
    with_model = [version for version in versions if f"{folder}/{version}/service-2.json.gz" in files]
    if not with_model:
        raise BuildError(f"{service}: the pinned botocore has no model of this service")
    return max(with_model)  # dates


def _is_kept(path: PurePosixPath, newest: Mapping[str, str]) -> bool:
    if _DATA not in path.parents or path.parent == _DATA:
        return True
    service, version, *_ = path.parts[2:]
    return newest.get(service) == version and not path.name.startswith("examples-")


def _endpoints_of(endpoints: dict[str, Any], services: frozenset[str]) -> bytes:
    known = {name for partition in endpoints["partitions"] for name in partition["services"]}
    if unknown := sorted(services - known):
        raise BuildError(f"{unknown[0]}: {_ENDPOINTS} has this service by another name; look up its endpointPrefix")
    for partition in endpoints["partitions"]:
        entries = partition["services"]
        partition["services"] = {name: entries[name] for name in sorted(services & entries.keys())}
    return json.dumps(endpoints, separators=(",", ":")).encode()
