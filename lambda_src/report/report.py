"""Reports an import whose last agent is done, and finishes it: files, then notification, then the record.

In this order a function that dies in between sends its notification twice, but never none.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from report.facts import Facts
from report.files import OutcomeFile, RejectedFile, scratch_file
from report.findings import Findings
from report.lines import join
from report.notification_text import compose
from report.notification_topic import NotificationTopic
from report.page import PageRows, write_page
from report.summary import summary
from roster.clock import Clock, timestamp
from roster.errors import LostImportError
from roster.files_table import FilesTable
from roster.imports import ImportRecord
from roster.outcomes_table import OutcomesTable
from roster.reports_bucket import Plan, ReportsBucket, report_prefix


class Reporter:
    """Writes reports; writing one again replaces it by the same.

    Args:
        files: the files table.
        outcomes: the outcomes table.
        reports: the reports bucket.
        topic: the notification topic.
        deployment: the prefix of everything, for the notification's subject.
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
        """Read an import; None if it is not there, not done, or already reported."""
        record = self._files.read_import(key, sequencer)
        if record is None or record["status"] != "PROVISIONING" or record["pending"] != 0:
            return None
        return record

    def report(self, record: ImportRecord) -> Facts | None:
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
        facts = Facts(
            record=record,
            status="REJECTED" if record.get("reason") and not record.get("rows") else "FINISHED",
            finished_at=timestamp(self._clock()),
            report=self._reports.url(prefix),
        )
        findings = self._write_files(facts, prefix)
        self._topic.send(compose(facts, findings, deployment=self._deployment))
        return facts if self._finish(facts) else None

    def _write_files(self, facts: Facts, prefix: str) -> Findings:
        record, findings, rows = facts.record, Findings(), PageRows()
        ignored: dict[str, None] = {}
        with scratch_file() as outcome_file, scratch_file() as rejected_file, scratch_file() as page_file:
            outcome, rejected = OutcomeFile(outcome_file), RejectedFile(rejected_file)
            plans = _noting_ignored(self._reports.plans(prefix), ignored)
            for line in join(plans, self._outcomes.of_import(record["import_id"]), position=record["position"]):
                outcome.add(line)
                rejected.add(line)
                findings.add(line)
                rows.add(line)
            outcome.finish()
            rejected.finish()
            write_page(page_file, facts, findings, rows, list(ignored))
            self._put(f"{prefix}outcome.csv", outcome_file, "text/csv")
            self._put(f"{prefix}rejected.csv", rejected_file, "text/csv")
            self._put(f"{prefix}report.html", page_file, "text/html")
        self._reports.put(f"{prefix}summary.json", summary(facts, findings, list(ignored)), "application/json")
        return findings

    def _put(self, key: str, file: BinaryIO, content_type: str) -> None:
        file.seek(0)
        self._reports.put_file(key, file, f"{content_type}; charset=utf-8")

    def _finish(self, facts: Facts) -> bool:
        record = facts.record
        update = self._files.update(record["key"], record["sequencer"])
        update.set({"status": facts.status, "finished_at": facts.finished_at, "report": facts.report})
        update.remove("unfinished")
        # Every move of a count sets progress_at: whatever came after the record was read is not in the report.
        fence = {name: record.get(name) for name in ("progress_at", "superseded_by")}
        try:
            self._files.apply(update.when({"status": "PROVISIONING", "pending": 0} | fence))
        except LostImportError:
            return False
        return True


def _noting_ignored(plans: Iterator[Plan], ignored: dict[str, None]) -> Iterator[Plan]:
    """Pass plans on, and note the columns that they say are ignored."""
    for plan in plans:
        ignored.update(dict.fromkeys(plan.get("ignored", ())))
        yield plan
