"""A directory that asks for Admin, hostile in every field, header and key, does nothing wherever it is read."""

from __future__ import annotations

import contextlib
import csv
import io
import json
import re
import subprocess
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.end_to_end.hostile_upload import COLUMNS, FORGED, KEY, MADE, PAYLOAD, Exhibit, collect
from tests.end_to_end.stack import Stack
from tests.end_to_end.subscriber import subscribe
from tests.functional.report.browser.chromium import CHROMIUM, chromium

ROWS = 2 * len(COLUMNS) + 3
COLOUR = re.compile(r"\x1b\[(?:[0-9;]*m|\?25[lh]|2?K|1A)")
"""What rich writes itself: styles, and a progress bar that hides the cursor and goes back over its line."""

FORMULA = re.compile(r"\s*[=+@\-]")
NUMBER = re.compile(r"[+-]?[0-9][0-9 ().\-/]*")
LINES = (
    r"(?:|[^:]+\.|(?:File|Import|Uploaded|Notice): .+| *[0-9,]+ (?:[a-z]+|rows in all)|What needs attention:|- .+"
    r"|rejected\.csv has these rows; mend them there and upload that file\.|The report with every row:"
    r"|Security profiles that can manage others:|  rollcall report [0-9a-f]{8} --deployment NAME"
    r"|  or: aws s3 cp \$'[A-Za-z0-9\\/._:-]+' \.)"
)
"""Each line that a mail may have; NAME is the deployment's."""


def unseen(text: str) -> set[str]:
    """The characters of a text that are neither seen nor blanks within a line."""
    return {one for one in text if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}}


@pytest.fixture(scope="module")
def exhibits(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Exhibit, Exhibit]]:
    """Of a directory without passwords, and of one with passwords and semicolons."""
    with contextlib.closing(subscribe(stack, "hostile")) as subscriber:
        yield collect(stack, tmp_path_factory.mktemp("hostile"), subscriber)


@pytest.fixture(scope="module")
def exhibit(exhibits: tuple[Exhibit, Exhibit]) -> Exhibit:
    return exhibits[0]


@pytest.fixture(scope="module", params=[0, 1], ids=["without passwords", "with passwords"])
def each(exhibits: tuple[Exhibit, Exhibit], request: pytest.FixtureRequest) -> Exhibit:
    return exhibits[request.param]


def test_nobody_is_made_an_administrator(stack: Stack, exhibit: Exhibit) -> None:
    connect, instance = stack.client("connect"), stack.outputs()["instance_id"]
    listed = connect.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"]
    [admin] = [profile["Id"] for profile in listed if profile["Name"] == "Admin"]
    users = {name: user for name, user in stack.users().items() if name.startswith("hostile.")}

    assert exhibit.record["rows"] == ROWS
    assert exhibit.record["rejected"] > len(COLUMNS)
    # Where there are first and last names, the column of whole names is not read.
    assert set(users) == {MADE, f"hostile.agent.{COLUMNS.index('name')}"}
    assert not [name for name, user in users.items() if admin in user["SecurityProfileIds"]]


def test_no_line_of_the_mail_is_forged(stack: Stack, each: Exhibit) -> None:
    line_of_a_mail = re.compile(LINES.replace("NAME", re.escape(stack.name)))
    subject, text = each.mail
    lines = text.split("\n")

    assert unseen(subject + "".join(lines)) == set()
    assert subject.isascii()
    assert [line for line in lines if not line_of_a_mail.fullmatch(line)] == []
    assert lines.count("The report with every row:") == 1
    assert not [line for line in lines if line.lstrip().startswith(FORGED)]


@pytest.mark.parametrize("name", ["outcome", "rejected"])
def test_no_cell_is_a_formula_and_none_splits(each: Exhibit, name: str) -> None:
    text: str = getattr(each, name)
    own = each.record["separator"]
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=own))

    record = each.record
    expected = record["rows"] if name == "outcome" else record["rejected"] + record.get("failed", 0)
    assert len(rows) == 1 + expected
    assert {len(row) for row in rows} == {len(rows[0])}
    # Where another separator is expected a line may fall apart, quoted or not; none of its parts is a formula either.
    for separator in ",;\t|":
        cells = [cell for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) for cell in row]
        assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], separator


def test_what_is_said_in_csv_files_is_one_line(each: Exhibit) -> None:
    own = each.record["separator"]
    outcome = list(csv.reader(io.StringIO(each.outcome, newline=""), delimiter=own))
    rejected = list(csv.DictReader(io.StringIO(each.rejected, newline=""), delimiter=own))

    assert unseen("".join(cell for row in outcome for cell in row)) == set()
    assert unseen("".join(row["error"] for row in rejected)) == set()
    assert rejected


def test_the_summary_and_every_line_of_a_log_are_whole(exhibit: Exhibit) -> None:
    assert unseen(exhibit.summary.replace("\n", "")) == set()
    assert json.loads(exhibit.summary)["key"] == KEY
    assert len(exhibit.logs) > 10
    for line in exhibit.logs:
        assert unseen(line.rstrip("\n")) <= {"\t"}, line  # Lambda's own lines have tabs
    told = [json.loads(line) for line in exhibit.logs if line.startswith("{")]
    assert [entry for entry in told if entry.get("key") == KEY]


def test_a_terminal_shows_it_and_does_nothing_else(exhibit: Exhibit) -> None:
    assert set(exhibit.terminal) >= {"validate", "plan", "upload", "status", "report"}
    for name, raw in exhibit.terminal.items():
        for line in COLOUR.sub("", raw).replace("\r", "\n").split("\n"):
            assert unseen(line) == set(), (name, line)
    for name, text in exhibit.pipe.items():
        assert unseen(text.replace("\n", "")) <= {"\t"}, name
        assert not [line for line in text.split("\n") if line.strip().startswith(FORGED)], name
    for name, text in exhibit.machine.items():
        assert unseen(text.replace("\n", "")) == set(), name
        assert not text or json.loads(text) is not None
    assert KEY in {entry["key"] for entry in json.loads(exhibit.machine["status"])}


def test_a_command_to_copy_names_the_key_and_nothing_else(exhibit: Exhibit) -> None:
    command = exhibit.pipe["undo"].partition("To see and do it: ")[2].rstrip("\n")

    words = ["bash", "-c", f"printf '%s\\0' {command}"]
    ran = subprocess.run(words, capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"})
    assert ran.stdout.decode().split("\0")[:-1] == ["rollcall", "upload", "undo.csv", "--key", KEY]


def test_the_page_has_no_markup_of_a_cell(each: Exhibit) -> None:
    assert unseen(each.page.replace("\n", "")) == set()
    assert each.page.count("<script") == 2
    assert "<img" not in each.page
    shown = " ".join(each.page_texts)
    assert "<script>window.owned=1</script><img src=x" in shown  # as a text


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: apt-get install chromium")
def test_a_browser_runs_nothing_of_it_and_asks_nobody(exhibit: Exhibit, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(exhibit.page, "utf-8")
    with chromium(tmp_path / "profile") as page:
        page.open(file.as_uri())
        page.evaluate("document.querySelectorAll('summary').forEach((one) => one.click())")
        page.settle()

        assert page.evaluate("[typeof window.owned, document.scripts.length, document.images.length]") == [
            *("undefined", 2, 0)
        ]
        text = page.evaluate("document.body.innerText + document.title")
        asked = [sent["request"]["url"] for sent in page.happened("Network.requestWillBeSent")]
        assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
        assert page.happened("Page.javascriptDialogOpening") == []
        assert page.happened("Runtime.exceptionThrown") + page.happened("Log.entryAdded") == []
    assert unseen(text.replace("\n", "").replace("\t", "")) == set()
    assert "<script>window.owned=1</script>" in text


def test_the_payload_is_as_hostile_as_it_says() -> None:
    assert unseen(PAYLOAD) >= set("\r\n\t\x1b\x07\x9b\u202e\u2066\u200b\u2028\u2029")
