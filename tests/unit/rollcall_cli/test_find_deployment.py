"""A deployment is found by a file of outputs, or by Terraform; by name: tests/functional/rollcall_cli."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from rollcall_cli.errors import IMPOSSIBLE, USAGE, CliError
from rollcall_cli.find_deployment import find_deployment
from scripts.terraform.initialise import PROJECT

ARN = "arn:aws:connect:eu-west-2:123456789012:instance/i"
OUTPUTS = {"instance_id": "i", "function_names": {"upkeep": "x-upkeep"}, "instance_arn": ARN}

FakeTerraform = Callable[..., None]


def _wrapped(value: object) -> dict[str, object]:
    return {"value": value, "type": "string", "sensitive": False}


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ROLLCALL_STACK_FILE", raising=False)
    monkeypatch.delenv("ROLLCALL_DEPLOYMENT", raising=False)


@pytest.fixture
def terraform(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeTerraform:
    """Puts a Terraform in the PATH that prints what a root is given, and fails for others with a message."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    program = folder / "terraform"

    def make(answers: dict[Path, object], error: str = "No state") -> None:
        cases = "".join(
            f"-chdir={root}) cat <<'END'\n{json.dumps(answer)}\nEND\nexit 0 ;;\n" for root, answer in answers.items()
        )
        program.write_text(
            f'#!/bin/sh\ncase "$1" in\n{cases}esac\ncat >&2 <<END\n╷\n│ Warning: Something else\n╵\n'
            f"╷\n│ Error: {error}\n│ \n│ Really.\n╵\nEND\nexit 1\n",
            "utf-8",
        )
        program.chmod(0o755)

    return make


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, which is a Terraform root."""
    folder = tmp_path / "root"
    folder.mkdir()
    (folder / "main.tf").touch()
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    "document",
    [
        OUTPUTS,
        {name: _wrapped(value) for name, value in OUTPUTS.items()},
        {"deployment": _wrapped(OUTPUTS), "url": _wrapped("https://example.com")},
    ],
    ids=["make up", "terraform output", "an output of the whole module"],
)
def test_a_file_of_outputs(tmp_path: Path, document: object) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(document), "utf-8")

    deployment = find_deployment(file, None, None)

    assert (deployment.output("instance_id"), deployment.function_name("upkeep")) == ("i", "x-upkeep")
    assert deployment.region == "eu-west-2"
    assert deployment.client("dynamodb").meta.region_name == "eu-west-2"
    with pytest.raises(CliError, match=r"no output 'files_table' in .*outputs\.json") as refusal:
        deployment.output("files_table")
    assert "rollcall --version" in refusal.value.advice
    with pytest.raises(CliError, match="names no ingest function"):
        deployment.function_name("ingest")


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"other": "root"}', '{"instance_id": null}'])
def test_a_file_without_outputs(tmp_path: Path, text: str) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(text)

    with pytest.raises(CliError) as refusal:
        find_deployment(file, None, None)

    assert str(file) in str(refusal.value)
    for way in ("--deployment", "--stack-file", "terraform apply"):
        assert way in refusal.value.advice


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cant_be_read(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "outputs.json"
    if content is not None:
        file.write_bytes(content)

    with pytest.raises(CliError, match="can't be read") as refusal:
        find_deployment(file, None, None)

    assert refusal.value.exit_code == IMPOSSIBLE


def test_a_file_that_the_environment_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(OUTPUTS))
    monkeypatch.setenv("ROLLCALL_STACK_FILE", str(file))
    monkeypatch.setenv("ROLLCALL_DEPLOYMENT", "another")

    assert find_deployment(None, None, None).source == str(file)


def test_two_deployments_on_one_command_line() -> None:
    with pytest.raises(CliError, match="both name a deployment") as refusal:
        find_deployment(Path("outputs.json"), "staff", None)

    assert refusal.value.exit_code == USAGE


def test_a_region_that_the_outputs_contradict(tmp_path: Path) -> None:
    file = tmp_path / "outputs.json"
    file.write_text(json.dumps(OUTPUTS))

    with pytest.raises(CliError, match=r"--region says us-east-1, but the deployment .* is in eu-west-2") as refusal:
        find_deployment(file, None, "us-east-1")

    assert refusal.value.exit_code == USAGE
    assert find_deployment(file, None, "eu-west-2").region == "eu-west-2"


def test_the_root_in_the_current_folder_comes_first(terraform: FakeTerraform, root: Path) -> None:
    terraform({root: {"deployment": _wrapped(OUTPUTS | {"instance_id": "here"})}, PROJECT: OUTPUTS})

    assert find_deployment(None, None, None).output("instance_id") == "here"


def test_a_root_of_something_else_leaves_it_to_the_checkout(terraform: FakeTerraform, root: Path) -> None:
    terraform({root: {"vpc": _wrapped("vpc-1")}, PROJECT: OUTPUTS})

    assert find_deployment(None, None, None).source == f"terraform output in {PROJECT}"


def test_from_another_folder_the_checkout_is_asked(
    terraform: FakeTerraform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terraform({PROJECT: OUTPUTS})
    monkeypatch.chdir(tmp_path)

    assert find_deployment(None, None, None).output("instance_id") == "i"


def test_of_what_terraform_says_only_the_error(terraform: FakeTerraform, root: Path) -> None:
    terraform({root: {}})

    with pytest.raises(CliError) as refusal:
        find_deployment(None, None, None)

    assert str(refusal.value) == (
        f"terraform output in {root} has no outputs of Rollcall: nothing is applied there; "
        f"terraform output in {PROJECT} failed: Error: No state Really."
    )
    assert "terraform apply" in refusal.value.advice


def test_without_terraform(tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(CliError) as refusal:
        find_deployment(None, None, None)

    assert str(refusal.value) == "Terraform is not installed, or not in PATH"
    assert "--stack-file" in refusal.value.advice
