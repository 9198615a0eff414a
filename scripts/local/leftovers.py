"""Proves, kind by kind, that a destroy left nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scripts.local.errors import LocalError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from scripts.local.narrator import Narrator


def report_leftovers(inventory: Mapping[str, Sequence[str]], narrator: Narrator, log: Path) -> None:
    """Prints a line for each kind of thing that local AWS knows.

    Args:
        inventory: What exists, by kind.
        narrator: Where to print.
        log: What to read if something is left.

    Raises:
        LocalError: Something is left.
    """
    left = {kind: names for kind, names in inventory.items() if names}
    for kind in sorted(inventory):
        names = ", ".join(inventory[kind]) or "none left"
        narrator.say(f"  {kind.replace('_', ' '):<22} {names}")
    if left:
        raise LocalError(f"terraform destroy left {', '.join(sorted(left)).replace('_', ' ')} behind", log)
