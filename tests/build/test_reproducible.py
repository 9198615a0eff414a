"""The same sources and pins give the same bytes, wherever and by whatever they are built."""

import os
import shutil
import subprocess
import zipfile
from importlib import metadata
from pathlib import Path

import pytest

from scripts.packaging.archive import write_zip
from scripts.packaging.sbom import sbom_name
from tests.build.conftest import FUNCTIONS, build, copy_checkout

# What the build needs besides Python: all of it is pure Python.
LIBRARIES = (
    "boolean-py",
    "cyclonedx-python-lib",
    "defusedxml",
    "license-expression",
    "packageurl-python",
    "packaging",
    "py-serializable",
    "sortedcontainers",
    "typing-extensions",
)
OTHER_PYTHONS = [name for name in ("python3.11", "python3.12", "python3.13", "python3.14") if shutil.which(name)]


@pytest.fixture(scope="module")
def disturbed(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with the same sources, and everything else about them different."""
    target = tmp_path_factory.mktemp("disturbed")
    for path in sorted(checkout.rglob("*"), reverse=True):  # the directories list their files in another order
        if path.is_file():
            copy = target / path.relative_to(checkout)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            copy.chmod(0o700)
            os.utime(copy, (1_000_000_000, 1_000_000_000))
    roster = target / "lambda_src" / "roster"
    (roster / "__pycache__").mkdir()
    (roster / "__pycache__" / "errors.cpython-311.pyc").write_bytes(b"stale")
    (roster / ".errors.py.swp").write_bytes(b"an editor's")
    return target


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `LIBRARIES` alone, for a Python that has none installed."""
    folder = tmp_path_factory.mktemp("libraries")
    for library in LIBRARIES:
        for name in {path.parts[0] for path in metadata.files(library) or () if path.parts[0] != ".."}:
            (folder / name).symlink_to(Path(str(metadata.distribution(library).locate_file(name))))
    return folder


@pytest.mark.parametrize("function", FUNCTIONS)
def test_another_checkout_gives_the_same_bytes(
    function: str, zips: dict[str, Path], disturbed: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.zip"
    result = build(disturbed, function, other, umask=0o077)
    assert result.returncode == 0, result.stderr
    assert other.read_bytes() == zips[function].read_bytes()
    name = sbom_name(function)
    assert (tmp_path / name).read_bytes() == zips[function].with_name(name).read_bytes()


@pytest.mark.parametrize("python", OTHER_PYTHONS)
def test_another_python_gives_the_same_bytes(
    python: str, checkout: Path, zips: dict[str, Path], libraries: Path, tmp_path: Path
) -> None:
    usable = subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False, timeout=60)
    if usable.returncode != 0:
        pytest.skip(f"{python} is on the PATH but does not run pip")
    other = tmp_path / "other.zip"
    result = build(checkout, "ingest", other, python=python, libraries=libraries)
    assert result.returncode == 0, result.stderr
    assert other.read_bytes() == zips["ingest"].read_bytes()


def test_a_changed_source_changes_the_bytes(checkout: Path, zips: dict[str, Path], tmp_path: Path) -> None:
    changed = copy_checkout(checkout, tmp_path / "changed")
    with (changed / "lambda_src" / "lifecycle" / "handler.py").open("a") as handler:
        handler.write("# a line more\n")
    other = tmp_path / "other.zip"
    assert build(changed, "lifecycle", other).returncode == 0
    assert other.read_bytes() != zips["lifecycle"].read_bytes()
    name = sbom_name("lifecycle")
    assert (tmp_path / name).read_bytes() != zips["lifecycle"].with_name(name).read_bytes()


def test_order_of_reading_does_not_matter(tmp_path: Path) -> None:
    files = {"b.py": b"2", "a/c.py": b"1", "a.py": b"3"}
    write_zip(tmp_path / "one.zip", files)
    write_zip(tmp_path / "two.zip", dict(reversed(files.items())))
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert archive.namelist() == ["a.py", "a/c.py", "b.py"]
        assert archive.read("a/c.py") == b"1"


def test_a_failed_write_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        write_zip(tmp_path / "broken.zip", {"a.py": None})  # type: ignore[dict-item]
    assert list(tmp_path.iterdir()) == []
