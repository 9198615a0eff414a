"""What a zip says of what is in it: its SBOM, and the licences of what is packed."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts.packaging.licences import ALLOWED
from scripts.packaging.sbom import sbom_name
from tests.build.conftest import FUNCTIONS, PROJECT

PIN = re.compile(r"^([a-z0-9.-]+)==(\S+) \\$((?:\n +--hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE)


@pytest.fixture(params=FUNCTIONS)
def package(request: pytest.FixtureRequest, zips: dict[str, Path]) -> Path:
    """The zip of each function."""
    return zips[request.param]


def _sbom(package: Path) -> dict[str, Any]:
    with zipfile.ZipFile(package) as archive:
        document: dict[str, Any] = json.loads(archive.read(sbom_name(package.stem)))
    return document


def _pins(function: str) -> dict[str, tuple[str, set[str]]]:
    """Version and hashes of each pin of a function, by name."""
    text = (PROJECT / "lambda_src" / "requirements" / f"{function}.txt").read_text("utf-8")
    return {name: (version, set(re.findall("[0-9a-f]{64}", hashes))) for name, version, hashes in PIN.findall(text)}


def test_the_schema_of_cyclonedx_allows_it(package: Path) -> None:
    text = package.with_name(sbom_name(package.stem)).read_text("utf-8")

    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None


def test_it_is_the_same_inside_the_zip_and_beside_it(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        assert archive.read(sbom_name(package.stem)) == package.with_name(sbom_name(package.stem)).read_bytes()


def test_it_names_every_pin_with_the_hash_of_a_pinned_wheel(package: Path) -> None:
    pins = _pins(package.stem)
    components = {component["name"]: component for component in _sbom(package)["components"]}

    assert {name: component["version"] for name, component in components.items()} == {
        name: version for name, (version, _) in pins.items()
    }
    for name, component in components.items():
        (digest,) = component["hashes"]
        assert digest["alg"] == "SHA-256"
        assert digest["content"] in pins[name][1]
        assert component["purl"] == f"pkg:pypi/{name}@{component['version']}"


def test_all_packages_in_the_zip_belong_to_a_component(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        described = {
            PurePosixPath(name).parts[0].removesuffix(".dist-info").replace("_", "-").rpartition("-")[::2]
            for name in archive.namelist()
            if PurePosixPath(name).parts[0].endswith(".dist-info")
        }
    components = {(component["name"], component["version"]) for component in _sbom(package)["components"]}

    assert described <= components
    assert {name for name, _ in components - described} <= {"charset-normalizer"}  # packed without its handbook


def test_what_is_needed_hangs_together(zips: dict[str, Path]) -> None:
    document = _sbom(zips["ingest"])
    graph = {
        entry["ref"].partition("@")[0]: {needed.partition("@")[0] for needed in entry.get("dependsOn", ())}
        for entry in document["dependencies"]
    }

    assert graph == {
        "pkg:generic/rollcall-ingest": {
            "pkg:pypi/aws-lambda-powertools",
            "pkg:pypi/boto3",
            "pkg:pypi/charset-normalizer",
            "pkg:pypi/openpyxl",
            "pkg:pypi/phonenumberslite",
        },
        "pkg:pypi/aws-lambda-powertools": {"pkg:pypi/jmespath", "pkg:pypi/typing-extensions"},
        "pkg:pypi/openpyxl": {"pkg:pypi/et-xmlfile"},
        "pkg:pypi/boto3": {"pkg:pypi/botocore", "pkg:pypi/jmespath", "pkg:pypi/s3transfer"},
        "pkg:pypi/botocore": {"pkg:pypi/jmespath", "pkg:pypi/python-dateutil", "pkg:pypi/urllib3"},
        "pkg:pypi/python-dateutil": {"pkg:pypi/six"},
        "pkg:pypi/s3transfer": {"pkg:pypi/botocore"},
        "pkg:pypi/six": set(),
        "pkg:pypi/urllib3": set(),
        "pkg:pypi/charset-normalizer": set(),
        "pkg:pypi/et-xmlfile": set(),
        "pkg:pypi/jmespath": set(),
        "pkg:pypi/phonenumberslite": set(),
        "pkg:pypi/typing-extensions": set(),
    }


def test_it_is_about_this_version_and_no_moment(package: Path) -> None:
    document = _sbom(package)
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    assert document["metadata"]["component"]["version"] == version
    assert document["metadata"]["component"]["name"] == f"rollcall-{package.stem}"
    assert "timestamp" not in document["metadata"]


def test_every_zip_has_a_serial_number_of_its_own(zips: dict[str, Path]) -> None:
    assert len({_sbom(package)["serialNumber"] for package in zips.values()}) == len(zips)


def test_every_licence_is_allowed_and_its_text_is_inside(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        names = [PurePosixPath(name) for name in archive.namelist() if name.startswith("licences/")]
        texts = {path.parts[1] for path in names if re.match("licen[cs]e", path.name, re.IGNORECASE)}
        assert all(archive.read(str(path)).strip() for path in names)
    components = _sbom(package)["components"]

    assert texts == {f"{component['name']}-{component['version']}" for component in components} | {"rollcall"}
    for component in components:
        (licence,) = component["licenses"]
        expression = licence.get("expression") or licence["license"]["id"]
        assert set(expression.split(" AND ")) <= ALLOWED
