"""What became of an import as a whole: its counts, how long it took, and a headline. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, cast

from roster.clock import seconds_between
from roster.imports import COUNTS, ImportRecord, ImportStatus

OUTCOMES: Final = ("failed", "rejected", "superseded", "adopted", "removed", "created", "updated", "unchanged")
"""What can become of a row, the most urgent first."""

_PROVISIONED: Final = ("created", "updated", "removed", "adopted", "failed")


@dataclass(frozen=True, slots=True)
class ImportResult:
    """An import that is over.

    Attributes:
        record: the import as it was read.
        status: what it ends as.
        finished_at: when, ISO 8601, UTC.
        report: the `s3://` address of the folder with the report, ending in a slash.
    """

    record: ImportRecord
    status: ImportStatus
    finished_at: str
    report: str

    @property
    def counts(self) -> dict[str, int]:
        """Rows and dropped agents, and what became of them; `roster.imports.COUNTS`."""
        return {name: cast("dict[str, int]", self.record).get(name, 0) for name in COUNTS}

    @property
    def rows_to_mend(self) -> int:
        """Number of rows that somebody has to do something about."""
        return self.counts["rejected"] + self.counts["failed"]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look at it."""
        record = self.record
        return bool(self.rows_to_mend or record.get("reason") or record.get("notice") or record.get("superseded_by"))

    @property
    def seconds(self) -> float:
        """Time from the upload to the end."""
        return seconds_between(self.record["uploaded_at"], self.finished_at)

    @property
    def agents_per_second(self) -> float:
        """Agents provisioned a second, from the import's start to its last progress; 0 if there were none."""
        seconds = seconds_between(self.record["started_at"], self.record["progress_at"])
        return sum(self.counts[name] for name in _PROVISIONED) / seconds if seconds > 0 else 0.0

    @property
    def headline(self) -> str:
        """The import in one sentence without its full stop: title of the page, `verdict` of `summary.json`."""
        counts = self.counts
        rows = counts["rows"] + counts["dropped"]
        if self.record["kind"] == "table":
            return "No agent directory: nobody was read from this table"
        if self.status == "REJECTED":
            return "The directory was rejected and nobody was changed"
        if "stopped_by" in self.record:
            return f"Stopped before its end: {counts['superseded']:,} of {rows:,} rows were given up"
        if self.rows_to_mend:
            return f"{self.rows_to_mend:,} of {rows:,} rows need attention"
        if "superseded_by" in self.record:
            return "A newer upload of this file replaced this one"
        if not rows:
            return "The directory has no rows"
        if self.record.get("notice"):
            return f"Done, with a notice: {self.extent}"
        if counts["unchanged"] == rows:
            return f"Nothing to do: {self.extent} unchanged"
        return f"All done: {self.extent}"

    @property
    def extent(self) -> str:
        """How many rows the file has, and how many agents it drops, in words."""
        rows, dropped = self.counts["rows"], self.counts["dropped"]
        words = f"{rows:,} {'row' if rows == 1 else 'rows'}"
        return f"{words} and {dropped:,} dropped {'agent' if dropped == 1 else 'agents'}" if dropped else words
