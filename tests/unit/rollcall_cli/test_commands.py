"""Every command explains itself, and the launcher works from anywhere."""

from __future__ import annotations

import os
import pty
import subprocess
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rollcall_cli.errors import USAGE
from rollcall_cli.main import app
from scripts.terraform.initialise import PROJECT

COMMANDS = (
    "template",
    "validate",
    "plan",
    "upload",
    "status",
    "agents",
    "retry",
    "stop",
    "undo",
    "failures",
    "redrive",
    "report",
    "files",
    "passwords",
    "export",
    "diagram",
    "drift",
)
LAUNCHER = PROJECT / "scripts" / "rollcall"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_has_an_example_and_json(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})

    assert result.exit_code == 0
    assert f"rollcall {command}" in result.output
    assert "Example" in result.output
    for option in ("--json", "--deployment", "--region", "--stack-file"):
        assert option in result.output


def test_these_are_all_commands() -> None:
    assert sorted(COMMANDS) == sorted(str(command.name) for command in app.registered_commands)


def test_the_version_of_the_checkout() -> None:
    version = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))["project"]["version"]

    result = CliRunner().invoke(app, ["--version"])

    assert (result.exit_code, result.output) == (0, f"rollcall {version}\n")


def test_a_wrong_command_line() -> None:
    assert CliRunner().invoke(app, ["status", "--no-such-option"]).exit_code == USAGE


def test_the_launcher_by_a_link_from_another_folder(tmp_path: Path) -> None:
    link = tmp_path / "rollcall"
    link.symlink_to(os.path.relpath(LAUNCHER, tmp_path))
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong module')")
    (tmp_path / "agents.csv").write_text("username,first_name,last_name,email\nada,Ada,King,ada@example.com\n")

    result = subprocess.run([str(link), "validate", "agents.csv"], cwd=tmp_path, capture_output=True, text=True)

    assert (result.returncode, result.stdout) == (0, ""), result.stderr
    assert "1 row, 1 good" in result.stderr


def test_a_checkout_without_environment_says_what_to_do(tmp_path: Path) -> None:
    copy = tmp_path / "scripts" / "rollcall"
    copy.parent.mkdir()
    copy.write_bytes(LAUNCHER.read_bytes())
    copy.chmod(0o755)

    result = subprocess.run([str(copy), "status"], capture_output=True, text=True)

    assert result.returncode == 3
    assert "make -C" in result.stderr
    assert "setup" in result.stderr


def test_completion_in_bash(tmp_path: Path) -> None:
    """Installed as the help says, then asked by a new shell as the tab key asks it."""
    home = os.environ | {"HOME": str(tmp_path)}
    # Two commands: bash would put a single one in its own place, and nobody could tell which shell it was.
    installed = subprocess.run(
        ["bash", "-c", '"$0" --install-completion; exit $?', str(LAUNCHER)], env=home, capture_output=True, text=True
    )
    assert installed.returncode == 0, installed.stderr
    script = tmp_path / ".bash_completions" / "rollcall.sh"

    asked = subprocess.run(
        [
            "bash",
            "-c",
            'source "$1"; complete -p rollcall; COMP_WORDS=(rollcall sta); COMP_CWORD=1; '
            '_rollcall_completion "$0"; echo "${COMPREPLY[@]}"',
            str(LAUNCHER),
            str(script),
        ],
        env=home,
        capture_output=True,
        text=True,
    )

    assert f"source '{script}'" in (tmp_path / ".bashrc").read_text()
    assert asked.stdout.splitlines()[-1] == "status", asked.stderr


def test_a_terminal_gets_a_table_and_a_pipe_gets_cells(tmp_path: Path) -> None:
    file = tmp_path / "agents.csv"
    file.write_text("username,first_name,last_name,email\nada,Ada,King,\x1b[31mnowhere\n")
    command = [str(LAUNCHER), "validate", str(file)]

    piped = subprocess.run(command, capture_output=True, text=True)
    shown = _on_a_terminal(command)

    assert piped.stdout.splitlines()[0] == "what\tline\tusername\tcolumn\tmessage"
    assert "│" in shown
    assert "\x1b[31mnowhere" not in shown + piped.stdout


def _on_a_terminal(command: list[str]) -> str:
    ours, theirs = pty.openpty()
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, stdin=theirs) as process:
        os.close(theirs)
        text = b""
        while True:
            try:
                piece = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            text += piece
        process.wait(30)
    os.close(ours)
    return text.decode()
