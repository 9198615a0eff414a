"""Writes `report.html`: the report as one page that loads nothing else. Pure.

Its frame is `page.html`, into which `page.css` and `page.js` are put as they are.
"""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
from typing import BinaryIO, Final

from report.findings import Findings
from report.import_result import ImportResult
from report.page.findings_section import findings_section
from report.page.outcome_bar import outcome_bar
from report.page.rows_table import TableRows, left_out_note, scriptless_note, table_rows
from report.page.template import Template
from report.page.upload_section import file_links, import_notes, undo_advice, upload_entries, upload_line
from report.unread_columns import UnreadColumns


def _source(name: str) -> str:
    return importlib.resources.files("report.page").joinpath(name).read_text("utf-8")


def _hash_source(content: str) -> str:
    """Return the source expression by which a policy allows the style or script of this content and no other."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


_STYLE: Final = _source("page.css")
_SCRIPT: Final = _source("page.js")
_TEMPLATE: Final = Template(
    _source("page.html")
    .replace("<style></style>", f"<style>{_STYLE}</style>")
    .replace("<script></script>", f"<script>{_SCRIPT}</script>")
)

# Should markup from an upload ever get into the page in spite of `safe_html`, it could neither run nor load anything.
# The last two let the page's own script make elements and texts alone, and no markup of a text:
# https://w3c.github.io/trusted-types/dist/spec/
_CONTENT_SECURITY_POLICY: Final = (
    f"default-src 'none'; style-src {_hash_source(_STYLE)}; script-src {_hash_source(_SCRIPT)}; img-src data:; "
    "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
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
            "files": file_links(result),
            "outcome_bar": outcome_bar(result),
            "findings": findings_section(findings, columns),
            "upload_entries": upload_entries(result),
            "undo": undo_advice(result),
            "rows_class": "" if len(rows) else "absent",
            "left_out": left_out_note(rows),
            "scriptless": scriptless_note(rows),
            "rows": table_rows(rows),
            "data": rows.data(),
        },
    )
