"""The README's table of operations, written from the registry.

`python -m local_aws.connect.api.operations_table` brings the README up to date; a test fails while it is not.
"""

from __future__ import annotations

import inspect
from pathlib import Path

from local_aws.connect.api.registry import MOTO_OPERATIONS, OPERATIONS
from local_aws.connect.app import install

README = Path(__file__).parents[2] / "README.md"
BEGIN, END = "<!-- operations: begin -->", "<!-- operations: end -->"


def markdown() -> str:
    """Return the table of all operations, in the order of their names."""
    install()
    rows = {name: f"| {name} | moto's own | |" for name in MOTO_OPERATIONS}
    for name, operation in OPERATIONS.items():
        does = (inspect.getdoc(operation.handler) or "").splitlines()[0].rstrip(".")
        ignores = f"ignores {', '.join(operation.ignores)}" if operation.ignores else ""
        gaps = "; ".join(filter(None, (operation.differs, ignores)))
        rows[name] = f"| {name} | {does} | {gaps} |".replace("|  |", "| |")
    head = ["| operation | what it does | differs from AWS: |", "|---|---|---|"]
    return "\n".join([*head, *(rows[name] for name in sorted(rows))])


def replaced(readme: str) -> str:
    """Return the README's text with the table as it is now.

    Raises:
        ValueError: the text lacks a mark of where the table begins or ends.
    """
    before, begin, rest = readme.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{README} needs the lines {BEGIN} and {END}, between which the table goes")
    return f"{before}{BEGIN}\n\n{markdown()}\n\n{END}{after}"


if __name__ == "__main__":
    README.write_text(replaced(README.read_text()))
