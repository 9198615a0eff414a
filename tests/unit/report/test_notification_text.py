"""The notification that an import is over."""

from __future__ import annotations

import json

import pytest

from ingest.reading.phone_numbers import read_phone_number
from report.findings import Findings
from report.import_result import ImportResult
from report.notification_text import SUBJECT_CHARACTERS, Notification, compose_notification
from roster.plans import Problem
from roster.profile_moves import Move, ProfileMove, move_text
from tests.unit.report.imports import import_result, row_result


def notification(about: ImportResult, findings: Findings | None = None) -> Notification:
    return compose_notification(about, findings or Findings(), deployment="rollcall")


def permission(move: Move, *, profile: str = "Leads", unknown: str = "") -> Problem:
    found: ProfileMove = {"profile": profile, "move": move}
    if unknown:
        found["unknown"] = unknown
    return {"column": "", "message": move_text(found)}


def test_people_read_what_happened_what_to_do_and_where_the_report_is() -> None:
    findings = Findings()
    for number in range(2, 9):
        findings.add(row_result(number, "rejected", "is empty; every agent needs one", column="last name"))
    findings.add(row_result(30, "failed", "The instance has no routing profile 'X'"))
    findings.add(row_result(31, "created", "is long"))

    message = notification(import_result(rows=1200, created=1192, rejected=7, failed=1), findings).message

    assert message.startswith("8 of 1,200 rows need attention.\n")
    assert "File: staff/agents.csv\n" in message
    assert "   1,192 created\n" in message
    assert "- failed, 1 row: The instance has no routing profile 'X' (line 30)\n" in message
    assert (
        "- rejected, 7 rows: last name: is empty; every agent needs one "
        "(line 2, line 3, line 4, line 5, line 6 and others)\n"
    ) in message
    assert "is long" not in message
    assert "  rollcall report 01234567 --deployment rollcall\n" in message
    assert "aws s3 cp s3://rollcall-reports/staff/agents.csv/0123456789abcdef0123456789abcdef/report.html ." in message


def test_numbers_of_another_country_are_one_finding_with_what_to_set() -> None:
    findings = Findings()
    for number in range(20):
        with pytest.raises(ValueError, match="phone number") as refused:
            read_phone_number(f"030 {1000 + number}", country="US")
        findings.add(row_result(2 + number, "rejected", str(refused.value), column="Handy"))

    lines = notification(import_result(rows=20, rejected=20), findings).message.splitlines()

    [told] = [line for line in lines if line.startswith("- ")]
    assert told.startswith("- rejected, 20 rows: Handy: ")
    assert "set default_phone_country" in told
    assert "--phone-country" in told


def test_who_gets_or_loses_a_profile_that_manages_others_is_named_and_many_are_counted() -> None:
    gets, loses, unknown = permission("gets"), permission("loses"), permission("gets", unknown="it was refused")
    findings = Findings()
    for number in range(2, 24):
        findings.add(row_result(number, "created", permissions=[gets]))
    findings.add(row_result(30, "failed", "The instance has no routing profile 'X'", permissions=[loses]))
    findings.add(row_result(31, "updated", permissions=[unknown]))

    lines = notification(import_result(rows=24, created=22, failed=1, updated=1), findings).message.splitlines()

    start = lines.index("Security profiles that can manage others:")
    assert lines[start - 1] == ""
    names = ", ".join(f"agent{number}" for number in range(2, 12))
    assert lines[start + 1] == f"- {names} and 12 more: Gets the security profile Leads, which can manage others"
    assert lines[start + 2] == "- agent30: Loses the security profile Leads, which can manage others"
    assert lines[start + 3] == f"- agent31: {unknown['message']}"
    assert lines[start + 4] == ""


def test_the_mail_stays_short_however_many_profiles_there_are() -> None:
    findings = Findings()
    for number in range(200):
        findings.add(row_result(number, permissions=[permission("gets", profile=f"Profile {number} " + "x" * 100)] * 2))

    lines = notification(import_result(rows=200, created=200), findings).message.splitlines()

    told = [line for line in lines if line.startswith("- ")]
    assert len(told) == 11
    assert told[-1] == "- and 380 more such changes"


def test_a_mail_without_such_profiles_says_nothing_of_them() -> None:
    assert "manage others" not in notification(import_result(rows=1, created=1)).message


@pytest.mark.parametrize(("unchanged", "told"), [(3, True), (2, False)])
def test_where_nothing_is_to_do_it_points_to_drift(unchanged: int, told: bool) -> None:
    """The user of such a row may have been deleted in Connect."""
    message = notification(import_result(rows=3, unchanged=unchanged, created=3 - unchanged)).message

    assert ("rollcall drift" in message) is told


def test_a_rejection_or_notice_is_said_in_full() -> None:
    assert "\nRejected: No header.\n" in notification(import_result("REJECTED", reason="No header.")).message
    assert (
        "\nNotice: Nobody was removed.\n" in notification(import_result(rows=1, notice="Nobody was removed.")).message
    )


def test_machines_read_attributes() -> None:
    attributes = notification(import_result(rows=3, created=1, rejected=2)).attributes

    assert {name: value for name, (_, value) in attributes.items() if name != "counts"} == {
        "import_id": "0123456789abcdef0123456789abcdef",
        "key": "staff/agents.csv",
        "status": "FINISHED",
        "report": "s3://rollcall-reports/staff/agents.csv/0123456789abcdef0123456789abcdef/",
        "needs_attention": "true",
        "rows": "3",
        "rejected": "2",
        "failed": "0",
    }
    assert json.loads(attributes["counts"][1])["created"] == 1
    assert {name for name, (kind, _) in attributes.items() if kind == "Number"} == {"rows", "rejected", "failed"}
    # A subscription with raw delivery to Amazon SQS loses messages that have more.
    assert len(attributes) <= 10


@pytest.mark.parametrize(
    ("key", "ending"),
    [
        ("agents.csv", "All done: 2 rows: agents.csv"),
        ("Zürich/Ägenten.csv", "All done: 2 rows: Zurich/Agenten.csv"),
        ("名簿", "All done: 2 rows"),
        ("a\nb\x00c.csv", "All done: 2 rows: a b c.csv"),
        ("deep/" * 40 + "agents.csv", "deep/agents.csv"),
    ],
)
def test_the_subject_is_one_that_sns_takes(key: str, ending: str) -> None:
    subject = notification(import_result(rows=2, created=2, key=key)).subject

    assert subject.startswith("[rollcall] All done: 2 rows")
    assert subject.endswith(ending)
    assert len(subject) <= SUBJECT_CHARACTERS
    assert subject.isascii()
    assert subject.isprintable()


def test_characters_that_no_subscriber_can_carry_are_replaced() -> None:
    sent = notification(import_result(rows=1, created=1, key="a\x00b\x1bc.csv"))

    assert "File: a\ufffdb\ufffdc.csv\n" in sent.message
    assert sent.attributes["key"] == ("String", "a\ufffdb\ufffdc.csv")


@pytest.mark.slow
def test_a_message_is_never_longer_than_sns_takes() -> None:
    endless = "\U0001f4de" * 300_000
    findings = Findings()
    for number in range(2, 60):
        findings.add(row_result(number, "failed", f"{number}: {endless}", column=endless, username=endless))
    about = import_result(rows=58, failed=58, notice=endless, reason=endless, key="'" * 1024)

    sent = compose_notification(about, findings, deployment="rollcall")

    texts = [sent.message, *(name + kind + value for name, (kind, value) in sent.attributes.items())]
    assert sum(len(text.encode()) for text in texts) < 262_144
    assert "- failed, 1 row: \U0001f4de" in sent.message
    assert "report.html" in sent.message
