"""A package that would not run, or would hold something unmeant, is not built."""

import hashlib
import zipfile
from pathlib import Path

import pytest

from scripts.packaging.dependencies import download_wheels, read_dependencies
from scripts.packaging.errors import BuildError
from scripts.packaging.imports import check_imports
from tests.build.conftest import build, copy_checkout

_HANDLER = "lifecycle/handler.py"
_LATER = "\n\ndef later() -> None:\n    {line}\n"


@pytest.fixture
def spoiled(checkout: Path, tmp_path: Path) -> Path:
    """A checkout for a test to spoil."""
    return copy_checkout(checkout, tmp_path / "spoiled")


def _append(spoiled: Path, line: str) -> None:
    with (spoiled / "lambda_src" / _HANDLER).open("a") as handler:
        handler.write(_LATER.format(line=line))


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import requests", "requests"),
        ("from phonenumbers import parse", "phonenumbers"),
        (
            "from aws_lambda_powertools.utilities.parameters import get_secret",
            "aws_lambda_powertools.utilities.parameters",
        ),
        ("from aws_lambda_powertools.utilities import parameters", "aws_lambda_powertools.utilities.parameters"),
        ("from roster.nowhere import thing", "roster.nowhere"),
        ("from ingest import handler", "ingest"),
    ],
)
def test_an_import_that_the_package_lacks(zips: dict[str, Path], line: str, module: str) -> None:
    with zipfile.ZipFile(zips["lifecycle"]) as package:
        packaged, handler = frozenset(package.namelist()), package.read(_HANDLER)
    check_imports({_HANDLER: handler}, packaged)

    with pytest.raises(BuildError, match=f"imports {module}, which is not in the package") as refused:
        check_imports({_HANDLER: handler + _LATER.format(line=line).encode()}, packaged)

    assert f"lambda_src/{_HANDLER}:" in str(refused.value)


def test_a_package_with_such_an_import_is_not_built(spoiled: Path, tmp_path: Path) -> None:
    _append(spoiled, "import requests")
    result = build(spoiled, "lifecycle", tmp_path / "lifecycle.zip")
    assert result.returncode == 1
    assert "imports requests, which is not in the package" in result.stderr
    assert f"lambda_src/{_HANDLER}:" in result.stderr
    assert not (tmp_path / "lifecycle.zip").exists()


def test_an_import_for_the_type_checker_alone_is_no_dependency(spoiled: Path, tmp_path: Path) -> None:
    _append(spoiled, "from typing import TYPE_CHECKING\n    if TYPE_CHECKING:\n        import mypy_boto3_s3")
    result = build(spoiled, "lifecycle", tmp_path / "lifecycle.zip")
    assert result.returncode == 0, result.stderr


def test_a_file_of_an_unknown_kind(spoiled: Path, tmp_path: Path) -> None:
    (spoiled / "lambda_src" / "lifecycle" / "notes.docx").write_bytes(b"")
    result = build(spoiled, "lifecycle", tmp_path / "lifecycle.zip")
    assert result.returncode == 1
    assert "notes.docx: files of this kind are not packaged" in result.stderr


def test_a_function_that_is_not_there(spoiled: Path, tmp_path: Path) -> None:
    result = build(spoiled, "payroll", tmp_path / "payroll.zip")
    assert result.returncode == 1
    assert "there is no function 'payroll'" in result.stderr


def test_a_pin_whose_hash_does_not_match(spoiled: Path, tmp_path: Path) -> None:
    pins = spoiled / "lambda_src" / "requirements" / "lifecycle.txt"
    text = pins.read_text()
    wrong = "".join(
        line.partition("--hash=")[0] + f"--hash=sha256:{'0' * 64}" + (" \\\n" if line.endswith("\\\n") else "\n")
        if "--hash=" in line
        else line
        for line in text.splitlines(keepends=True)
    )
    pins.write_text(wrong)
    result = build(spoiled, "lifecycle", tmp_path / "lifecycle.zip")
    assert result.returncode == 1
    assert "every pin needs a pure Python wheel and its hash" in result.stderr


def _cached(tmp_path: Path, entry: str) -> tuple[Path, Path, Path]:
    """A pin, and the cache with its wheel: (pins, cache, wheel)."""
    wheel = tmp_path / "plain-1-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(entry, "x = 1\n")
    pins = tmp_path / "plain.txt"
    pins.write_text(f"plain==1 --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n")
    cache = tmp_path / "cache" / hashlib.sha256(pins.read_bytes().rstrip()).hexdigest()[:16]
    cache.mkdir(parents=True)
    return pins, cache.parent, wheel.rename(cache / wheel.name)


def test_a_wheel_in_the_cache_that_is_not_the_pinned_one(tmp_path: Path) -> None:
    pins, cache, wheel = _cached(tmp_path, "plain.py")
    assert read_dependencies(pins, download_wheels(pins, cache)) == {"plain.py": b"x = 1\n"}
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("more.py", "")
    with pytest.raises(BuildError, match=r"plain-1-py3-none-any\.whl is not what plain\.txt pins"):
        read_dependencies(pins, download_wheels(pins, cache))


def test_a_wheel_with_files_for_another_place(tmp_path: Path) -> None:
    pins, cache, _ = _cached(tmp_path, "plain-1.data/scripts/plain")
    assert read_dependencies(pins, download_wheels(pins, cache)) == {}
    (tmp_path / "other").mkdir()
    pins, cache, _ = _cached(tmp_path / "other", "plain-1.data/platlib/plain.so")
    with pytest.raises(BuildError, match=r"plain-1\.data/platlib/plain\.so has to be installed"):
        read_dependencies(pins, download_wheels(pins, cache))
