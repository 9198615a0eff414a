"""Every command explains itself, and the launcher works from anywhere."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest
from typer.testing import CliRunner

from rollcall_cli import commands
from rollcall_cli.errors import USAGE
from rollcall_cli.main import COMMANDS, app
from scripts.terraform.initialise import PROJECT

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
    modules = {module.name for module in iter_modules(commands.__path__)}

    assert set(COMMANDS) == modules
    assert len(modules) >= 18  # all were found
    rows = re.findall(r"^\| `(\w+)[^|]*` \|", (PROJECT / "docs" / "commands.md").read_text("utf-8"), re.MULTILINE)
    assert modules <= set(rows), f"give {modules - set(rows)} a row in docs/commands.md"


def test_the_help_lists_all_commands_with_what_they_do() -> None:
    result = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "300"})

    assert result.exit_code == 0
    for name in COMMANDS:
        run = import_module(f"rollcall_cli.commands.{name}").run
        assert re.search(rf" {name} .*{re.escape(run.__doc__.splitlines()[0])}", result.output), name


def test_a_wrong_name_of_a_command_suggests_a_right_one() -> None:
    result = CliRunner().invoke(app, ["uplaod"])

    assert result.exit_code == USAGE
    assert "Did you mean 'upload'" in result.output


@pytest.mark.slow
def test_a_start_imports_what_its_command_needs(tmp_path: Path) -> None:
    """In a process of its own, as other tests import everything; one after the other, as nothing is imported twice."""
    file = tmp_path / "agents.csv"
    file.write_text("username,first_name,last_name,email\nada,Ada,King,ada@example.com\n")
    starts = (["--version"], ["validate", str(file)], ["nosuch"], ["status", "--nosuch"])
    code = (
        "import json, sys\nfrom rollcall_cli.main import main\n"
        "for arguments in json.loads(sys.argv[1]):\n"
        "    try: main(arguments)\n    except SystemExit: print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code, json.dumps(starts)], capture_output=True, text=True, cwd=PROJECT)
    modules = [set(json.loads(line)) for line in done.stdout.splitlines() if line.startswith("[")]

    version, validated, unknown, wrong = modules
    assert not [name for name in version if name.startswith("rollcall_cli.commands.")]
    assert version.isdisjoint({"boto3", "rich", "botocore.session"})
    assert validated.isdisjoint({"boto3", "rich", "botocore.session"})
    assert {name for name in unknown if name.startswith("rollcall_cli.commands.")} == {"rollcall_cli.commands.validate"}
    assert "rollcall_cli.commands.status" in wrong
    assert "boto3" not in wrong


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


@pytest.mark.slow
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
