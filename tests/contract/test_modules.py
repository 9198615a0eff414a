"""The modules can be used from any root, and every root says the same of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.terraform.initialise import PROJECT

MODULES = sorted(path.parent for path in (PROJECT / "modules").glob("*/versions.tf"))
ROOTS = [PROJECT, *sorted(path.parent for path in (PROJECT / "examples").glob("*/main.tf"))]
STAFFING = PROJECT / "modules" / "staffing"
CONNECT = PROJECT / "modules" / "connect"


def blocks(folder: Path, file: str, kind: str) -> dict[str, str]:
    """The blocks of a kind in a file: name → what stands between its braces."""
    text = (folder / file).read_text("utf-8")
    return dict(re.findall(rf'^{kind} "(\w+)" {{\n(.*?)^}}$', text, re.MULTILINE | re.DOTALL))


def defaults_of_settings() -> dict[str, str]:
    """Attribute → its default, as the type of `settings` has them."""
    settings = blocks(STAFFING, "variables.tf", "variable")["settings"]
    [attributes] = re.findall(r"^  type = object\({\n(.*?)^  }\)$", settings, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for line in attributes.strip().splitlines()]
    found = {}
    for line in lines:
        match = re.fullmatch(r"(\w+) += optional\(.+?(?:, (.+))?\)", line)
        assert match is not None, f"{line} is not optional"
        found[match[1]] = match[2] or "null"
    return found


def default_of(folder: Path, variable: str) -> str:
    [default] = re.findall(r"^  default +(= .*)$", blocks(folder, "variables.tf", "variable")[variable], re.MULTILINE)
    return str(default).removeprefix("= ")


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_a_module_leaves_providers_and_paths_to_its_caller(module: Path) -> None:
    for path in module.glob("*.tf"):
        text = path.read_text("utf-8")
        assert re.findall(r"^\s*(?:provider \"|override_provider)", text, re.MULTILINE) == [], path
        expressions = text.replace("$${path.root}", "")  # in a description's example
        assert "path.root" not in expressions, path
        assert "path.cwd" not in expressions, path


def test_the_root_passes_every_setting_with_the_default_that_staffing_has() -> None:
    settings = defaults_of_settings()
    main = (PROJECT / "main.tf").read_text("utf-8")
    passed = dict(re.findall(r"^    (\w+) += var\.(\w+)$", main, re.MULTILINE))

    assert passed == {name: name for name in settings}
    assert {name: default_of(PROJECT, name) for name in settings} == settings
    assert len(settings) >= 20  # all were found


@pytest.mark.parametrize("variable", blocks(PROJECT, "variables.tf", "variable"))
def test_an_input_is_in_the_example(variable: str) -> None:
    example = (PROJECT / "terraform.tfvars.example").read_text("utf-8")

    assert re.search(rf"^(# )?{variable} += ", example, re.MULTILINE), f"show {variable} in terraform.tfvars.example"


def test_connect_has_the_defaults_of_the_root() -> None:
    own = {"name", "phone_number"}  # a module must not claim a number unless asked
    shared = blocks(CONNECT, "variables.tf", "variable").keys() - own

    assert len(shared) >= 16  # all were found
    for variable in shared:
        assert default_of(CONNECT, variable) == default_of(PROJECT, variable), variable


def test_the_root_gives_all_of_the_deployment() -> None:
    [deployment] = re.findall(
        r"^  deployment = {\n(.*?)^  }$", (STAFFING / "parameter.tf").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    names = set(re.findall(r"^    (\w+) +=", deployment, re.MULTILINE)) - {"name", "region"} | {"people_policy_arns"}

    outputs = blocks(PROJECT, "outputs.tf", "output")

    assert len(names) >= 13  # all were found
    for name in names:
        assert f"value       = module.staffing.deployment.{name}\n" in outputs[name]


@pytest.mark.parametrize("root", ROOTS, ids=lambda path: path.name)
def test_a_root_is_short(root: Path) -> None:
    lines = len((root / "main.tf").read_text("utf-8").splitlines())

    assert lines <= (60 if root == PROJECT else 30)
