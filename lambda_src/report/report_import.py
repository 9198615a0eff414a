"""Reports and finishes an import whose last agent is done. Called by the handler.

First the files, then the notification, then the record's status: a run that dies in between is repeated and sends its
notification twice, but no notification is missed (docs/decisions/0017-page-then-notification-then-record.md).
"""

from __future__ import annotations

from report.csv_files import OutcomeCsv, RejectedCsv, temporary_file
from report.csv_form import CHARSETS, CsvForm
from report.findings import Findings
from report.import_result import ImportResult
from report.notification_text import compose_notification
from report.notification_topic import NotificationTopic
from report.page.rows_table import TableRows
from report.page.write_page import write_page
from report.row_results import TAKEN_OVER, row_results
from report.summary_json import summary_json
from report.unread_columns import UnreadColumns
from roster.clock import Clock, timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable
from roster.give_up_agents import why_given_up
from roster.imports import ImportRecord
from roster.outcomes_table import OutcomesTable
from roster.reports_bucket import ReportsBucket, report_prefix


class Reporter:
    """Writes reports. Writing one again gives the same files.

    Args:
        files: the files table.
        outcomes: the outcomes table.
        reports: the reports bucket.
        topic: the notification topic.
        deployment: the deployment's name, for the notification's subject.
        clock: tells the time.
    """

    def __init__(
        self,
        files: FilesTable,
        outcomes: OutcomesTable,
        reports: ReportsBucket,
        topic: NotificationTopic,
        *,
        deployment: str,
        clock: Clock,
    ) -> None:
        self._files = files
        self._outcomes = outcomes
        self._reports = reports
        self._topic = topic
        self._deployment = deployment
        self._clock = clock

    def ready(self, key: str, sequencer: str) -> ImportRecord | None:
        """Read an import; None if there is no such import, agents of it still wait, or it is reported already."""
        record = self._files.read_import(key, sequencer)
        if record is None or record["status"] != "PROVISIONING" or record["pending"] != 0:
            return None
        return record

    def report(self, record: ImportRecord) -> ImportResult | None:
        """Report and finish one import.

        Args:
            record: as `ready` answered it.

        Returns:
            What was reported; None if the import changed meanwhile and comes again.

        Raises:
            botocore.exceptions.ClientError: a service refused, so the import has to come again.
            botocore.exceptions.BotoCoreError: a service can't be reached, likewise.
        """
        prefix = report_prefix(record["key"], record["import_id"])
        result = ImportResult(
            record=record,
            status="REJECTED" if record.get("reason") and not record.get("rows") else "FINISHED",
            finished_at=timestamp(self._clock()),
            report=self._reports.url(prefix),
        )
        findings = self._write_files(result, prefix)
        self._topic.send(compose_notification(result, findings, deployment=self._deployment))
        return result if self._finish(result) else None

    def _write_files(self, result: ImportResult, prefix: str) -> Findings:
        record, findings, columns = result.record, Findings(), UnreadColumns()
        form = CsvForm.of_import(record)
        with (
            OutcomeCsv(form) as outcome,
            RejectedCsv(form) as rejected,
            TableRows() as table,
            temporary_file() as page_file,
        ):
            plans = columns.collect(self._reports.plans(prefix))
            outcomes = self._outcomes.of_import(record["import_id"])
            why = why_given_up(record) if "stopped_by" in record else TAKEN_OVER
            for row in row_results(plans, outcomes, position=record["position"], why_not_begun=why):
                outcome.add(row)
                rejected.add(row)
                table.add(row, findings.add(row))
            write_page(page_file, result, findings, table, columns)
            page_file.seek(0)
            for name, (file, encoding) in (("outcome.csv", outcome.finish()), ("rejected.csv", rejected.finish())):
                self._reports.put_file(f"{prefix}{name}", file, f"text/csv; charset={CHARSETS[encoding]}")
            self._reports.put_file(f"{prefix}report.html", page_file, "text/html; charset=utf-8")
        self._reports.put(f"{prefix}summary.json", summary_json(result, findings, columns), "application/json")
        return findings

    def _finish(self, result: ImportResult) -> bool:
        record = result.record
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"status": result.status, "finished_at": result.finished_at, "report": result.report})
        update.remove("unfinished")
        # Whoever changes a count sets progress_at. If it changed since the record was read, the report lacks something,
        # and the stream wakes this function again.
        unchanged = {name: record.get(name) for name in ("progress_at", "superseded_by")}
        try:
            self._files.apply(update.when({"status": "PROVISIONING", "pending": 0} | unchanged))
        except LostImportError:
            return False
        return True
