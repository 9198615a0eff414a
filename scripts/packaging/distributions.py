"""Reads what an installed dependency says of itself: version, licence, texts of the licence, and what it needs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from scripts.packaging.errors import BuildError
from scripts.packaging.licences import check_licence, find_licence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


@dataclass(frozen=True)
class Distribution:
    """A dependency as it is packed.

    Attributes:
        name: Its name on the Python Package Index, normalised.
        version: Its version.
        licence: An SPDX licence expression.
        licence_texts: The texts that come with it, by file name.
        requires: Names of what it needs where the functions run, whether packed or not.
        wheel_sha256: Of the wheel that it was installed from, in hexadecimal: one of the hashes that are pinned.
    """

    name: str
    version: str
    licence: str
    licence_texts: Mapping[str, bytes]
    requires: frozenset[str]
    wheel_sha256: str


def read_distributions(installed: Path, wheels: Path, python: str) -> tuple[Distribution, ...]:
    """Reads all that pip has installed into a folder.

    Args:
        installed: The folder.
        wheels: A folder with the wheels that they came from.
        python: The Python that they will run on, such as "3.13".

    Returns:
        One entry for each, by name.

    Raises:
        BuildError: One brings no text of a licence, or comes under a licence that nobody has allowed.
    """
    hashes = {
        str(parse_wheel_filename(wheel.name)[0]): hashlib.sha256(wheel.read_bytes()).hexdigest()
        for wheel in wheels.glob("*.whl")
    }
    found = (_read(distribution, hashes, python) for distribution in metadata.distributions(path=[str(installed)]))
    return tuple(sorted(found, key=lambda distribution: distribution.name))


def required_names(lines: list[str], python: str) -> frozenset[str]:
    """Gives the names that requirements ask for where the functions run, extras left out.

    Args:
        lines: Requirements as PEP 508 writes them.
        python: The Python that they will run on, such as "3.13".
    """
    environment = _lambda_environment(python)
    requirements = map(Requirement, lines)
    return frozenset(
        canonicalize_name(one.name) for one in requirements if one.marker is None or one.marker.evaluate(environment)
    )


def _read(distribution: metadata.Distribution, hashes: Mapping[str, str], python: str) -> Distribution:
    name = canonicalize_name(distribution.metadata["Name"])
    texts = dict(_licence_texts(distribution))
    if not any("LICENSE" in file.upper() or "LICENCE" in file.upper() for file in texts):
        raise BuildError(f"{name} {distribution.version} brings no text of its licence, so it can't be passed on")
    described = distribution.metadata
    declared = [described[field] for field in ("License-Expression", "License") if field in described]
    licence = find_licence(name, declared[0] if declared else "", texts)
    check_licence(name, licence)
    return Distribution(
        name,
        distribution.version,
        licence,
        texts,
        required_names(distribution.requires or [], python),
        hashes[name],
    )


def _licence_texts(distribution: metadata.Distribution) -> Iterator[tuple[str, bytes]]:
    """The files that the metadata names; newer wheels have a folder for them (PEP 639), older ones none."""
    files = {str(path): path for path in distribution.files or ()}
    for name in distribution.metadata.get_all("License-File") or ():
        for path, file in files.items():
            _, dist_info, inside = path.partition(".dist-info/")
            if dist_info and inside.removeprefix("licenses/") == name:
                yield name, file.read_binary()


def _lambda_environment(python: str) -> dict[str, str]:
    """What markers ask for. All of it, so that nothing of the machine that builds decides."""
    return {
        "extra": "",
        "implementation_name": "cpython",
        "implementation_version": f"{python}.0",
        "os_name": "posix",
        "platform_machine": "",  # the zips serve arm64 and x86_64 alike
        "platform_python_implementation": "CPython",
        "platform_release": "",
        "platform_system": "Linux",
        "platform_version": "",
        "python_full_version": f"{python}.0",
        "python_version": python,
        "sys_platform": "linux",
    }
