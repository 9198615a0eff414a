"""What whoever runs `make test-aws` chooses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Choice:
    """What whoever runs it chose.

    Attributes:
        name: of the deployment.
        taken: what no name in the account may have in it before the run.
        yes: whether to begin without asking.
        requests_per_second: of Connect; None for the usual quota.
        tests: as pytest takes them.
        folder: where the reports go, and in a folder of its name what belongs to the deployment.
    """

    name: str
    taken: str
    yes: bool
    requests_per_second: float | None
    tests: tuple[str, ...]
    folder: Path
