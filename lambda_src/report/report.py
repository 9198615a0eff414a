"""Reports an import whose last agent is done, and finishes it."""

from __future__ import annotations

from report.files import OutcomeFile, RejectedFile, scratch_file, summary
from report.lines import join
from roster.clock import Clock, timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable
from roster.imports import ImportRecord, ImportStatus
from roster.outcomes_table import OutcomesTable
from roster.reports import ReportsBucket, report_prefix


class Reporter:
    """Writes reports; writing one again replaces it by the same.

    Args:
        files: the files table.
        outcomes: the outcomes table.
        reports: the reports bucket.
        clock: tells the time.
    """

    def __init__(self, files: FilesTable, outcomes: OutcomesTable, reports: ReportsBucket, clock: Clock) -> None:
        self._files = files
        self._outcomes = outcomes
        self._reports = reports
        self._clock = clock

    def report(self, key: str, sequencer: str) -> ImportStatus | None:
        """Report and finish one import, if it is ready for that.

        Args:
            key: the upload's key.
            sequencer: the upload's sequencer.

        Returns:
            What the import ended as; None if there was nothing to do, or it changed meanwhile and comes again.

        Raises:
            botocore.exceptions.ClientError: a store refused, so the import has to come again.
            botocore.exceptions.BotoCoreError: a store can't be reached, likewise.
        """
        record = self._files.read_import(key, sequencer)
        if record is None or record["status"] != "PROVISIONING" or record["pending"] != 0:
            return None
        prefix = report_prefix(key, record["import_id"])
        status: ImportStatus = "REJECTED" if record.get("reason") and not record.get("rows") else "FINISHED"
        finished_at = timestamp(self._clock())
        self._write_lines(record, prefix)
        document = summary(record, status=status, finished_at=finished_at, report=self._reports.url(prefix))
        self._reports.put(f"{prefix}summary.json", document, "application/json")
        return status if self._finish(record, status, finished_at, prefix) else None

    def _write_lines(self, record: ImportRecord, prefix: str) -> None:
        with scratch_file() as outcome_file, scratch_file() as rejected_file:
            outcome, rejected = OutcomeFile(outcome_file), RejectedFile(rejected_file)
            plans, outcomes = self._reports.plans(prefix), self._outcomes.of_import(record["import_id"])
            for line in join(plans, outcomes, position=record["position"]):
                outcome.add(line)
                rejected.add(line)
            outcome.finish()
            rejected.finish()
            for name, file in (("outcome.csv", outcome_file), ("rejected.csv", rejected_file)):
                file.seek(0)
                self._reports.put_file(prefix + name, file, "text/csv; charset=utf-8")

    def _finish(self, record: ImportRecord, status: ImportStatus, finished_at: str, prefix: str) -> bool:
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"status": status, "finished_at": finished_at, "report": self._reports.url(prefix)})
        update.remove("unfinished")
        # Every move of a count sets progress_at: whatever came after the record was read is not in the report.
        fence = {name: record.get(name) for name in ("progress_at", "superseded_by")}
        try:
            self._files.apply(update.when({"status": "PROVISIONING", "pending": 0} | fence))
        except LostImportError:
            return False
        return True
