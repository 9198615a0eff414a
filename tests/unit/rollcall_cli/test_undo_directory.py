"""What others wrote into the agents table hinders nobody else's undoing."""

from __future__ import annotations

from typing import Any

import pytest

from rollcall_cli.undoing.touched_lines import TouchedLine
from rollcall_cli.undoing.undo_directory import undo_directory
from tests.deployment_rules import RULES


def removed(username: str, before: dict[str, Any]) -> TouchedLine:
    planned: Any = {"line": 2, "username": username, "outcome": "provision", "cells": [], "before": before}
    return TouchedLine(planned, "removed")


@pytest.mark.parametrize("facets", [{"security_profiles": 5}, {"proficiencies": ["Spanish"]}])
def test_values_that_no_directory_can_say_are_left_alone(facets: dict[str, Any]) -> None:
    good = {"state": "present", "routing_profile": "Basic", "security_profiles": ["Agent"]}
    items: Any = {
        name: {"username": name, "state": "absent", "status": "REMOVED", "import_id": "i"} for name in ("ada", "bob")
    }

    undo = undo_directory([removed("ada", good | facets), removed("bob", good)], items, "i", RULES, lambda _: None)

    assert undo.left_alone == {"ada": "what it wanted before can't be said by a directory"}
    assert [row["username"] for row in undo.rows] == ["bob"]
