"""What the Makefile runs first, with stand-ins for Python and pip."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from scripts.virtual_environment import Environment, Progress, SetUpError, clear, install, shown_progress
from tests.processes import OUTSIDE_MAKE

PROJECT = Path(__file__).resolve().parents[3]
OURS = "{}.{}".format(*sys.version_info[:2])
PINS = "moto==1.0 \\\n    --hash=sha256:00\nboto3==2.0 \\\n    --hash=sha256:11\n"


def script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return path


class Site:
    """A folder with requirements, and an environment that is made and filled by stand-ins."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.made = 0
        self.installed: list[str] = []
        self.dev, self.local = home / "dev.txt", home / "local.txt"
        for path in (self.dev, self.local):
            path.write_text(PINS)
        self.environment = Environment(home / "venv", self._create, self._install)

    def _create(self, folder: Path) -> None:
        self.made += 1
        shutil.rmtree(folder, ignore_errors=True)
        self.python_is(OURS)

    def _install(self, python: Path, requirements: Path) -> None:
        assert python == self.home / "venv" / "bin" / "python"
        self.installed.append(requirements.name)

    def python_is(self, version: str) -> None:
        script(self.home / "venv" / "bin" / "python", f"echo {version}")

    def hold_dev(self) -> None:
        self.environment.hold(self.dev)

    def hold_local(self) -> None:
        self.environment.hold(self.local, [self.dev])


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def test_an_environment_is_made_and_filled_once(site: Site) -> None:
    site.hold_dev()
    site.hold_dev()

    assert (site.made, site.installed) == (1, ["dev.txt"])


def test_changed_pins_are_installed(site: Site) -> None:
    site.hold_dev()
    site.dev.write_text(PINS.replace("2.0", "2.1"))

    site.hold_dev()

    assert (site.made, site.installed) == (1, ["dev.txt", "dev.txt"])


def test_a_part_of_what_is_installed_is_not_missing(site: Site) -> None:
    site.hold_local()
    site.hold_dev()
    site.hold_local()
    assert site.installed == ["local.txt", "dev.txt"]

    site.local.write_text(PINS.replace("2.0", "2.1"))
    site.dev.write_text(PINS.replace("2.0", "2.1"))
    site.hold_local()

    assert site.installed == ["local.txt", "dev.txt", "local.txt"]


def test_an_environment_of_another_python_is_made_anew(site: Site, capsys: pytest.CaptureFixture[str]) -> None:
    site.hold_dev()
    site.python_is("3.7")

    site.hold_dev()

    assert (site.made, site.installed) == (2, ["dev.txt", "dev.txt"])
    assert f"made anew: it is of Python 3.7, and PYTHON is {OURS}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("break_it", "why"),
    [
        (lambda python: python.unlink(), "its Python is gone"),
        (lambda python: script(python, "exit 1"), "its Python or its pip does not run"),
    ],
)
def test_an_environment_whose_python_does_not_run_is_made_anew(
    site: Site, capsys: pytest.CaptureFixture[str], break_it: object, why: str
) -> None:
    site.hold_dev()
    assert callable(break_it)
    break_it(site.environment.python)

    site.hold_dev()

    assert (site.made, site.installed) == (2, ["dev.txt", "dev.txt"])
    assert why in capsys.readouterr().out


def test_an_environment_that_others_share_by_links_stays(tmp_path: Path) -> None:
    python = script(tmp_path / "shared" / "bin" / "python", "exit 0")
    link, own = tmp_path / "link", tmp_path / "own"
    link.symlink_to(tmp_path / "shared")
    script(own / "bin" / "python", "exit 0")

    for folder in (link, own, tmp_path / "missing"):
        clear(folder)

    assert python.exists()
    assert not link.is_symlink()
    assert not own.exists()


def test_what_failed_is_tried_again(site: Site) -> None:
    def fail(_python: Path, _requirements: Path) -> None:
        raise SetUpError("no network")

    broken = Environment(site.environment.folder, site._create, fail)
    with pytest.raises(SetUpError):
        broken.hold(site.dev)

    site.hold_dev()

    assert site.installed == ["dev.txt"]


def test_what_pip_said_is_told_when_it_fails(tmp_path: Path) -> None:
    requirements = tmp_path / "dev.txt"
    requirements.write_text(PINS)
    pip = script(tmp_path / "venv" / "bin" / "python", 'echo "Collecting moto"', 'echo "no such thing" >&2', "exit 1")

    with pytest.raises(SetUpError, match=r"could not install .*dev\.txt:\nCollecting moto\nno such thing\n"):
        install(pip, requirements)


def test_hashes_are_checked_and_nothing_is_compiled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    requirements = tmp_path / "dev.txt"
    requirements.write_text(PINS)

    install(script(tmp_path / "venv" / "bin" / "python", f'echo "$@" >"{tmp_path}/arguments"'), requirements)

    arguments = (tmp_path / "arguments").read_text().split()
    assert arguments[:3] == ["-m", "pip", "install"]
    assert {"--require-hashes", "--no-compile"} <= set(arguments)
    assert arguments[-2:] == ["-r", str(requirements)]
    assert f"installing 2 packages of {requirements}" in capsys.readouterr().out


def whole(folder: Path, package: str) -> None:
    """Leave what pip leaves last of a package."""
    record = folder / "lib" / "python3.11" / "site-packages" / f"{package}-1.0.dist-info" / "RECORD"
    record.parent.mkdir(parents=True)
    record.touch()


@pytest.mark.parametrize(
    ("said", "installed", "shown"),
    [
        ([], [], "  found 0 of 2"),
        (["Collecting moto==1.0\n", "  Using cached moto-1.0.whl\n"], [], "  found 1 of 2"),
        (["Requirement already satisfied: moto==1.0\n", "Collecting boto3==2.0\n"], ["moto"], "  found 2 of 2"),
        (["Collecting boto3==2.0\n", "Installing collected packages: moto\n"], ["moto"], "  installed 1 of 2"),
        (["Installing collected packages: moto, boto3\n"], ["pip", "moto", "boto3"], "  installed 2 of 2"),
    ],
)
def test_progress(tmp_path: Path, said: list[str], installed: list[str], shown: str) -> None:
    progress = Progress(tmp_path, 2)
    for line in said:
        progress.take(line)
    for package in installed:
        whole(tmp_path, package)

    assert str(progress) == shown


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_what_pip_is_at(tmp_path: Path) -> None:
    whole(tmp_path, "moto")
    terminal = Terminal()

    with shown_progress(tmp_path, 2, terminal) as progress:
        progress.take("Installing collected packages: moto, boto3\n")
        deadline = time.monotonic() + 60
        while "installed 1 of 2" not in terminal.getvalue():
            assert time.monotonic() < deadline
            time.sleep(0.05)

    assert terminal.getvalue().endswith("\r\x1b[K")


@pytest.mark.parametrize(
    ("target", "asked"),
    [
        ("setup", ".venv requirements/dev.txt"),
        ("venv-local", ".venv requirements/local.txt --superset requirements/dev.txt"),
        ("venv-policy", "build/policy-scan requirements/policy-scan.txt"),
    ],
)
def test_make_asks_its_python_each_time(tmp_path: Path, target: str, asked: str) -> None:
    for name in ("Makefile", "requirements", "lambda_src", "scripts"):
        (tmp_path / name).symlink_to(PROJECT / name)
    python = script(tmp_path / "other-python", f'echo "$@" >>"{tmp_path}/asked"')

    for _ in range(2):
        command = ["make", f"PYTHON={python}", target]
        subprocess.run(command, cwd=tmp_path, env=OUTSIDE_MAKE, check=True, timeout=60, capture_output=True)

    assert (tmp_path / "asked").read_text().splitlines() == [f"scripts/virtual_environment.py {asked}"] * 2
