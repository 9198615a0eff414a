"""The limit of the removals that one upload may make: `max_removals_percent`. Pure but for the count that it asks for.

Two things can go wrong with a file, and each has a measure of its own
(docs/decisions/0026-removals-are-measured-by-what-they-may-be.md):

| what a file does | measured against | because |
|---|---|---|
| drops agents, in mirror mode | the agents that it lists or drops | half a list looks so, whatever other files list |
| removes agents at all | all agents of the deployment | rows say who leaves; a list of leavers has nobody else in it |

A file that lists nobody but leavers may remove a few even of a small staff, but never most of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

OVERRIDE: Final = "allow-removals"
"""Object metadata by which an uploader lifts the limit, with the value `yes`."""

FEW_LEAVERS: Final = 5
"""As many a file of nobody but leavers may remove, whatever share of the staff they are, up to half of it."""


HOW_TO_LIFT: Final = (
    "If that is meant, upload the file again by `rollcall upload FILE --allow-removals`, or by other means with the "
    f"object metadata '{OVERRIDE}: yes'."
)
"""Ends what is said of a refusal: whoever reads a report may have uploaded the file in any way."""


@dataclass(frozen=True, slots=True)
class Removals:
    """Whom a file would remove.

    Attributes:
        listed: how many of its rows have a login.
        leaving: how many of those rows say that their agent leaves.
        inactive: how many agents that have a user, or may have one, these rows remove.
        dropped: how many agents it drops.
        dropped_with_user: how many of those have a user, or may have one.
    """

    listed: int
    leaving: int
    inactive: int
    dropped: int = 0
    dropped_with_user: int = 0

    @property
    def own(self) -> int:
        """How many agents the file lists or drops."""
        return self.listed + self.dropped

    @property
    def amount(self) -> int:
        """How many users would go."""
        return self.inactive + self.dropped_with_user

    @property
    def are_few_leavers(self) -> bool:
        """Whether the file is a short list of nobody but leavers."""
        return self.leaving == self.listed and not self.dropped and self.amount <= FEW_LEAVERS


def refusal(removals: Removals, percent: int, count_agents: Callable[[int], int]) -> str:
    """Say why a file may not remove anybody, and how it may; empty if it may.

    Args:
        removals: whom it would remove.
        percent: the deployment's `max_removals_percent`.
        count_agents: counts the deployment's agents that have a user or may have one, up to a number at least. It is
            asked only if the file's own agents are too few to decide by: it reads the agents table.
    """
    if removals.dropped_with_user * 100 > removals.own * percent:
        of = f"{removals.amount} of {removals.own} agents that it lists or drops"
        return _refusal(of, percent)
    if removals.amount * 100 <= removals.own * percent:
        return ""
    # Enough agents for the share to be allowed; with 0 % no number is.
    enough = -(-removals.amount * 100 // percent) if percent else removals.amount
    staff = max(removals.own, count_agents(enough))
    if removals.amount * 100 <= staff * percent:
        return ""
    if percent and removals.are_few_leavers and removals.amount * 2 <= staff:
        return ""
    return _refusal(f"{removals.amount} of {staff} agents of the deployment", percent)


def _refusal(share: str, percent: int) -> str:
    return (
        f"Nobody was removed: this upload would remove {share}, and max_removals_percent allows {percent} %. "
        f"{HOW_TO_LIFT}"
    )
