"""Reads what the wheels of dependencies say of themselves: version, licence, its texts, and what they need."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

from packaging.metadata import RawMetadata, parse_email
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts.packaging.errors import BuildError
from scripts.packaging.licences import check_licence, find_licence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


LICENCES_FOLDER = "licences"
"""Folder of the zips with the texts of licences, a folder in it for each distribution."""


@dataclass(frozen=True)
class Distribution:
    """A dependency as it is packed.

    Attributes:
        name: Its name on the Python Package Index, normalised.
        version: Its version.
        licence: An SPDX licence expression.
        licence_texts: The texts that come with it, by file name.
        requires: Names of what it needs where the functions run, whether packed or not.
        wheel_sha256: Of the wheel, in hexadecimal: one of the hashes that are pinned.
    """

    name: str
    version: str
    licence: str
    licence_texts: Mapping[str, bytes]
    requires: frozenset[str]
    wheel_sha256: str


def read_distributions(wheels: Path, python: str) -> tuple[Distribution, ...]:
    """Reads all wheels of a folder.

    Args:
        wheels: The folder.
        python: The Python that they will run on, such as "3.13".

    Returns:
        One entry for each, by name.

    Raises:
        BuildError: One brings no text of a licence, or comes under a licence that nobody has allowed.
    """
    found = (_read(wheel, python) for wheel in wheels.glob("*.whl"))
    return tuple(sorted(found, key=lambda distribution: distribution.name))


def licence_files(own: bytes, distributions: tuple[Distribution, ...]) -> dict[str, bytes]:
    """Gives the texts of licences as they go into a zip, by path.

    Args:
        own: The text of Rollcall's licence.
        distributions: What is packed besides.
    """
    texts = {
        f"{LICENCES_FOLDER}/{one.name}-{one.version}/{name}": text
        for one in distributions
        for name, text in one.licence_texts.items()
    }
    return {f"{LICENCES_FOLDER}/rollcall/LICENSE": own, **texts}


def named_requirements(text: str) -> list[str]:
    """Gives the requirements of a requirements file, without its comments."""
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [line for line in lines if line]


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


def _read(wheel: Path, python: str) -> Distribution:
    content = wheel.read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        (path,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA") and name.count("/") == 1)
        described, _ = parse_email(archive.read(path))
        texts = dict(_licence_texts(archive, path.removesuffix("METADATA"), described))
    name, version = canonicalize_name(described["name"]), described["version"]
    if not any("LICENSE" in file.upper() or "LICENCE" in file.upper() for file in texts):
        raise BuildError(f"{name} {version} brings no text of its licence, so it can't be passed on")
    licence = find_licence(name, described.get("license_expression") or described.get("license", ""), texts)
    check_licence(name, licence)
    requires = required_names(described.get("requires_dist", []), python)
    return Distribution(name, version, licence, texts, requires, hashlib.sha256(content).hexdigest())


def _licence_texts(archive: zipfile.ZipFile, folder: str, described: RawMetadata) -> Iterator[tuple[str, bytes]]:
    """The files that the metadata names; newer wheels have a folder for them (PEP 639), older ones none."""
    paths = frozenset(archive.namelist())
    for name in described.get("license_files", []):
        for path in (f"{folder}licenses/{name}", f"{folder}{name}"):
            if path in paths:
                yield name, archive.read(path)


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
