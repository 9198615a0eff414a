"""Writes the software bill of materials of a zip: CycloneDX 1.6, as JSON.

https://cyclonedx.org/docs/1.6/json/ has what each field means.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from typing import TYPE_CHECKING

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType, Pedigree
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scripts.packaging.distributions import Distribution

_ROLLCALL = uuid.UUID("43d90b26-5c10-4261-b69d-68d318bbb612")
"""Namespace of the serial numbers; drawn once."""

_TRIMMED = "The hash is that of the wheel. What no function imports is left out of the zip."


def sbom_name(function: str) -> str:
    """Gives the file's name, inside the zip and beside it."""
    return f"{function}.cdx.json"


def write_sbom(
    function: str,
    version: str,
    licence: str,
    direct: frozenset[str],
    distributions: Sequence[Distribution],
    files: Mapping[str, bytes],
) -> bytes:
    """Describes a zip; the same zip gives the same bytes.

    So it has no time, and its serial number follows from what the zip holds.

    Args:
        function: The function's short name.
        version: Rollcall's version.
        licence: Rollcall's licence, an SPDX identifier.
        direct: Names of the distributions that the function's own requirements name.
        distributions: All that are packed.
        files: Contents of the zip by path.
    """
    root = _component(ComponentType.APPLICATION, f"rollcall-{function}", version, licence, "generic")
    components = {
        one.name: _component(ComponentType.LIBRARY, one.name, one.version, one.licence, "pypi") for one in distributions
    }
    for one in distributions:
        components[one.name].hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=one.wheel_sha256))
        components[one.name].pedigree = Pedigree(notes=_TRIMMED)
    bom = Bom(
        serial_number=uuid.uuid5(_ROLLCALL, _digest(function, files)),
        metadata=BomMetaData(component=root),
        components=components.values(),
    )
    bom.register_dependency(root, [components[name] for name in sorted(direct)])
    for one in distributions:
        bom.register_dependency(
            components[one.name], [components[name] for name in sorted(one.requires & components.keys())]
        )
    document = json.loads(make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string())
    del document["metadata"]["timestamp"]
    return (json.dumps(document, indent=2, sort_keys=True) + "\n").encode()


def _component(kind: ComponentType, name: str, version: str, licence: str, purl_type: str) -> Component:
    purl = PackageURL(type=purl_type, name=name, version=version)
    return Component(
        type=kind,
        name=name,
        version=version,
        licenses=[LicenseFactory().make_from_string(licence)],
        purl=purl,
        bom_ref=purl.to_string(),
    )


def _digest(function: str, files: Mapping[str, bytes]) -> str:
    """What is in the zip, in one word."""
    lines = [f"{hashlib.sha256(files[path]).hexdigest()}  {path}" for path in sorted(files)]
    return hashlib.sha256("\n".join([function, *lines]).encode()).hexdigest()
