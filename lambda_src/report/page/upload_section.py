"""What the report's page says about the upload and about the import as a whole. Pure."""

from __future__ import annotations

from typing import Final

from report.import_result import ImportResult
from report.page.safe_html import LINE_BREAK, Html, element, escape, file_link, join
from report.readable_values import readable_duration, readable_size, readable_time
from roster.outside_text import shell_word

_CHANGED: Final = ("created", "updated", "adopted", "removed")


def upload_line(result: ImportResult) -> str:
    """Return one line about the upload: when it came, its size, and how long its import took."""
    record = result.record
    return (
        f"Uploaded {readable_time(record['uploaded_at'])}, {readable_size(record['size'])}, "
        f"done {readable_duration(result.seconds)} later"
    )


def import_notes(result: ImportResult) -> Html:
    """Return what concerns the import as a whole: why it was rejected, its notice, or that a newer upload came."""
    record = result.record
    notes = [record.get("reason"), record.get("notice")]
    if "superseded_by" in record:
        notes.append(
            "A newer upload of this file came before this one was done. Rows that had not taken effect by then were "
            "left to it; they are named superseded here."
        )
    return join(LINE_BREAK, [element("p", note, class_="note") for note in notes if note])


def file_links(result: ImportResult) -> Html:
    """Link to the CSV files that hold something; empty for an import without rows."""
    if not result.counts["rows"] + result.counts["dropped"]:
        return escape("")
    links: list[str | Html] = [file_link("outcome.csv"), " has every row"]
    if result.rows_to_mend:
        links += [", ", file_link("rejected.csv"), " those to mend"]
    return element("p", *links, ".", class_="soft")


def undo_advice(result: ImportResult) -> Html:
    """Say how to undo the import; empty where it changed nobody."""
    if not any(result.counts[name] for name in _CHANGED):
        return escape("")
    command = element("code", f"rollcall undo {shell_word(result.record['import_id'])}")
    return element("p", "To undo what this import changed, run ", command, ".", class_="advice")


def upload_entries(result: ImportResult) -> Html:
    """Return the entries of the list under "The upload"."""
    record = result.record
    finished = f"{readable_time(result.finished_at)}, {readable_duration(result.seconds)} later{_rate(result)}"
    entries: dict[str, str | Html] = {
        "File": element("bdi", record["key"]),
        "Bucket": record["bucket"],
        "Version": element("code", record["version_id"]),
        "Size": readable_size(record["size"]),
        "Uploaded": readable_time(record["uploaded_at"]),
        "Finished": finished,
        "Import": element("code", record["import_id"]),
        "Report": element("code", result.report),
    }
    return join(LINE_BREAK, [join("", [element("dt", name), element("dd", entry)]) for name, entry in entries.items()])


def _rate(result: ImportResult) -> str:
    rate = result.agents_per_second
    return f" ({rate:.1f} agents a second)" if rate >= 0.1 else ""
