"""What GitHub's workflows, and the hooks before a commit, call: it exists, and nobody else can change it."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.processes import OUTSIDE_MAKE

PROJECT = Path(__file__).resolve().parents[2]
FOLDER = PROJECT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
ACTIONS = sorted((PROJECT / ".github" / "actions").glob("*/action.yml"))

PINNED = re.compile(r"^[\w.-]+(/[\w.-]+)+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
USES = re.compile(r"^\s*(?:- )?uses: (.*)$", re.MULTILINE)
REFERENCE = re.compile(r"\b(matrix|inputs|needs|env)\.([\w-]+)")


def read(path: Path) -> dict[str, Any]:
    """A file of YAML 1.2, in which `on` is a text."""
    document: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    return document


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """The jobs of all workflows, by the names of file and job."""
    for path in FILES:
        for name, job in read(path)["jobs"].items():
            yield f"{path.stem}/{name}", job


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """The steps of all jobs, by the names of file and job."""
    for name, job in jobs():
        for step in job.get("steps", ()):
            yield name, step


def why_not_runnable(command: str) -> str | None:
    """Says what is wrong with a command; None for a script that is there, or targets of make that exist."""
    program, *arguments = shlex.split(command)
    if program == "make":
        # Not run: only whether make knows how to. The name of the target that it does not know is what it says.
        done = subprocess.run(
            ["make", "--dry-run", *arguments], cwd=PROJECT, env=OUTSIDE_MAKE, capture_output=True, text=True, timeout=60
        )
        return done.stderr.strip() if done.returncode else None
    path = PROJECT / program
    return None if path.is_relative_to(PROJECT / ".ci") and os.access(path, os.X_OK) else f"{program} is no script"


def commands() -> set[tuple[str, str]]:
    """Return each command with where it stands. Anything longer belongs in make or `.ci`, where tests reach it."""
    return {(name, step["run"]) for name, step in steps() if "run" in step} | {
        (f"hook {hook['id']}", hook["entry"]) for hook in hooks()
    }


def hooks() -> list[dict[str, Any]]:
    """The hooks before a commit and a push."""
    return [hook for repository in read(PROJECT / ".pre-commit-config.yaml")["repos"] for hook in repository["hooks"]]


def test_every_command_is_a_target_of_make_or_a_script_of_ours() -> None:
    assert {".ci/run", "make audit REQUIRED=1", "make release-files"} <= {command for _, command in commands()}
    wrong = {(name, command): why for name, command in commands() if (why := why_not_runnable(command))}
    assert not wrong


@pytest.mark.parametrize("command", ["make no-such-target", "make lint no-such-target", ".ci/no-such-script", "curl x"])
def test_other_commands_are_told(command: str) -> None:
    assert why_not_runnable(command)


def test_what_others_wrote_is_pinned_by_commit_and_what_is_ours_exists() -> None:
    used = [line for path in [*FILES, *ACTIONS] for line in USES.findall(path.read_text("utf-8"))]

    assert len(used) >= 20
    for line in used:
        if line.startswith("$/"):
            path = PROJECT / line.removeprefix("$/")
            assert path.is_file() or (path / "action.yml").is_file(), line
        else:
            assert PINNED.match(line), line


def test_an_action_has_the_same_commit_everywhere() -> None:
    used = {line for path in [*FILES, *ACTIONS] for line in USES.findall(path.read_text("utf-8"))}
    names = [line.partition("@")[0] for line in used]

    assert sorted(names) == sorted(set(names))


def test_no_checkout_leaves_its_credentials_behind() -> None:
    checkouts = [(name, step) for name, step in steps() if step.get("uses", "").startswith("actions/checkout@")]

    assert len(checkouts) >= 8
    assert {name for name, step in checkouts if step.get("with", {}).get("persist-credentials") is not False} == set()


def test_rights_are_given_by_job_and_only_a_release_may_write() -> None:
    for path in FILES:
        assert read(path)["permissions"] == {}, path.name
    writing = {name: set(job["permissions"]) for name, job in jobs() if "write" in job["permissions"].values()}

    assert writing == {
        "release/publish": {"contents", "id-token", "attestations"},
        "test-aws/test-aws": {"contents", "id-token"},
    }
    assert {name for name, job in jobs() if job["permissions"].get("contents") == "write"} == {"release/publish"}
    assert {name for name, job in jobs() if "environment" in job} == set(writing)  # where somebody can be asked first


def test_no_job_runs_for_ever_or_beside_itself() -> None:
    assert {name for name, job in jobs() if "uses" not in job and "timeout-minutes" not in job} == set()
    assert {path.name for path in FILES if not read(path).get("concurrency")} == set()


def test_expressions_name_what_there_is() -> None:
    for path in [*FILES, *ACTIONS]:
        document = read(path)
        for job in (document.get("jobs") or {"": document["runs"]}).values():
            matrix = job.get("strategy", {}).get("matrix", {})
            known = {
                "matrix": {key for row in matrix.get("include", [matrix]) for key in row},
                "inputs": set(document.get("inputs", {})),
                "needs": set(document.get("jobs", {})),
                "env": set(document.get("env", {})),
            }
            expressions = re.findall(r"\$\{\{.*?\}\}", str(job))
            for kind, name in REFERENCE.findall(" ".join(expressions)):
                assert name in known[kind], (path.name, kind, name)


def test_each_python_that_the_functions_may_run_on_is_tested() -> None:
    variables = (PROJECT / "modules" / "staffing" / "variables.tf").read_text("utf-8")
    (listed,) = re.findall(r"contains\(\[(.*)\], var\.settings\.python_runtime\)", variables)
    runtimes = {runtime.strip('" ').removeprefix("python") for runtime in listed.split(",")}
    default = read(ACTIONS[0])["inputs"]["python"]["default"]

    assert runtimes <= {default, *read(FOLDER / "ci.yml")["jobs"]["pythons"]["strategy"]["matrix"]["python"]}


def test_hooks_run_what_is_installed_already() -> None:
    assert {(hook["language"], hook["pass_filenames"]) for hook in hooks()} == {("system", False)}
    assert {stage for hook in hooks() for stage in hook["stages"]} == {"pre-commit", "pre-push"}


def test_who_has_to_agree_is_asked_about_all_that_runs_with_rights() -> None:
    lines = [line.split() for line in (PROJECT / ".github" / "CODEOWNERS").read_text("utf-8").splitlines()]
    paths = {words[0].strip("/") for words in lines if words and words[0].startswith("/")}
    assert {path for path in paths if not (PROJECT / path).exists()} == set()

    programs = {shlex.split(command)[0].partition("/")[0] for _, command in commands()}
    assert programs == {".ci", "make"}
    assert {
        ".ci",
        "Makefile",
        ".pre-commit-config.yaml",
        ".github",
        "scripts",
    } <= paths  # what make calls is in scripts
    assert {"setup.py", "pyproject.toml"} <= paths  # what builds the wheel


def test_no_update_moves_the_oldest_sdk() -> None:
    (pip,) = [
        one for one in read(PROJECT / ".github" / "dependabot.yml")["updates"] if one["package-ecosystem"] == "pip"
    ]
    moved = [PROJECT / folder.strip("/") for folder in pip["directories"]]
    oldest = PROJECT / "tests" / "build" / "oldest_sdk.in"

    assert {folder / "dev.in" for folder in moved} & {*PROJECT.glob("requirements/*.in")}
    assert not {*oldest.parents} & {*moved}  # Dependabot looks into the folders of a folder, too
    allowed = re.findall(r'"(boto(?:3|core))>=([\d.]+)"', (PROJECT / "pyproject.toml").read_text("utf-8"))
    assert sorted(allowed) == sorted(re.findall(r"^(\w+)==([\d.]+)$", oldest.read_text("utf-8"), re.MULTILINE))


def test_the_oldest_terraform_that_is_allowed_is_tested() -> None:
    (oldest,) = re.findall(r'required_version = ">= ([\d.]+)"', (PROJECT / "versions.tf").read_text("utf-8"))

    assert read(FOLDER / "ci.yml")["env"]["TERRAFORM_OLDEST"] == f"{oldest}.0"
