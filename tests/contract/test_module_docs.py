"""The READMEs of the modules say what the HCL says."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.module_docs import BEGIN, END, DocsError, Row, documented, inputs, main, outputs

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


def module(folder: Path, readme: str = f"# one\n\nBy hand.\n\n{BEGIN}\nold\n{END}\n\nAfter.\n") -> Path:
    """Write a module of one input and one output."""
    one = folder / "one"
    one.mkdir()
    (one / "variables.tf").write_text(VARIABLES, "utf-8")
    (one / "outputs.tf").write_text(OUTPUTS, "utf-8")
    (one / "README.md").write_text(readme, "utf-8")
    return one


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
        Row("queues[*].caller", "object({ name })", "null", "who calls."),
        Row("place", "object({ id, parts })", "null", "True: there."),
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


def test_a_stale_readme_is_refused_and_then_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = module(tmp_path)

    assert main(["--check"], tmp_path) == 1
    assert "modules/one/README.md: not what the HCL says; run: make docs" in capsys.readouterr().err
    assert main([], tmp_path) == 0
    assert main(["--check"], tmp_path) == 0
    text = (one / "README.md").read_text("utf-8")
    assert text.startswith("# one\n\nBy hand.\n")
    assert text.endswith("\n\nAfter.\n")
    assert '| `settings.mode` | `string` | `"a, b"` | what it does' in text


def test_a_module_in_a_module_has_a_readme_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (module(tmp_path) / "part").mkdir()
    module(tmp_path / "one" / "part")
    (tmp_path / "one" / ".terraform").mkdir()
    module(tmp_path / "one" / ".terraform")

    assert main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err.startswith("modules/one/README.md, modules/one/part/one/README.md: not what")


def test_a_readme_without_a_place_for_the_tables_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocsError, match="needs these two lines"):
        documented(module(tmp_path, "# one\n"))
