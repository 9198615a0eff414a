"""What an agent wants again once a change is given up."""

from datetime import UTC, datetime
from typing import Any

import pytest

from roster.told_state import told_state

NOW = datetime(2026, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("wanted", "applied", "told"),
    [
        ({"routing_profile": "New"}, {"routing_profile": "Old", "hierarchy": ""}, {"routing_profile": "Old"}),
        (
            {"identity": {"first_name": "B", "last_name": "K"}},
            {"identity": {"first_name": "A", "last_name": "K", "email": "a@example.com"}},
            {"identity": {"first_name": "A", "last_name": "K"}},
        ),
        (
            {"phone": {"acw_seconds": 9}},
            {"phone": {"type": "SOFT_PHONE", "acw_seconds": 0}},
            {"phone": {"acw_seconds": 0}},
        ),
        ({"quick_connect": True}, {"quick_connect": {}}, {"quick_connect": False}),
        ({"quick_connect": False}, {"quick_connect": {"id": "1", "name": "a"}}, {"quick_connect": True}),
        ({"tags": {"a": "1"}, "proficiencies": []}, {"proficiencies": []}, {"tags": None, "proficiencies": []}),
        ({"identity": {"email": "a@example.com"}}, {"identity": {"first_name": "A"}}, {"identity": None}),
        ({"hierarchy": "A/B"}, "nonsense", {"hierarchy": None}),
    ],
)
def test_an_agent_with_a_user_wants_what_connect_was_told(wanted: Any, applied: Any, told: Any) -> None:
    item = {"username": "ada", "user_id": "1", "state": "absent", "applied": applied, **wanted}

    assert told_state(item, NOW) == {"state": "present", "status": "ACTIVE", **told}


def test_an_agent_without_a_user_is_a_removed_one() -> None:
    state = told_state({"username": "ada", "state": "present", "hierarchy": "A", "password_secret": "s"}, NOW)

    assert (state["state"], state["status"], state["password_secret"]) == ("absent", "REMOVED", None)
    assert state["expires_at"] == int(datetime(2026, 12, 31, tzinfo=UTC).timestamp())
