"""What is written is what Terraform reads, in the layout that `terraform fmt` has."""

from __future__ import annotations

import base64
import itertools
import json
import subprocess
from pathlib import Path

from rollcall_cli.terraform_export.hcl import ByName, Expression, as_kept, attributes, is_text, quoted

TROUBLE = (
    "${", "%{", "$${", "%%{", "$$${", "$", "%", "{", "}", '"', "\\", "\n", "\r", "\t", "|", "'", "#", "//", "<<EOT",
    "\x01", "\x7f", "\u2028", "\u202e", "\ufeff", "\u200d", "é", "e\u0301", "日本", "\u0e01\u0e33", "हिं", "한",
    "\u1112\u1161", "👩‍👩‍👧", "🇩🇪", "👍🏽", "\U000e0067", "\U00011442", "a", "b ", "1",
)  # fmt: skip


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_terraform_reads_what_was_written(tmp_path: Path) -> None:
    """Every pair of what may cause trouble, as a name and in a text; read by one command, checked by another."""
    names = {as_kept(one + other) for one, other in itertools.product(TROUBLE, repeat=2)}
    values = {name: as_kept(f"{name}{number}{name}") for number, name in enumerate(sorted(names))}
    mixed = ByName({name: {"text": text, "list": [text]} for name, text in list(values.items())[:100]})
    body = attributes({"values": ByName(values), "mixed": mixed}, 1)
    (tmp_path / "main.tf").write_text(f"locals {{\n{body}}}\n", "utf-8", newline="")

    layout = subprocess.run(["terraform", "fmt", "-check", "-diff", str(tmp_path)], capture_output=True, text=True)
    # In base64: Terraform puts all text in normal form, and so what jsonencode joins of pieces that were.
    read = subprocess.run(
        ["terraform", f"-chdir={tmp_path}", "console"],
        input="jsonencode({for name, text in local.values : base64encode(name) => base64encode(text)})",
        capture_output=True,
        text=True,
        check=True,
    )

    assert (layout.returncode, layout.stdout) == (0, "")
    assert json.loads(json.loads(read.stdout)) == {encoded(name): encoded(text) for name, text in values.items()}


def test_templates_stay_text() -> None:
    assert quoted("${a} %{b} $${c} 5 % {") == '"$${a} %%{b} $\\u0024{c} 5 % {"'
    assert quoted('a "b"\\\n') == '"a \\"b\\"\\\\\\n"'


def test_what_terraform_can_not_hold() -> None:
    assert is_text("Ünïcode 👍")
    assert not is_text("\ud800")
    assert not is_text("a\0b")


def test_layout() -> None:
    values = {
        "queues": ByName({"Billing": {"hours": "Office", "enabled": False}}),
        "short": None,
        "longer_name": 5,
        "channels": {"VOICE": 1, "CHAT": 2},
        "routes": [{"queue": "Billing", "priority": 1}],
        "names": ByName({"a": "1", "longer": "2"}),
        "to": Expression("module.connect.x[each.key]"),
        "nothing": [],
        "long": ["x" * 60, "y" * 60],
    }

    assert attributes(values) == (
        "queues = {\n"
        '  "Billing" = {\n'
        '    hours   = "Office"\n'
        "    enabled = false\n"
        "  }\n"
        "}\n"
        "short       = null\n"
        "longer_name = 5\n"
        "channels    = { VOICE = 1, CHAT = 2 }\n"
        "routes = [\n"
        '  { queue = "Billing", priority = 1 },\n'
        "]\n"
        "names = {\n"
        '  "a"      = "1"\n'
        '  "longer" = "2"\n'
        "}\n"
        "to      = module.connect.x[each.key]\n"
        "nothing = []\n"
        "long = [\n"
        f'  "{"x" * 60}",\n'
        f'  "{"y" * 60}",\n'
        "]\n"
    )
