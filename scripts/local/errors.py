"""What can go wrong on local AWS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class LocalError(Exception):
    """A local target failed.

    Args:
        message: What failed and what to do.
        log: Where more about it stands, if anywhere.
    """

    def __init__(self, message: str, log: Path | None = None) -> None:
        super().__init__(message)
        self.log = log
