"""Every command that a document shows is one that there is: its target, its options, its parameters.

`tests/end_to_end/documents` runs them, all but those of `tests.documents.not_run`. What is checked here is what
holds for those too, and for both versions of the AWS CLI: version 2 does not install from PyPI, but it takes
its operations and parameters from the same model that botocore has, so the command lines are compared with that.
"""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import Final

import botocore.session
import pytest
import typer
from botocore import xform_name

from rollcall_cli.main import app
from scripts.terraform.initialise import PROJECT
from tests.documents.commands import Command, commands_of, documented_commands
from tests.documents.not_run import NOT_RUN
from tests.processes import OUTSIDE_MAKE

COMMANDS: Final = tuple({command.text: command for command in reversed(documented_commands())}.values())
TERRAFORM: Final = {"init", "plan", "apply", "destroy", "output", "state"}
S3_OPTIONS: Final = {"--content-type", "--metadata"}
GLOBAL_OPTIONS: Final = {"--query", "--output", "--endpoint-url", "--region"}
RENAMED: Final = {("sns", "subscribe", "Endpoint"): "notification-endpoint"}
"""What both versions of the AWS CLI call otherwise, as the name is that of a global option."""
AWS: Final = [command for command in COMMANDS if re.search(r"(^|\s)aws [a-z0-9]+ ", command.text)]
ROLLCALL: Final = [command for command in COMMANDS if re.match(r"(\S*/)?rollcall ", command.text)]
MAKE: Final = [command for command in COMMANDS if command.text.startswith("make ")]


def words_after(command: Command, program: str) -> list[str]:
    """The words behind a program's name, up to what is another command's."""
    text = re.sub(r"\$\((?:[^()]|\([^()]*\)|\$\(\([^()]*(?:\([^()]*\))?[^()]*\)\))*\)", "VALUE", command.text)
    words = shlex.split(text.replace("\\\n", " "))
    start = next(number for number, word in enumerate(words) if word == program or word.endswith(f"/{program}"))
    rest = words[start + 1 :]
    ends = [number for number, word in enumerate(rest) if word in {"|", ">", ">>"}]
    return rest[: ends[0]] if ends else rest


def test_there_are_commands_of_every_kind() -> None:
    assert (len(COMMANDS) > 80, len(AWS) > 10, len(ROLLCALL) > 30, len(MAKE) > 20) == (True,) * 4


@pytest.mark.parametrize("command", ROLLCALL, ids=str)
def test_the_operators_command_has_what_is_shown(command: Command) -> None:
    group = typer.main.get_command(app)
    words = words_after(command, "rollcall")
    if words == ["--version"]:
        return
    context = group.context_class(group)
    one = group.get_command(context, words[0])  # type: ignore[attr-defined]
    assert one is not None, words[0]
    with one.make_context(words[0], words[1:]) as parsed:
        assert parsed.command is one


@pytest.mark.parametrize("command", MAKE, ids=str)
def test_make_knows_the_target(command: Command) -> None:
    words = [word for word in words_after(command, "make") if "=" not in word and word not in {"-C", "../.."}]
    make = ["make", "--dry-run", "--no-print-directory", *words]
    shown = subprocess.run(make, cwd=PROJECT, env=OUTSIDE_MAKE, capture_output=True, text=True, check=False)
    assert (words != [], shown.returncode) == (True, 0), shown.stderr


@pytest.mark.parametrize("command", AWS, ids=str)
def test_the_model_of_the_service_has_operation_and_parameters(command: Command) -> None:
    service, operation, *rest = words_after(command, "aws")
    options = [word for word in rest if word.startswith("--")]
    if service == "s3":
        assert operation == "cp"
        assert set(options) <= S3_OPTIONS
        return
    model = botocore.session.get_session().get_service_model(service)
    known = {xform_name(name, "-"): name for name in model.operation_names}
    shape = model.operation_model(known[operation]).input_shape
    assert shape is not None
    names = {name: RENAMED.get((service, operation, name), xform_name(name, "-")) for name in shape.members}
    members = {f"--{names[name]}": member for name, member in shape.members.items()}
    switches = {f"--no-{name[2:]}" for name, member in members.items() if member.type_name == "boolean"}
    assert set(options) <= members.keys() | switches | GLOBAL_OPTIONS
    required = {f"--{names[name]}" for name in shape.required_members}
    assert required <= set(options)


def test_terraform_knows_the_subcommand() -> None:
    shown = {word for command in COMMANDS for word in re.findall(r"(?:^|\s|\()terraform ([a-z]+)", command.text)}
    assert shown == TERRAFORM


def test_each_has_a_reason_that_is_not_run_and_the_test_files_of_it_are_there() -> None:
    assert {command.text for command in COMMANDS} >= NOT_RUN.keys()
    for reason in NOT_RUN.values():
        assert reason
        for path in re.findall(r"tests/\S+\.py", reason):
            assert (PROJECT / path).is_file(), path


def test_commands_are_found_as_a_reader_finds_them() -> None:
    page = "\n".join(
        [
            "# One",
            "```sh",
            "make up    # a remark",
            "aws sqs x --a '{",
            "  1}' \\",
            "  --b",
            "cat a |",
            "  wc",
            "```",
            "## Two",
            "```hcl",
            "no = 1",
            "```",
            "```console",
            "ls",
            "```",
        ]
    )
    found = [(one.line, one.heading, one.text) for one in commands_of("page", page)]
    assert found == [
        (3, "One", "make up"),
        (4, "One", "aws sqs x --a '{\n  1}' \\\n  --b"),
        (7, "One", "cat a |\n  wc"),
        (15, "Two", "ls"),
    ]


def test_a_fence_that_ends_within_a_command_is_told() -> None:
    with pytest.raises(ValueError, match="page:2"):
        list(commands_of("page", "```sh\necho 'no end\n```"))
