"""The use case of the function: takes in an upload as a plain file, an agent directory, or a table that is neither."""

from __future__ import annotations

from typing import Any

from ingest.deadline import Deadline, OutOfTimeError
from ingest.deployment_rules import DeploymentRules
from ingest.importing.begin_import import begin_import
from ingest.importing.directory_import import DirectoryImport
from ingest.importing.directory_importer import DirectoryImporter
from ingest.importing.removal_guard import plan_removals
from ingest.importing.removal_limit import OVERRIDE
from ingest.importing.supersede_import import end_older
from ingest.plain_file import store_file
from ingest.reading.agent_directory import AgentDirectory
from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from ingest.redaction.redact_upload import Redaction
from ingest.upload_bucket import Upload, UploadBucket, UploadEvent, may_show_later
from roster.agents_table import AgentsTable
from roster.clock import Clock
from roster.errors import RetryableError
from roster.files_table import FilesTable
from roster.imports import ImportKind, ImportRecord


class UploadIntake:
    """Takes uploads in, one after the other; the handler calls it. Taking one in again changes nothing.

    Args:
        bucket: the upload bucket.
        importer: imports agent directories.
        files: the files table.
        agents: the agents table.
        redaction: takes passwords out of uploads that were ingested.
        rules: the deployment's rules.
        retention_days: how long the record of an upload is kept.
        clock: tells the time.
    """

    def __init__(
        self,
        bucket: UploadBucket,
        importer: DirectoryImporter,
        files: FilesTable,
        agents: AgentsTable,
        redaction: Redaction,
        rules: DeploymentRules,
        *,
        retention_days: int,
        clock: Clock,
    ) -> None:
        self._bucket = bucket
        self._importer = importer
        self._files = files
        self._agents = agents
        self._redaction = redaction
        self._rules = rules
        self._retention_days = retention_days
        self._clock = clock

    def run(self, event: UploadEvent, deadline: Deadline) -> dict[str, Any]:
        """Take one upload in.

        Args:
            event: tells of it.
            deadline: when to leave the rest of a long directory to another invocation.

        Returns:
            What was done, for the log; `ingested` is `open` when lines are left, `redaction` when the copy is.

        Raises:
            RetryableError: Amazon S3 does not show the upload yet, or somebody is writing to its key at this moment.
        """
        upload = self._bucket.open(event)
        if upload is None:
            return self._end_without_upload(event)
        if self._redaction.is_copy(upload):
            return {"kind": "copy without passwords", "version_id": event.version_id}
        stream = self._bucket.stream(upload)
        header = find_header(stream, event.key, self._rules.column_names, upload.content_type)
        if header is None:
            store_file(upload, stream, self._files, retention_days=self._retention_days)
            end_older(self._files, event.key, event.sequencer, self._clock())
            return {"kind": "file", "size": upload.size}
        done = self._run_import(upload, header, deadline)
        if header.may_hold_passwords and done["ingested"] != "open":
            try:
                self._redaction.finish(event.key, event.sequencer, deadline)
            except OutOfTimeError:
                return done | {"redaction": "open"}
        return done

    def _end_without_upload(self, event: UploadEvent) -> dict[str, Any]:
        """End what is left of an upload that Amazon S3 does not show, because its version was deleted for good.

        Raises:
            RetryableError: the upload is so young that Amazon S3 may show it later.
        """
        record = self._files.read(event.key, event.sequencer)
        is_open = record is None or record.get("status") == "INGESTING"
        if is_open and may_show_later(event.at, self._clock()):
            raise RetryableError(f"Amazon S3 does not show version {event.version_id} of {event.key} (yet)")
        self._redaction.finish(event.key, event.sequencer)
        return {"kind": "gone", "version_id": event.version_id}

    def _run_import(self, upload: Upload, header: Header, deadline: Deadline) -> dict[str, Any]:
        kind: ImportKind = "agent_directory" if header.is_agent_directory else "table"
        record = begin_import(
            upload,
            self._files,
            kind=kind,
            has_passwords=header.may_hold_passwords,
            retention_days=self._retention_days,
            now=self._clock(),
            dialect=header.dialect,
        )
        if record is None:
            return {"kind": kind, "ingested": "ended"}
        removals = plan_removals(
            self._open_directory(upload, header),
            self._agents,
            key=record["key"],
            import_id=record["import_id"],
            rules=self._rules,
            override=upload.metadata.get(OVERRIDE, "").casefold() == "yes",
        )
        task = DirectoryImport(record, self._open_directory(upload, header), removals)
        result = self._importer.run(task, deadline)
        done = {"kind": kind, "import_id": record["import_id"], "ingested": result}
        return done | (self._counts(record) if result == "whole" else {})

    def _counts(self, record: ImportRecord) -> dict[str, int]:
        """Read how many rows of a directory were taken in and rejected, by all runs together."""
        now = self._files.read_import(record["key"], record["sequencer"])
        return {"rows": now.get("rows", 0), "rejected": now.get("rejected", 0)} if now is not None else {}

    def _open_directory(self, upload: Upload, header: Header) -> AgentDirectory:
        return AgentDirectory(self._bucket.stream(upload), header, self._rules)
