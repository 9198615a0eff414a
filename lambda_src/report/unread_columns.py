"""Gathers the columns of a file that nothing was read from, as the plans name them. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from roster.plans import Plan


@dataclass(slots=True)
class UnreadColumns:
    """The headers of columns that nothing was read from, each once, in the file's order.

    Attributes:
        ignored: Rollcall has no use for them.
        withheld: they may hold passwords.
    """

    ignored: list[str] = field(default_factory=list)
    withheld: list[str] = field(default_factory=list)

    def collect(self, plans: Iterator[Plan]) -> Iterator[Plan]:
        """Yield plans unchanged, and collect the columns that they name."""
        for plan in plans:
            self.ignored += [name for name in plan.get("ignored", ()) if name not in self.ignored]
            self.withheld += [name for name in plan.get("withheld", ()) if name not in self.withheld]
            yield plan
