"""Whatever names a command of the operator names one that there is, with options that it has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import typer.main

from rollcall_cli.main import app
from scripts.terraform.initialise import PROJECT

# Written as code: between backticks, or a line of a block of code, or within a string.
_NAMED = re.compile(r"(?:scripts/)?\brollcall (?P<command>[a-z]+)(?P<rest>[^`\"#|\n]*)")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
_PLACES = (
    "README.md",
    "SECURITY.md",
    "docs/*.md",
    "examples/*/README.md",
    "lambda_src/**/*.py",
    "rollcall_cli/**/*.py",
)
_GROUP = typer.main.get_command(app)
COMMANDS: dict[str, set[str]] = {
    name: {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    for name, command in _GROUP.commands.items()  # type: ignore[attr-defined]
}


def named(text: str) -> list[tuple[str, set[str]]]:
    """Return the commands that a text names, with their options."""
    text = re.sub(r"\[/?bold\]", "`", text)
    code = re.findall(r"`[^`\n]*rollcall [^`\n]*`", text) + re.findall(
        r"^(?:scripts/)?rollcall .*$", text, re.MULTILINE
    )
    found = [match for part in code for match in _NAMED.finditer(part)]
    return [(match["command"], set(_OPTION.findall(match["rest"]))) for match in found]


FILES = sorted(
    path.relative_to(PROJECT).as_posix()
    for place in _PLACES
    for path in PROJECT.glob(place)
    if named(path.read_text("utf-8"))
)


def test_commands_are_named_in_many_places() -> None:
    assert {"README.md", "docs/operations.md", "lambda_src/ingest/importing/removal_limit.py"} <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_commands_and_options_that_are_named_are_there(file: str) -> None:
    for command, options in named(Path(PROJECT / file).read_text("utf-8")):
        assert command in COMMANDS, (file, command)
        assert options - {"--help"} <= COMMANDS[command], (file, command, options)
