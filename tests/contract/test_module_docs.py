"""The READMEs of the modules say what the HCL says."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.generated_text import DocsError
from scripts.module_docs import BEGIN, END, Row, inputs, main, outputs

VARIABLES = """
variable "plain" {
  description = "Prefix of \\"names\\", <name>-x or a|b."
  type        = string
}

variable "settings" {
  description = <<-EOT
    How it works.
    mode: what it does, "$${path}".
    names: whom it knows.
  EOT
  type = object({
    mode  = optional(string, "a, b")
    names = optional(list(string), ["x", "y"])
  })
  default = {}
}

variable "queues" {
  description = <<-EOT
    Queues, by name.
    hours: when it is open.
    caller: who calls.
  EOT
  type = map(object({
    hours  = string
    caller = optional(object({ name = optional(string) }))
  }))
  default = {}
}

variable "place" {
  description = "True: there."
  type        = object({ id = string, parts = optional(map(object({ id = string, arn = string })), {}) })
  default     = null
}
"""

OUTPUTS = """
output "deployment" {
  description = <<-EOT
    All of it.
    name: its name.
  EOT
  value = local.deployment
}
"""


def write_module(folder: Path, document: Path) -> None:
    """Write what a module, or the root, says of one input and one output, and the file that documents it."""
    folder.mkdir(parents=True, exist_ok=True)
    document.parent.mkdir(parents=True, exist_ok=True)
    (folder / "variables.tf").write_text(VARIABLES, "utf-8")
    (folder / "outputs.tf").write_text(OUTPUTS, "utf-8")
    document.write_text(f"# one\n\nBy hand.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n", "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A root with one module, whose documents are not up to date."""
    write_module(tmp_path, tmp_path / "docs" / "inputs.md")
    write_module(tmp_path / "modules" / "one", tmp_path / "modules" / "one" / "README.md")
    return tmp_path


def test_the_readmes_are_up_to_date() -> None:
    assert main(["--check"]) == 0


def test_inputs_with_their_attributes() -> None:
    assert inputs(VARIABLES) == [
        Row("plain", "string", None, 'Prefix of "names", &lt;name&gt;-x or a\\|b.'),
        Row("settings", "object", "{}", "How it works."),
        Row("settings.mode", "string", '"a, b"', 'what it does, "${path}".'),
        Row("settings.names", "list(string)", '["x", "y"]', "whom it knows."),
        Row("queues", "map(object)", "{}", "Queues, by name."),
        Row("queues[*].hours", "string", None, "when it is open."),
        Row("queues[*].caller", "object({name = optional(string)})", "null", "who calls."),
        Row(
            "place",
            "object({id = string, parts = optional(map(object({id = string, arn = string})), {})})",
            "null",
            "True: there.",
        ),
    ]


def test_outputs_with_their_attributes() -> None:
    assert [(row.name, row.description) for row in outputs(OUTPUTS)] == [
        ("deployment", "All of it."),
        ("deployment.name", "its name."),
    ]


@pytest.mark.parametrize("wrong", [("names: whom", "name: whom"), ("    names: whom it knows.\n", "")])
def test_every_attribute_is_described_by_its_name(wrong: tuple[str, str]) -> None:
    with pytest.raises(DocsError, match=r"settings.*names"):
        inputs(VARIABLES.replace(*wrong))


def test_a_stale_file_is_refused_and_then_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--check"], project) == 1
    said = "docs/inputs.md, modules/one/README.md: not what the HCL says; run: make docs"
    assert said in capsys.readouterr().err
    assert main([], project) == 0
    assert main(["--check"], project) == 0
    for document in ("docs/inputs.md", "modules/one/README.md"):
        text = (project / document).read_text("utf-8")
        assert text.startswith("# one\n\nBy hand.\n")
        assert text.endswith("\n\nAfter.\n")
        assert '| `settings.mode` | `string` | `"a, b"` | what it does' in text
        assert "| `queues[*].caller` | `object({ name })` | `null` |" in text


def test_a_module_in_a_module_has_a_readme_too(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main([], project)
    part = project / "modules" / "one" / "part"
    write_module(part, part / "README.md")
    downloaded = project / "modules" / "one" / ".terraform" / "two"
    write_module(downloaded, downloaded / "README.md")

    assert main(["--check"], project) == 1
    assert capsys.readouterr().err.startswith("modules/one/part/README.md: not what")


def test_a_readme_without_a_place_for_the_tables_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "modules" / "one" / "README.md").write_text("# one\n", "utf-8")

    assert main([], project) == 1
    assert "needs these two lines" in capsys.readouterr().err
