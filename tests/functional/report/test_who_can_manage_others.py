"""Agents who get or lose a security profile that can manage others are named."""

from __future__ import annotations

import json

from tests.functional.report.conftest import Inbox
from tests.functional.report.one_import import (
    planned,
    put_import,
    put_outcome,
    put_plan,
    read,
    table,
    wake,
)
from tests.functional.stores import Deployment


def test_who_can_manage_others_now_is_named_everywhere(deployment: Deployment, inbox: Inbox) -> None:
    put_plan(deployment, planned(2, "ada"), planned(3, "ben"), planned(4, "cem"), planned(5, "dan", listed=False))
    gets, loses = {"profile": "Team leads", "move": "gets"}, {"profile": "Team leads", "move": "loses"}
    put_outcome(deployment, 2, "ada", "created", profile_moves=[gets])
    put_outcome(deployment, 3, "ben", "failed", reason="It was refused", profile_moves=[gets])
    put_outcome(
        deployment, 4, "cem", "updated", profile_moves=[{"profile": "Other", "move": "gets", "unknown": "Denied"}]
    )
    put_outcome(deployment, 5, "dan", "removed", profile_moves=[loses])
    put_import(deployment, created=1, failed=1, updated=1, rows=3, removed=1, dropped=1)

    assert wake() == []

    reasons = {row["username"]: row["reason"] for row in table(deployment, "outcome.csv")}
    gets_text = "Gets the security profile Team leads, which can manage others"
    assert reasons["ada"] == gets_text
    assert reasons["ben"] == f"It was refused; {gets_text}"
    assert "whether it can manage others is not known" in reasons["cem"]
    assert reasons["dan"] == "Loses the security profile Team leads, which can manage others"
    summary = json.loads(read(deployment, "summary.json"))
    found = [finding for finding in summary["findings"] if finding["kind"] == "permissions"]
    assert [[example["username"] for example in finding["examples"]] for finding in found] == [
        ["ada", "ben"],
        ["cem"],
        ["dan"],
    ]
    [message] = inbox.read()
    assert f"- ada, ben: {gets_text}\n" in message["Message"]
    assert "- cem: Gets the security profile Other; whether" in message["Message"]
    assert "- dan: Loses the security profile Team leads, which can manage others\n" in message["Message"]
    page = read(deployment, "report.html")
    assert page.count(gets_text) >= 3  # a finding, and two rows
    assert '<span class="kind permissions">Permissions</span>' in page


def test_supervisors_alone_need_no_attention(deployment: Deployment, inbox: Inbox) -> None:
    put_plan(deployment, planned(2, "ada"))
    put_outcome(deployment, 2, "ada", "created", profile_moves=[{"profile": "Team leads", "move": "gets"}])
    put_import(deployment, created=1, rows=1)

    assert wake() == []

    [message] = inbox.read()
    assert message["Subject"].startswith("[rollcall] All done: 1 row")
    assert message["MessageAttributes"]["needs_attention"]["Value"] == "false"
