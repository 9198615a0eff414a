"""Says what a plan of the reports bucket looks like: others may write there too. `ReportsBucket` calls it. Pure."""

from __future__ import annotations

from typing import Any, Final

from roster.readable import Check, is_flag, is_text, is_whole, list_of, structure_of

_REMARKS: Final = list_of(structure_of({"column": is_text, "message": is_text}))
_CHANGES: Final = list_of(structure_of({"column": is_text, "old": is_text, "new": is_text}))


def _is_outcome(value: Any) -> bool:
    return isinstance(value, str) and value in {"provision", "unchanged", "rejected"}


def _is_name_columns(value: Any) -> bool:
    return isinstance(value, dict) and all(is_whole(index) and index >= 0 for index in value.values())


def _is_before(value: Any) -> bool:
    # Its facets are as they stood in the agents table, where others write too: whoever reads one has to check it.
    return isinstance(value, dict) and value.get("state") in ("present", "absent")


_is_line: Final[Check] = structure_of(
    {"line": is_whole, "username": is_text, "outcome": _is_outcome, "cells": list_of(is_text)},
    {"problems": _REMARKS, "warnings": _REMARKS, "listed": is_flag, "before": _is_before, "changes": _CHANGES},
)

is_plan: Final[Check] = structure_of(
    {"columns": list_of(is_text), "lines": list_of(_is_line)},
    {"ignored": list_of(is_text), "withheld": list_of(is_text), "name_columns": _is_name_columns},
)
"""Whether a value is a `roster.plans.Plan`."""
