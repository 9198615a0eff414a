"""The operator's command as a wheel: it runs where there is neither a checkout nor Terraform."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roster.connect_users import LISTS
from scripts.packaging.dependencies import download_wheels, read_dependencies
from tests.build.conftest import PROJECT, WHEEL_CACHE
from tests.build.fake_aws import INSTANCE_ID, REGION, fake_aws

SOURCES = ("rollcall_cli", "lambda_src", "pyproject.toml", "setup.py", "README.md", "LICENSE")
VERSION = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
DIRECTORY = "username,first_name,last_name,email,mobile\nada,Ada,King,ada@example.com,+442079460001\n"

IMPORT_EVERYTHING = """
import importlib, json, pkgutil, re, sys
from importlib import metadata



def plain(name):  # as the packaging guides normalise names
    return re.sub("[-_.]+", "-", name).lower()


needed, pending = set(), ["rollcall"]
while pending:
    name = plain(pending.pop())
    if name not in needed:
        needed.add(name)
        lines = [line for line in metadata.requires(name) or () if ";" not in line]  # what not everybody gets
        pending += [re.match(r"[A-Za-z0-9._-]+", line)[0] for line in lines]
owners = metadata.packages_distributions()


class OnlyWhatPipWouldInstall:
    def find_spec(self, name, path=None, target=None):
        if name in owners and not needed & {plain(owner) for owner in owners[name]}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, OnlyWhatPipWouldInstall())
import rollcall_cli

# What is imported for the first phone number, and for the first workbook.
LATE = ("ingest.reading.numbering_plans", "ingest.reading.workbook.find_sheet", "ingest.reading.workbook.sheet_records")
names = [module.name for module in pkgutil.walk_packages(rollcall_cli.__path__, "rollcall_cli.")]
for name in [*names, *LATE]:
    if "__main__" not in name and "_vendored" not in name:
        importlib.import_module(name)
print(json.dumps({name: str(module.__file__) for name, module in sys.modules.items() if hasattr(module, "__file__")}))
"""

MEMBERS_OF_A_USER = """
import boto3, botocore, json
connect = boto3.client("connect", region_name="eu-west-2")
user = connect.meta.service_model.operation_model("DescribeUser").output_shape.members["User"]
versions = {"boto3": boto3.__version__, "botocore": botocore.__version__}
print(json.dumps({"versions": versions, "members": sorted(user.members)}))
"""


def _requirements() -> set[str]:
    return set(tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"])


def _pip(*arguments: str | Path) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    result = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert result.returncode == 0, result.stderr


def _build_wheel(checkout: Path, folder: Path) -> Path:
    # Neither isolation nor an index: the build needs nothing but what `make setup` has installed.
    _pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", folder, checkout)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _copy_sources(target: Path) -> Path:
    target.mkdir()
    for name in SOURCES:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, target / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / name, target)
    return target


def _names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@dataclass(frozen=True)
class Installed:
    """The installed command.

    Attributes:
        site: the folder that it is installed in; its dependencies are those of the tests.
        folder: where it is run.
        before: a folder of packages that come before those of the tests, if any.
    """

    site: Path
    folder: Path
    before: Path | None = None

    def python(self, program: str) -> Any:
        """Run a program that prints JSON, with the wheel on its path."""
        result = self._run([sys.executable, "-P", "-c", program], {})
        assert result.returncode == 0, result.stderr
        return json.loads(result.stdout)

    def rollcall(self, *arguments: str, endpoint: str = "http://127.0.0.1:1") -> subprocess.CompletedProcess[str]:
        """Run the command as a shell does."""
        environment = {"AWS_ENDPOINT_URL": endpoint, "AWS_REGION": REGION, "COLUMNS": "120"}
        return self._run([self.site / "bin" / "rollcall", *arguments], environment)

    def _run(self, command: list[str | Path], more: dict[str, str]) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("ROLLCALL_", "PYTHON"))}
        packages = os.pathsep.join(str(folder) for folder in (self.before, self.site) if folder)
        environment = kept | {"PYTHONPATH": packages, "PYTHONDONTWRITEBYTECODE": "1"} | more
        return subprocess.run(
            command, cwd=self.folder, env=environment, capture_output=True, text=True, check=False, timeout=60
        )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of a copy of this checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    return _build_wheel(_copy_sources(folder / "checkout"), folder)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, installed into a folder of its own."""
    site = tmp_path_factory.mktemp("site")
    _pip("install", "--no-deps", "--no-index", "--target", site, wheel)
    return Installed(site, tmp_path_factory.mktemp("elsewhere"))


@pytest.fixture(scope="module")
def endpoint() -> Iterator[str]:
    """Where AWS is."""
    with fake_aws() as address:
        yield address


def test_nothing_lands_beside_other_packages_but_the_command(wheel: Path) -> None:
    assert {name.partition("/")[0] for name in _names(wheel)} == {"rollcall_cli", f"rollcall-{VERSION}.dist-info"}


def test_every_module_of_the_command_is_inside(wheel: Path) -> None:
    ours = {path.relative_to(PROJECT).as_posix() for path in (PROJECT / "rollcall_cli").rglob("*.py")}

    assert {name for name in _names(wheel) if name.endswith(".py") and "/_vendored/" not in name} == ours


def test_all_modules_import_with_nothing_but_the_wheel_and_what_it_depends_on(installed: Installed) -> None:
    modules: dict[str, str] = installed.python(IMPORT_EVERYTHING)

    shared = {name: file for name, file in modules.items() if name.partition(".")[0] in {"roster", "ingest"}}
    assert shared
    assert all(file.startswith(f"{installed.site}/rollcall_cli/_vendored/") for file in shared.values()), shared
    assert not [name for name, file in modules.items() if file.startswith(f"{PROJECT}/") and "/.venv/" not in file]
    assert "phonenumbers" in modules


def test_version_and_help(installed: Installed) -> None:
    assert installed.rollcall("--version").stdout == f"rollcall {VERSION}\n"
    shown = installed.rollcall("--help")
    assert shown.returncode == 0
    assert "template" in shown.stdout


def test_validate_needs_nothing(installed: Installed) -> None:
    (installed.folder / "agents.csv").write_text(DIRECTORY)

    result = installed.rollcall("validate", "agents.csv")

    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert "1 row, 1 good" in result.stderr


def test_template_of_an_instance(installed: Installed, endpoint: str) -> None:
    result = installed.rollcall("template", "--instance-id", INSTANCE_ID, endpoint=endpoint)

    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("username,first_name,")
    assert "Basic Routing Profile,Agent," in result.stdout
    assert "Admin" not in result.stdout


def test_a_deployment_by_name(installed: Installed, endpoint: str) -> None:
    result = installed.rollcall("agents", "--deployment", "staff", "--json", endpoint=endpoint)

    assert result.returncode == 0, result.stderr
    assert [agent["username"] for agent in json.loads(result.stdout)] == ["ada"]


def test_a_wrong_name(installed: Installed, endpoint: str) -> None:
    result = installed.rollcall("agents", "--deployment", "stuff", endpoint=endpoint)

    assert (result.returncode, result.stdout) == (3, "")
    assert f"There is no deployment 'stuff' in {REGION}, only: staff" in result.stderr


def test_without_a_deployment_it_says_how_to_name_one(installed: Installed) -> None:
    result = installed.rollcall("status")

    assert (result.returncode, result.stdout) == (3, "")
    assert "No deployment is named, and this folder is no Terraform root" in result.stderr
    for way in ("--deployment NAME", "--stack-file FILE", "`terraform apply`"):
        assert way in result.stderr


@pytest.fixture(scope="module")
def with_the_oldest_sdk(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The command beside the oldest boto3 and botocore that the wheel allows."""
    folder = tmp_path_factory.mktemp("oldest")
    pins = PROJECT / "tests" / "build" / "oldest_sdk.txt"
    for path, content in read_dependencies(pins, download_wheels(pins, WHEEL_CACHE)).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return Installed(installed.site, installed.folder, folder)


def test_the_oldest_sdk_that_the_wheel_allows_knows_settings_by_channel(with_the_oldest_sdk: Installed) -> None:
    known = with_the_oldest_sdk.python(MEMBERS_OF_A_USER)

    assert {f"{package}>={version}" for package, version in known["versions"].items()} <= _requirements()
    assert set(LISTS) <= set(known["members"])


def test_the_oldest_sdk_will_do(with_the_oldest_sdk: Installed, endpoint: str) -> None:
    result = with_the_oldest_sdk.rollcall("agents", "--deployment", "staff", "--json", endpoint=endpoint)

    assert result.returncode == 0, result.stderr
    assert [agent["username"] for agent in json.loads(result.stdout)] == ["ada"]


def test_what_an_earlier_build_left_behind_is_not_packed(tmp_path: Path) -> None:
    checkout = _copy_sources(tmp_path / "checkout")
    stale = checkout / "build" / "lib" / "rollcall_cli" / "errors"
    stale.mkdir(parents=True)
    (stale / "__init__.py").write_text("raise SystemExit('of an older version')\n")

    assert not [name for name in _names(_build_wheel(checkout, tmp_path)) if "/errors/" in name]
