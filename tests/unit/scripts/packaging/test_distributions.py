"""What the wheel of a dependency says of itself."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from scripts.packaging.distributions import licence_files, named_requirements, read_distributions, required_names
from scripts.packaging.errors import BuildError

METADATA = "Metadata-Version: 2.4\nName: Some_Thing\nVersion: 1.2\nLicense-Expression: MIT\n"


def _wheel(folder: Path, described: str, files: dict[str, str]) -> Path:
    """A folder with a wheel of these files in its .dist-info."""
    with zipfile.ZipFile(folder / "some_thing-1.2-py3-none-any.whl", "w") as archive:
        for name, content in {"METADATA": described, **files}.items():
            archive.writestr(f"some_thing-1.2.dist-info/{name}", content)
        archive.writestr("some_thing/templates/x.dist-info/METADATA", "Name: a template")
    return folder


@pytest.mark.parametrize("place", ["licenses/LICENCE.txt", "LICENCE.txt"])
def test_all_that_is_packed_of_it(tmp_path: Path, place: str) -> None:
    described = f"{METADATA}License-File: LICENCE.txt\nRequires-Dist: other>=2\n"
    wheels = _wheel(tmp_path, described, {place: "Do as you like."})

    (found,) = read_distributions(wheels, "3.13")

    assert (found.name, found.version, found.licence) == ("some-thing", "1.2", "MIT")
    assert found.licence_texts == {"LICENCE.txt": b"Do as you like."}
    assert found.requires == {"other"}
    (wheel,) = wheels.glob("*.whl")
    assert found.wheel_sha256 == hashlib.sha256(wheel.read_bytes()).hexdigest()
    assert licence_files(b"Ours.", (found,)) == {
        "licences/rollcall/LICENSE": b"Ours.",
        "licences/some-thing-1.2/LICENCE.txt": b"Do as you like.",
    }


@pytest.mark.parametrize("files", [{}, {"licenses/AUTHORS.txt": "Somebody"}])
def test_one_without_a_text_of_its_licence_stops_the_build(tmp_path: Path, files: dict[str, str]) -> None:
    named = "".join(f"License-File: {Path(name).name}\n" for name in files)
    wheels = _wheel(tmp_path, METADATA + named, files)

    with pytest.raises(BuildError, match=r"^some-thing 1.2 brings no text of its licence"):
        read_distributions(wheels, "3.13")


def test_one_with_a_licence_that_is_not_allowed_stops_the_build(tmp_path: Path) -> None:
    described = METADATA.replace("MIT", "GPL-3.0-only") + "License-File: COPYING\nLicense-File: LICENSE\n"
    wheels = _wheel(tmp_path, described, {"licenses/COPYING": "", "licenses/LICENSE": "Share alike."})

    with pytest.raises(BuildError, match=r"its licence is 'GPL-3.0-only', which is not allowed"):
        read_distributions(wheels, "3.13")


@pytest.mark.parametrize(
    ("fields", "licence"),
    [("License: see the file\nLicense-Expression: MIT\n", "MIT"), ("License: Apache-2.0\n", "Apache-2.0")],
)
def test_the_expression_of_the_metadata_counts_before_the_older_field(
    tmp_path: Path, fields: str, licence: str
) -> None:
    described = METADATA.replace("License-Expression: MIT\n", fields) + "License-File: LICENSE\n"
    (found,) = read_distributions(_wheel(tmp_path, described, {"LICENSE": "Do as you like."}), "3.13")

    assert found.licence == licence


def test_one_that_declares_no_licence_stops_the_build(tmp_path: Path) -> None:
    described = METADATA.replace("License-Expression: MIT\n", "License-File: LICENSE\n")
    wheels = _wheel(tmp_path, described, {"LICENSE": "Do as you like."})

    with pytest.raises(BuildError, match=r"its licence is '', which is not allowed"):
        read_distributions(wheels, "3.13")


def test_needed_is_what_is_needed_where_the_functions_run() -> None:
    lines = [
        "Plain_Name>=1",
        "for-an-extra; extra == 'all'",
        "for-old-pythons; python_version < '3.12'",
        "for-new-pythons; python_version >= '3.12'",
        "for-windows; sys_platform == 'win32'",
        "for-linux; platform_system == 'Linux'",
        "for-one-processor; platform_machine == 'x86_64'",
    ]

    assert required_names(lines, "3.13") == {"plain-name", "for-new-pythons", "for-linux"}
    assert required_names(lines, "3.11") == {"plain-name", "for-old-pythons", "for-linux"}


def test_comments_of_a_requirements_file_are_no_requirements() -> None:
    assert named_requirements("# What is packed.\nboto3>=1.42 # the first that knows it\n\nopenpyxl\n") == [
        "boto3>=1.42",
        "openpyxl",
    ]
