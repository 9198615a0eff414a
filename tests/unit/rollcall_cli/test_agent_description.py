"""An agent in people's words."""

from __future__ import annotations

from typing import Any

import pytest

from rollcall_cli.agent_description import describe_agent

ITEM: dict[str, Any] = {
    "username": "ada",
    "state": "present",
    "status": "ACTIVE",
    "identity": {"first_name": "Ada", "last_name": "King", "email": "ada@example.com", "mobile": ""},
    "phone": {
        "type": "DESK_PHONE",
        "desk_phone_number": "+441632960000",
        "auto_accept": False,
        "acw_seconds": 0,
        "auto_accept_chat": True,
        "acw_seconds_email": 30,
        "voice_enhancement": "NOISE_SUPPRESSION",
    },
    "routing_profile": "Billing",
    "security_profiles": ["Agent", "Lead"],
    "hierarchy": "Support/IT",
    "tags": {"team": "a", "site": "b"},
    "proficiencies": [{"attribute": "connect:Language", "value": "connect:German", "level": 4}],
    "quick_connect": True,
    "source": {"key": "staff.csv", "sequencer": "1", "line": 7},
    "import_id": "0123456789abcdef",
    "password_secret": "rollcall/passwords/fedcba9876543210/2",
    "user_id": "u-1",
    "user_since": "2026-01-02T03:04:05Z",
    "revision": 3,
    "applied": {"routing_profile": "Billing"},
}


def test_all_that_people_ask_for_is_there_and_nothing_raw() -> None:
    assert describe_agent(ITEM) == [
        ("login", "ada"),
        ("status", "ACTIVE: has a user, as wanted"),
        ("first name", "Ada"),
        ("last name", "King"),
        ("e-mail", "ada@example.com"),
        ("routing profile", "Billing"),
        ("security profiles", "Agent, Lead"),
        ("hierarchy group", "Support/IT"),
        ("phone", "desk phone +441632960000"),
        ("accepts calls by itself", "no"),
        ("after-contact work", "no limit"),
        ("voice enhancement", "noise suppression"),
        ("accepts chats by itself", "yes"),
        ("after-contact work of e-mails", "30 s at most"),
        ("quick connect", "yes"),
        ("proficiencies", "connect:Language connect:German (level 4)"),
        ("tags", "site=b, team=a"),
        ("wanted by", "staff.csv, line 7 (import 01234567)"),
        ("initial password", "stored with those of import fedcba98, until it has had its time: rollcall passwords"),
        ("Connect user", "u-1, known since 2026-01-02T03:04:05Z"),
    ]


@pytest.mark.parametrize(
    ("attributes", "line"),
    [
        ({"status": "FAILED", "status_reason": "no such profile"}, ("reason", "no such profile")),
        ({"status": "PENDING", "state": "absent"}, ("status", "PENDING: waits for Amazon Connect; is to be removed")),
        (
            {"status": "PENDING", "retry": {"at": "12:00", "attempt": 2, "reason": "throttled"}},
            ("tried again", "at 12:00, try 2: throttled"),
        ),
        ({"user_id": None}, ("Connect user", "none yet")),
    ],
)
def test_what_is_not_done_yet(attributes: dict[str, Any], line: tuple[str, str]) -> None:
    assert line in describe_agent(ITEM | attributes)


@pytest.mark.parametrize("value", ["x", 1, None, [], ["x"], {"a": [1]}, [{"a": 1}], True])
@pytest.mark.parametrize("name", sorted(ITEM))
def test_an_item_of_others_is_shown_all_the_same(name: str, value: Any) -> None:
    assert describe_agent(ITEM | {name: value})
    assert describe_agent({name: value})
