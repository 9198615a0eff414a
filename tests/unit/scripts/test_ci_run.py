"""What CI runs installs Chromium where it can, and goes on where it can't."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[3] / ".ci" / "run"
TOOLS = ("bash", "chmod", "dirname", "mkdir", "timeout")
SKIPPED = "The browser tests are skipped"


def run(folder: Path, **commands: str) -> tuple[str, str]:
    """Run the script in an empty checkout with a few tools and these commands.

    Returns:
        What it printed, and what apt-get was told.
    """
    tools = folder / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(shutil.which(name) or name)
    for name, lines in {"make": 'echo "make $*"', "id": "echo 0", **commands}.items():
        (tools / name).write_text(f"#!{shutil.which('bash')}\n{lines}\n")
        (tools / name).chmod(0o755)
    (folder / ".ci").mkdir()
    shutil.copy(SCRIPT, folder / ".ci" / "run")
    ended = subprocess.run(
        [folder / ".ci" / "run"], env={"PATH": str(tools)}, capture_output=True, text=True, check=True, timeout=60
    )
    told = folder / "apt-get.log"
    return ended.stdout, told.read_text() if told.exists() else ""


TELL = 'echo "$1" >>apt-get.log; echo "apt-get $1"; '
INSTALL = TELL + '[ "$1" = update ] || { echo "#!/bin/sh" >tools/chromium; chmod 755 tools/chromium; }'


def test_chromium_is_there_before_the_tests_begin(tmp_path: Path) -> None:
    printed, told = run(
        tmp_path, **{"apt-get": INSTALL, "make": 'echo "make $*"; ! [ $1 = test ] || command -v chromium'}
    )

    assert printed.splitlines() == ["make --no-print-directory venv", "make test", str(tmp_path / "tools" / "chromium")]
    assert told == "update\ninstall\n"


@pytest.mark.parametrize(
    ("commands", "told", "logged"),
    [
        ({"apt-get": TELL + "exit 100"}, "update\ninstall\n", "apt-get install"),
        ({"apt-get": INSTALL, "id": "echo 1000"}, "", "only root can install it"),
        ({}, "", "only with apt-get"),
    ],
)
def test_without_chromium_the_tests_run_and_it_is_said_what_is_skipped(
    tmp_path: Path, commands: dict[str, str], told: str, logged: str
) -> None:
    printed, answered = run(tmp_path, **commands)

    assert [line.partition(":")[0] for line in printed.splitlines()] == [
        "make --no-print-directory venv",
        SKIPPED,
        "make test",
    ]
    assert answered == told
    assert logged in (tmp_path / "build" / "chromium.log").read_text()


def test_chromium_that_is_there_is_taken(tmp_path: Path) -> None:
    printed, told = run(tmp_path, **{"apt-get": INSTALL, "google-chrome": "true"})

    assert (printed.splitlines(), told) == (["make --no-print-directory venv", "make test"], "")


def test_a_failing_environment_ends_it(tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError) as ended:
        run(tmp_path, **{"make": "echo making; exit 2", "apt-get": INSTALL})

    assert (ended.value.returncode, ended.value.stdout) == (2, "making\n")
    # What was begun is not left behind.
    assert (tmp_path / "tools" / "chromium").exists()
