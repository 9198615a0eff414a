"""Writes `report.html`: the report as one page that loads nothing else. Pure."""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import re
from typing import BinaryIO, Final

from report.findings import Findings
from report.import_result import OUTCOMES, ImportResult
from report.page.findings_section import findings_section
from report.page.outcome_bar import outcome_bar
from report.page.rows_table import TableRows, left_out_note, table_rows
from report.page.safe_html import Template, element, join
from report.page.upload_section import import_notes, upload_entries, upload_line
from report.unread_columns import UnreadColumns

_SOURCE: Final = importlib.resources.files("report.page").joinpath("page.html").read_text("utf-8")
_TEMPLATE: Final = Template(_SOURCE)


def _hash_source(element_name: str) -> str:
    """Return the source expression by which a policy allows the template's own style or script, and nothing else."""
    [content] = re.findall(f"<{element_name}>(.*?)</{element_name}>", _SOURCE, re.DOTALL)
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


# Should markup from an upload ever get into the page in spite of `safe_html`, it could neither run nor load anything.
_CONTENT_SECURITY_POLICY: Final = (
    f"default-src 'none'; style-src {_hash_source('style')}; script-src {_hash_source('script')}; img-src data:; "
    "base-uri 'none'; form-action 'none'"
)


def write_page(
    file: BinaryIO, result: ImportResult, findings: Findings, rows: TableRows, columns: UnreadColumns
) -> None:
    """Write the page.

    Args:
        file: where it goes.
        result: the import as a whole.
        findings: what to look at.
        rows: the rows to show.
        columns: the file's columns that nothing was read from.
    """
    outcomes = [name for name in OUTCOMES if result.counts[name]]
    key, headline = result.record["key"], result.headline
    _TEMPLATE.write(
        file,
        {
            "policy": _CONTENT_SECURITY_POLICY,
            "title": f"{headline}: {key}",
            "key": key,
            "headline": headline,
            "upload_line": upload_line(result),
            "notes": import_notes(result),
            "outcome_bar": outcome_bar(result),
            "findings": findings_section(findings, columns),
            "upload_entries": upload_entries(result),
            "rows_class": "" if len(rows) else "absent",
            "left_out": left_out_note(rows),
            "options": join("", [element("option", name, value=name) for name in outcomes]),
            "rows": table_rows(rows),
        },
    )
