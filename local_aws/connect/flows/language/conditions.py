"""The conditions by which an action chooses the next one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from local_aws.connect.flows.language.forms import Problem, invalid, missing

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBERS = ("NumberGreaterThan", "NumberGreaterOrEqualTo", "NumberLessThan", "NumberLessOrEqualTo")
OPERATORS = ("Equals", "TextStartsWith", "TextEndsWith", "TextContains", *NUMBERS)
MAX_DEPTH = 5
MAX_CONDITIONS = 50
"""Nested conditions within one."""


@dataclass(frozen=True)
class Conditions:
    """What conditions an action may have.

    Attributes:
        operators: those allowed; none at all for an action without results.
        operands: the only ones allowed; empty for any.
        every: whether each of ``operands`` must have a condition.
        least: conditions that there must be.
        ascending: whether operands are numbers that grow, up to 100.
    """

    operators: tuple[str, ...] = OPERATORS
    operands: tuple[str, ...] = ()
    every: bool = False
    least: int = 0
    ascending: bool = False

    def problems(self, path: str, conditions: Any, action: str) -> Iterator[Problem]:
        """Yield what is wrong with an action's ``Conditions``.

        Args:
            path: of the transitions, for example ``Actions[0].Transitions``.
            conditions: their list; None without one.
            action: path of the action.
        """
        where = f"{path}.Conditions"
        if not isinstance(conditions or [], list):
            yield invalid(where, "must be a list")
            return
        if conditions and not self.operators:
            yield Problem("Action does not support conditions", action)
            return
        if len(conditions or []) < self.least:
            yield missing(where)
        operands = []
        for position, branch in enumerate(conditions or []):
            condition = branch.get("Condition") if isinstance(branch, dict) else None
            yield from self._condition(f"{where}[{position}].Condition", condition)
            operands += _operands(condition)
        if self.every and {str(item) for item in operands} != set(self.operands):
            yield invalid(where, f"needs a condition for each of {', '.join(self.operands)}, and no other")
        if self.ascending:
            yield from _chain(where, operands)

    def _condition(self, path: str, condition: Any) -> Iterator[Problem]:
        if not isinstance(condition, dict):
            yield missing(path)
            return
        if _is_deeper(condition, MAX_DEPTH) or _count(condition) > MAX_CONDITIONS:
            yield invalid(path, f"nests {MAX_DEPTH} deep and holds {MAX_CONDITIONS} conditions at most")
            return
        operator, operands = condition.get("Operator"), condition.get("Operands")
        if operator not in self.operators:
            yield invalid(f"{path}.Operator", f"must be one of {', '.join(self.operators)}")
        if not isinstance(operands, list) or not operands:
            yield missing(f"{path}.Operands")
            return
        nested = [item for item in operands if isinstance(item, dict)]
        for position, item in enumerate(nested):
            yield from self._condition(f"{path}.Operands[{position}]", item)
        if not nested:
            yield from self._operand(f"{path}.Operands", operands, operator)

    def _operand(self, path: str, operands: list[Any], operator: Any) -> Iterator[Problem]:
        if len(operands) != 1 or isinstance(operands[0], (list, bool)) or operands[0] is None:
            yield invalid(path, "must be one text or number")
        elif self.operands and str(operands[0]) not in self.operands:
            yield invalid(path, f"must be one of {', '.join(self.operands)}")
        elif operator in NUMBERS and not _is_number(operands[0]) and "$." not in str(operands[0]):
            yield invalid(path, f"{operator} compares numbers")


def _operands(condition: Any) -> list[Any]:
    operands = condition.get("Operands") if isinstance(condition, dict) else None
    return [item for item in operands if not isinstance(item, dict)] if isinstance(operands, list) else []


def _nested(condition: dict[str, Any]) -> list[dict[str, Any]]:
    operands = condition.get("Operands")
    return [item for item in operands if isinstance(item, dict)] if isinstance(operands, list) else []


def _is_deeper(condition: dict[str, Any], levels: int) -> bool:
    return levels == 0 or any(_is_deeper(item, levels - 1) for item in _nested(condition))


def _count(condition: dict[str, Any]) -> int:
    return len(_nested(condition)) + sum(_count(item) for item in _nested(condition))


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


def _chain(path: str, operands: list[Any]) -> Iterator[Problem]:
    numbers = [float(item) for item in operands if _is_number(item)]
    if numbers != sorted(set(numbers)) or any(not 1 <= number <= 100 for number in numbers):
        yield invalid(path, "percentages add up from one condition to the next, to 100 at most")


NONE = Conditions(())
ANY = Conditions()
EQUALS = Conditions(("Equals",))
KEYS = Conditions(("Equals",), tuple("0123456789*#"))
