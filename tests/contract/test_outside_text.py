"""Whatever writes for people is one of a few modules, which pass texts from outside through `roster.outside_text`.

So nobody has to think of it where a sentence is made, and a writer that is added elsewhere is refused here.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]

WRITERS: Final[dict[str, frozenset[str]]] = {
    "Console": frozenset({"rollcall_cli/printing.py", "rollcall_cli/progress_bar.py"}),
    "Logger": frozenset({"lambda_src/roster/logs.py"}),
    "publish": frozenset({"lambda_src/report/notification_topic.py"}),
    "csv.writer": frozenset(
        {
            # A password is written as it is, and what is taken out of an upload leaves the rest byte for byte.
            "rollcall_cli/commands/passwords.py",
            "lambda_src/ingest/redaction/raw_records.py",
        }
    ),
    "sys.stdout.write": frozenset(
        {
            "rollcall_cli/printing.py",
            "rollcall_cli/local_files.py",  # what others than people read: directories, Terraform, diagrams
            "rollcall_cli/import_outcome.py",  # a blank line
        }
    ),
    "sys.stderr.write": frozenset({"rollcall_cli/printing.py"}),
    "print": frozenset(),
    "typer.echo": frozenset(),
    "typer.confirm": frozenset({"rollcall_cli/confirmation.py"}),
}
"""Call → the modules that make it."""


def _calls() -> Iterator[tuple[str, str]]:
    for folder in ("lambda_src", "rollcall_cli"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call):
                    yield str(file.relative_to(ROOT)), ast.unparse(node.func)


@pytest.mark.parametrize("writer", WRITERS)
def test_only_writers_that_show_texts_from_outside_write(writer: str) -> None:
    # A console's `print` is in those that `Console` is called in.
    of_others = () if writer == "print" else (f".{writer}",)
    found = {file for file, call in _calls() if call == writer or call.endswith(of_others)}

    assert found == WRITERS[writer]


def test_a_command_to_copy_quotes_what_it_names_by_the_rules_of_the_shell() -> None:
    """A key may hold an apostrophe, which ends what is merely put between two."""
    found = [
        f"{file.relative_to(ROOT)}: {line.strip()}"
        for folder in ("lambda_src", "rollcall_cli")
        for file in sorted((ROOT / folder).rglob("*.py"))
        for line in file.read_text("utf-8").splitlines()
        if re.search(r"(?:rollcall [a-z]|aws [a-z]|--[a-z-]+ ).*'\{", line)
    ]

    assert found == []


def test_the_writers_show_texts_from_outside() -> None:
    for file in (
        "lambda_src/report/csv_files.py",
        "lambda_src/report/notification_text.py",
        "lambda_src/report/page/safe_html.py",
        "lambda_src/report/page/safe_json.py",
        "lambda_src/report/summary_json.py",
        "lambda_src/roster/logs.py",
        "rollcall_cli/printing.py",
    ):
        text = (ROOT / file).read_text("utf-8")
        assert re.search(r"^from roster\.outside_text import (?:\w+, )*shown_", text, re.MULTILINE), file
