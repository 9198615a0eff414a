"""What is inside a zip, and that it is enough to run."""

import subprocess
import sys
import zipfile
from pathlib import Path, PurePosixPath

import pytest

from scripts.packaging.sources import PACKAGED_SUFFIXES
from tests.build.conftest import FUNCTIONS

MEBIBYTE = 1024 * 1024

IMPORT_EVERYTHING = """
import importlib, sys
zip_file, *modules = sys.argv[1:]
sys.path.insert(0, zip_file)
for module in modules:
    importlib.import_module(module)
handler = sys.modules[modules[0]].lambda_handler
assert callable(handler)
"""


def _names(zip_file: Path) -> list[str]:
    with zipfile.ZipFile(zip_file) as archive:
        return archive.namelist()


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_module_imports_from_the_zip_alone(function: str, zips: dict[str, Path], tmp_path: Path) -> None:
    modules = [
        ".".join(PurePosixPath(name).with_suffix("").parts).removesuffix(".__init__")
        for name in _names(zips[function])
        if name.startswith((f"{function}/", "roster/")) and name.endswith(".py")
    ]
    first = f"{function}.handler"
    ordered = [first, *(module for module in modules if module != first)]
    result = subprocess.run(
        [sys.executable, "-I", "-S", "-c", IMPORT_EVERYTHING, zips[function], *ordered],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr


@pytest.mark.parametrize("function", FUNCTIONS)
def test_all_of_our_sources_are_inside(function: str, checkout: Path, zips: dict[str, Path]) -> None:
    root = checkout / "lambda_src"
    expected = {
        path.relative_to(root).as_posix()
        for package in ("roster", function)
        for path in (root / package).rglob("*")
        if path.suffix in PACKAGED_SUFFIXES
    }
    ours = {name for name in _names(zips[function]) if name.partition("/")[0] in set(FUNCTIONS) | {"roster"}}
    assert ours == expected


@pytest.mark.parametrize("function", FUNCTIONS)
def test_only_pure_python_and_no_leavings_of_the_build(function: str, zips: dict[str, Path]) -> None:
    for name in _names(zips[function]):
        path = PurePosixPath(name)
        assert path.suffix not in {".so", ".pyd", ".dll", ".dylib", ".pyc", ".pyi"}, name
        assert path.name not in {"RECORD", "INSTALLER", "REQUESTED", "WHEEL", "direct_url.json"}, name
        assert not {"bin", "__pycache__", "tests"} & set(path.parts), name


@pytest.mark.parametrize("function", FUNCTIONS)
def test_entries_say_nothing_about_the_machine(function: str, zips: dict[str, Path]) -> None:
    with zipfile.ZipFile(zips[function]) as archive:
        entries = archive.infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {(entry.create_system, entry.compress_type, entry.flag_bits) for entry in entries} == {(3, 0, 0)}


@pytest.mark.parametrize("function", FUNCTIONS)
def test_zip_stays_small(function: str, zips: dict[str, Path]) -> None:
    assert zips[function].stat().st_size <= (7 if function == "ingest" else 5) * MEBIBYTE
