"""A package that would not run, or would hold something unmeant, is not built."""

import zipfile
from pathlib import Path

import pytest

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
