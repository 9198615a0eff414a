"""Parts of the report's page as HTML. Pure; everything that comes from an upload passes through `text`."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from typing import Final

from report.facts import OUTCOMES, Facts
from report.findings import Example, Finding, Findings, Kind
from report.words import duration_words, size_words, time_words

_HEADINGS: Final[Mapping[Kind, str]] = {
    "failed": "Failed",
    "rejected": "Rejected",
    "superseded": "Superseded",
    "warning": "Worth knowing",
}
_NARROWEST: Final = 0.6
"""Width of a part of the bar below which nobody would see it, in percent."""

# HTML has no way to write these, not even as references.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def text(value: object) -> str:
    """Return a text as HTML, in content and in quoted attributes alike."""
    return html.escape(_CONTROLS.sub("\ufffd", str(value)))


def bar(facts: Facts) -> str:
    """Draw how many lines had which outcome; empty for a directory without lines."""
    counts = facts.counts
    parts = [(name, counts[name]) for name in OUTCOMES if counts[name]]
    if not parts:
        return ""
    widths = _widths([amount for _, amount in parts])
    rectangles, at = [], 0.0
    for (name, _), width in zip(parts, widths, strict=True):
        rectangles.append(f'<rect class="{name}" x="{at:.3f}" width="{width:.3f}" height="10"/>')
        at += width
    legend = "\n".join(
        f'<li><svg viewBox="0 0 1 1" aria-hidden="true"><rect class="{name}" width="1" height="1"/></svg>'
        f"<b>{amount:,}</b> {name}</li>"
        for name, amount in parts
    )
    spoken = ", ".join(f"{amount} {name}" for name, amount in parts)
    return (
        f"<section>\n<h2>{counts['rows']:,} {'row' if counts['rows'] == 1 else 'rows'}</h2>\n"
        f'<svg class="bar" role="img" viewBox="0 0 100 10" preserveAspectRatio="none" aria-label="{text(spoken)}">'
        f'{"".join(rectangles)}</svg>\n<ul class="legend">\n{legend}\n</ul>\n</section>'
    )


def _widths(amounts: list[int]) -> list[float]:
    """Share 100 percent out, so that the smallest part can still be seen."""
    whole = sum(amounts)
    wide = [max(100 * amount / whole, _NARROWEST) for amount in amounts]
    return [100 * width / sum(wide) for width in wide]


def notes(facts: Facts) -> str:
    """Say what concerns the import as a whole."""
    record = facts.record
    found = [record.get("reason"), record.get("notice")]
    if "superseded_by" in record:
        found.append(
            "A newer upload of this file came before this one was done. Rows that had not taken effect by then were "
            "left to it; they are named superseded here."
        )
    return "\n".join(f'<p class="note">{text(note)}</p>' for note in found if note)


def findings_list(findings: Findings, ignored_columns: Iterable[str]) -> str:
    """List what to look at, the most urgent first; empty when there is nothing."""
    items = [_finding(finding) for finding in findings]
    items += [
        f'<li class="{kind}"><p><span class="kind {kind}">{_HEADINGS[kind]}</span> '  # type: ignore[index]
        f"{amount:,} more remarks of this kind; <code>outcome.csv</code> has them all.</p></li>"
        for kind, amount in findings.others.items()
    ]
    if names := ", ".join(f"<bdi>{text(name)}</bdi>" for name in ignored_columns):
        items.append(
            '<li class="warning"><p><span class="kind warning">Ignored columns</span> '
            f"Rollcall has no use for these: {names}</p></li>"
        )
    if not items:
        return ""
    advice = (
        '<p class="advice">To mend rows, correct them in <code>rejected.csv</code> and upload that file.</p>\n'
        if any(finding.kind in {"failed", "rejected"} for finding in findings)
        else ""
    )
    return (
        f'<section>\n<h2>What needs attention</h2>\n<ul class="findings">\n{chr(10).join(items)}\n</ul>\n'
        f"{advice}</section>"
    )


def _finding(finding: Finding) -> str:
    rows = f"{finding.count:,} {'row' if finding.count == 1 else 'rows'}"
    more = f" and {finding.count - len(finding.examples):,} more" if finding.count > len(finding.examples) else ""
    column = f"<b><bdi>{text(finding.column)}</bdi></b> " if finding.column else ""
    return (
        f'<li class="{finding.kind}"><p><span class="kind {finding.kind}">{_HEADINGS[finding.kind]}</span> '
        f"{column}{text(finding.message)}</p>\n"
        f'<p class="rows">{rows}: {", ".join(map(_example, finding.examples))}{more}</p></li>'
    )


def _example(example: Example) -> str:
    name = f"<bdi>{text(example.username)}</bdi>"
    if example.line is None:
        return name
    return f"line {example.line} ({name})" if example.username else f"line {example.line}"


def brief(facts: Facts) -> str:
    """Return one line about the upload."""
    record = facts.record
    return (
        f"Uploaded {time_words(record['uploaded_at'])}, {size_words(record['size'])}, "
        f"done {duration_words(facts.seconds)} later"
    )


def upload_list(facts: Facts) -> str:
    """List what was uploaded, and when."""
    record = facts.record
    entries = {
        "File": f"<bdi>{text(record['key'])}</bdi>",
        "Bucket": text(record["bucket"]),
        "Version": f"<code>{text(record['version_id'])}</code>",
        "Size": size_words(record["size"]),
        "Uploaded": time_words(record["uploaded_at"]),
        "Finished": f"{time_words(facts.finished_at)}, {duration_words(facts.seconds)} later{_rate(facts)}",
        "Import": f"<code>{text(record['import_id'])}</code>",
        "Report": f"<code>{text(facts.report)}</code>",
    }
    return "\n".join(f"<dt>{name}</dt><dd>{entry}</dd>" for name, entry in entries.items())


def _rate(facts: Facts) -> str:
    rate = facts.per_second
    return f" ({rate:.1f} agents a second)" if rate >= 0.1 else ""
