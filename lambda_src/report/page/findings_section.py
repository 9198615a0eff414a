"""The section "What needs attention" of the report's page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from report.findings import Example, Finding, Findings, Kind
from report.page.safe_html import LINE_BREAK, Html, element, escape, file_link, join
from report.unread_columns import UnreadColumns

_LABELS: Final[Mapping[Kind, str]] = {
    "failed": "Failed",
    "rejected": "Rejected",
    "superseded": "Superseded",
    "permissions": "Permissions",
    "warning": "Worth knowing",
}

_WITHHELD: Final = (
    "They may hold passwords. A password is read only from a column whose header says nothing else, such as password. "
    "The cells of these were taken out of the upload, and are used and shown nowhere: "
)


def findings_section(findings: Findings, columns: UnreadColumns) -> Html:
    """List what to look at, the most urgent first; empty when there is nothing.

    Args:
        findings: remarks about rows.
        columns: the file's columns that nothing was read from.
    """
    items = [_finding(finding, findings.number_of(finding)) for finding in findings]
    items += [_more_of_a_kind(kind, amount) for kind, amount in findings.others.items()]
    if columns.withheld:
        items.append(_item("warning", "Withheld columns", join("", [_WITHHELD, _names(columns.withheld)])))
    if columns.ignored:
        items.append(
            _item("warning", "Ignored columns", join("", ["Rollcall has no use for these: ", _names(columns.ignored)]))
        )
    if not items:
        return escape("")
    parts = [
        element("h2", "What needs attention"),
        element("ul", LINE_BREAK, join(LINE_BREAK, items), LINE_BREAK, class_="findings"),
    ]
    if any(finding.kind in {"failed", "rejected"} for finding in findings):
        mended = file_link("rejected.csv")
        parts.append(element("p", "To mend rows, correct them in ", mended, " and upload that file.", class_="advice"))
    return element("section", join(LINE_BREAK, parts))


def _names(headers: Iterable[str]) -> Html:
    return join(", ", [element("bdi", name) for name in headers])


def _finding(finding: Finding, number: int) -> Html:
    message = escape(finding.message)
    if finding.column:
        message = join(" ", [element("b", element("bdi", finding.column)), message])
    rows = element("span", f"{finding.count:,} {'row' if finding.count == 1 else 'rows'}", data_finding=str(number))
    unnamed = finding.count - len(finding.examples)
    examples = join(", ", map(_example, finding.examples))
    where = element("p", rows, ": ", examples, f" and {unnamed:,} more" if unnamed else "", class_="rows")
    return _item(finding.kind, _LABELS[finding.kind], message, where)


def _more_of_a_kind(kind: Kind, amount: int) -> Html:
    return _item(
        kind,
        _LABELS[kind],
        join("", [f"{amount:,} more remarks of this kind; ", file_link("outcome.csv"), " has them all."]),
    )


def _item(kind: Kind, label: str, message: Html, *more: Html) -> Html:
    what = element("p", element("span", label, class_=f"kind {kind}"), " ", message)
    return element("li", join(LINE_BREAK, [what, *more]), class_=kind)


def _example(example: Example) -> Html:
    name = element("bdi", example.username)
    if example.line is None:
        return name
    return join("", [f"line {example.line} (", name, ")"]) if example.username else escape(f"line {example.line}")
