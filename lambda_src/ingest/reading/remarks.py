"""Gathers what is wrong with a row, and what to know about it, while its cells are read. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from roster.plans import Problem

_LONGEST_MESSAGE: Final = 500


@dataclass(frozen=True, slots=True)
class Noted:
    """A value that a cell was read as, and what to know about it."""

    value: Any
    warning: str


def noted(value: Any, warning: str = "", before: Any = None) -> Any:
    """Return a value with a warning, and with the one that an earlier step of its reading has had, if any.

    Args:
        value: what the cell says, or that with a warning.
        warning: what to know about it.
        before: what the earlier step returned.
    """
    warnings = [before.warning] if isinstance(before, Noted) else []
    if isinstance(value, Noted):
        warnings.append(value.warning)
        value = value.value
    if warning:
        warnings.append(warning)
    return Noted(value, "; ".join(warnings)) if warnings else value


class Remarks:
    """The problems and warnings of one row.

    Args:
        names: the file's headers, by which the report names a column.

    Attributes:
        problems: so far; one is enough to reject the row.
        warnings: so far.
    """

    __slots__ = ("_names", "problems", "warnings")

    def __init__(self, names: Sequence[str]) -> None:
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []
        self._names = names

    def reject(self, index: int, message: str) -> None:
        """Add a problem of the cell at an index."""
        self.problems.append(self._remark(index, message))

    def reject_alone(self, index: int, message: str) -> None:
        """Add a problem of the cell at an index, in place of others that only follow from it."""
        problem = self._remark(index, message)
        self.problems = [*(other for other in self.problems if other["column"] != problem["column"]), problem]

    def warn(self, index: int, message: str) -> None:
        """Add a warning about the cell at an index."""
        self.warnings.append(self._remark(index, message))

    def __bool__(self) -> bool:
        """Whether there is anything to say."""
        return bool(self.problems or self.warnings)

    def clear(self) -> None:
        """Forget all remarks, for the next row."""
        self.problems.clear()
        self.warnings.clear()

    def add(self, others: Remarks) -> None:
        """Add remarks that were gathered apart."""
        self.problems += others.problems
        self.warnings += others.warnings

    def take(self, index: int, value: Any) -> Any:
        """Return what a cell was read as; what there is to know about it becomes a warning."""
        if isinstance(value, Noted):
            self.warn(index, value.warning)
            return value.value
        return value

    def _remark(self, index: int, message: str) -> Problem:
        if len(message) > _LONGEST_MESSAGE:
            # Messages quote the cell, which may be long. What to do about it stands at their end.
            message = f"{message[: _LONGEST_MESSAGE // 2]} … {message[-_LONGEST_MESSAGE // 2 :]}"
        return {"column": self._names[index].strip(), "message": message}
