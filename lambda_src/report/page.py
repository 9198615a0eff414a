"""`report.html`: the report as one page that loads nothing else. Pure."""

from __future__ import annotations

import base64
import hashlib
import heapq
import importlib.resources
import re
from collections.abc import Iterator, Mapping, Sequence
from operator import attrgetter
from typing import BinaryIO, Final

from report import markup
from report.facts import OUTCOMES, Facts
from report.findings import Findings
from report.lines import TO_MEND, ReportLine
from roster.cells import safe_cell

MAX_ROWS: Final = 5_000
"""Rows on the page. A phone still sorts and searches that many at once; `outcome.csv` has every row."""

_TEMPLATE: Final = importlib.resources.files("report").joinpath("page.html").read_text("utf-8")
_SLOT: Final = re.compile(r"\{\{(\w+)\}\}")


def _hash_of(element: str) -> str:
    """Return the source expression by which a policy allows the template's own style or script, and nothing else."""
    [content] = re.findall(f"<{element}>(.*?)</{element}>", _TEMPLATE, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


_POLICY: Final = (
    f"default-src 'none'; style-src {_hash_of('style')}; script-src {_hash_of('script')}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


class PageRows:
    """The rows that go on the page: those to mend first, then the first of the others, all in the file's order."""

    def __init__(self, limit: int = MAX_ROWS) -> None:
        self._limit = limit
        self._to_mend: list[ReportLine] = []
        self._others: list[ReportLine] = []
        self.amount = 0

    def add(self, line: ReportLine) -> None:
        """Take in one line, if there is room."""
        self.amount += 1
        if line.outcome in TO_MEND:
            if len(self._to_mend) < self._limit:
                self._to_mend.append(line)
                if len(self) > self._limit:
                    self._others.pop()
        elif len(self) < self._limit:
            self._others.append(line)

    def __len__(self) -> int:
        """Return how many rows go on the page."""
        return len(self._to_mend) + len(self._others)

    def __iter__(self) -> Iterator[ReportLine]:
        """Yield them in the order of their lines."""
        return heapq.merge(self._to_mend, self._others, key=attrgetter("line"))


def write_page(
    file: BinaryIO, facts: Facts, findings: Findings, rows: PageRows, ignored_columns: Sequence[str]
) -> None:
    """Write the page.

    Args:
        file: where it goes.
        facts: the import as a whole.
        findings: what to look at.
        rows: the rows to show.
        ignored_columns: the file's columns that Rollcall has no use for.
    """
    counts = facts.counts
    slots = {
        "policy": _POLICY,
        "title": markup.text(f"{facts.verdict}: {facts.record['key']}"),
        "key": markup.text(facts.record["key"]),
        "verdict": markup.text(facts.verdict),
        "brief": markup.brief(facts),
        "notes": markup.notes(facts),
        "picture": markup.bar(facts),
        "findings": markup.findings_list(findings, ignored_columns),
        "upload": markup.upload_list(facts),
        "hide_rows": "" if len(rows) else " hidden",
        "cap": _cap(rows),
        "options": "".join(f'<option value="{name}">{name}</option>' for name in OUTCOMES if counts[name]),
    }
    head, tail = _TEMPLATE.split("{{rows}}\n")
    file.write(_fill(head, slots))
    for line in rows:
        file.write(_row(line).encode())
    file.write(_fill(tail, slots))


def _fill(template: str, slots: Mapping[str, str]) -> bytes:
    # In one pass, or an upload named {{rows}} would be filled in itself.
    return _SLOT.sub(lambda slot: slots[slot[1]], template).encode()


def _cap(rows: PageRows) -> str:
    if len(rows) == rows.amount:
        return ""
    return (
        f'<p class="note">This page has {len(rows):,} of {rows.amount:,} rows: those to mend, then the first of the '
        "others. <code>outcome.csv</code> beside it has every row.</p>"
    )


def _row(line: ReportLine) -> str:
    # A table is copied from a page into a spreadsheet as well, formulas included.
    username, reason, user_id = (markup.text(safe_cell(cell)) for cell in (line.username, line.reason, line.user_id))
    place = str(line.line) if line.listed else "not in the file"
    outcome = line.outcome
    return (
        f'<tr data-outcome="{outcome}"><td data-label="Line" data-order="{line.line}">{place}</td>'
        f"<td><bdi>{username}</bdi></td>"
        f'<td class="{outcome}" data-order="{OUTCOMES.index(outcome)}">{outcome}</td>'
        f"<td>{reason}</td>"
        f'<td class="id">{user_id}</td></tr>\n'
    )
