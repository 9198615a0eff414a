"""Takes the passwords out of an uploaded directory, once its import needs them no more.

A copy without them is put under the same key, and then the uploaded version is deleted. The copy is marked in its
metadata, so that its own event is not taken for an upload. Every step can be repeated after an interruption: where the
copy is there already, or the version is gone, the step is left out.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

from botocore.exceptions import ClientError

from ingest.deadline import Deadline, OutOfTimeError
from ingest.reading.columns import Header
from ingest.reading.file_kind import find_header
from ingest.redaction.open_copy import PasswordFree, open_copy
from ingest.redaction.upload_copies import MARK, UploadCopies
from ingest.upload_bucket import Upload, UploadBucket, UploadEvent, may_show_later
from roster.clock import Clock, read_timestamp, timestamp
from roster.errors import LostImportError, RetryableError
from roster.files_table import FilesTable
from roster.imports import REOPENED, ImportRecord
from roster.s3_events import NO_VERSION

_GONE: Final = "NoSuchVersion"


class Redaction:
    """Redacts uploads whose import record has the attribute `redaction` = `pending`; `UploadIntake` calls it.

    Args:
        bucket: reads of the upload bucket.
        copies: writes to it.
        files: the files table.
        clock: tells the time.
        column_names: the deployment's own headers → columns, by which it finds the columns of passwords.
    """

    def __init__(
        self,
        bucket: UploadBucket,
        copies: UploadCopies,
        files: FilesTable,
        clock: Clock,
        column_names: Mapping[str, str] | None = None,
    ) -> None:
        self._column_names = column_names
        self._bucket = bucket
        self._copies = copies
        self._files = files
        self._clock = clock

    def finish(self, key: str, sequencer: str, deadline: Deadline | None = None) -> bool:
        """Redact the upload of one import, if ingest is done with it.

        Until then the uploaded version stays, because another run of the import has to read it.

        Args:
            key: the upload's key.
            sequencer: the upload's sequencer.
            deadline: when to leave it to another invocation, unless this one began with it: a whole invocation is long
                enough for every upload, as the copy is bounded.

        Returns:
            Whether nothing is left to do.

        Raises:
            OutOfTimeError: too little time was left; nothing was changed.
            RetryableError: somebody else is writing to the key at this moment, or Amazon S3 does not show it yet.
            botocore.exceptions.ClientError: a store refused.
        """
        check = _check_of(deadline)
        record = self._files.read_import(key, sequencer)
        if record is None or record.get("redaction") != "pending":
            return True
        if record["status"] == "INGESTING":
            return False
        upload = self._bucket.open(_event_of(record))
        if upload is None:
            self._check_it_is_gone(_event_of(record))
        if upload is None or (upload.event.version_id == NO_VERSION and upload.etag != record["etag"]):
            self._settle(record, {"redaction": "done"})
            return True
        try:
            self._settle(record, self._redact(record, upload, check))
        except ClientError as error:
            if error.response["Error"]["Code"] != _GONE:
                raise
            self._settle(record, {"redaction": "done"})  # another run of this import was faster
        return True

    def is_copy(self, upload: Upload) -> bool:
        """Whether a version is a copy that a redaction put, rather than somebody's upload.

        Whoever copies such a version brings its mark along, and then it is an upload like any other.
        """
        import_id = upload.metadata.get(MARK)
        if import_id is None:
            return False
        return any(
            record.get("import_id") == import_id
            and record.get("redacted_version", upload.event.version_id) == upload.event.version_id
            for record in self._files.records_of(upload.event.key)
        )

    def _redact(self, record: ImportRecord, upload: Upload, check: Callable[[], None]) -> dict[str, Any]:
        """Redact an upload; return the attributes to write into its record, None for one to remove."""
        header = self._header(upload)
        if header is None or not open_copy(self._bucket.stream(upload, check), header, self._column_names).is_needed():
            return {"redaction": None}
        content = open_copy(self._bucket.stream(upload, check), header, self._column_names)
        copy = self._put_copy(record, upload, content, check)
        if copy is not None and (notice := _notice_of(content)):
            self._give_notice(record, notice)
        if copy != upload.event.version_id:
            self._copies.delete(upload.event)
        return {"redaction": "done", "redacted_version": copy}

    def _check_it_is_gone(self, event: UploadEvent) -> None:
        """Make sure that a version which Amazon S3 does not show will not turn up again with its passwords."""
        if may_show_later(event.at, self._clock()):
            current = self._copies.current(event)
            if current is not None and current.version_id == event.version_id:
                raise RetryableError(f"Amazon S3 does not show version {event.version_id} of {event.key} yet")
            if event.version_id != NO_VERSION:
                self._copies.delete(event)

    def _put_copy(
        self, record: ImportRecord, upload: Upload, content: PasswordFree, check: Callable[[], None]
    ) -> str | None:
        """Return the version id of the copy that took the upload's place; None if something newer did.

        As long as there is neither, the version is all that is left of the upload, and has to stay.
        """
        current = self._copies.current(upload.event)
        if current is not None and current.version_id == upload.event.version_id:
            copy = self._copies.replace(upload.event, current, record["import_id"], _checked(content.pieces(), check))
            return self._put_by_another_run(record, upload.event) if copy is None else copy
        if current is None or current.metadata.get(MARK) != record["import_id"]:
            return None
        # An interrupted run has put the copy. Reading the content through tells on which line that copy ends.
        deque(_checked(content.pieces(), check), maxlen=0)
        return current.version_id

    def _put_by_another_run(self, record: ImportRecord, event: UploadEvent) -> str | None:
        """Return the version id of the copy that another run was faster to put; None if something newer is there."""
        current = self._copies.current(event)
        if current is None:
            return None
        if current.version_id == event.version_id:
            raise RetryableError(f"Amazon S3 took no copy of {event.key}, although nothing newer is there")
        return current.version_id if current.metadata.get(MARK) == record["import_id"] else None

    def _give_notice(self, record: ImportRecord, notice: str) -> None:
        earlier = record.get("notice", "")
        if notice not in earlier:
            # The report is written again with the notice, also if one is being written at this moment.
            changes = {"notice": f"{earlier} {notice}".strip(), "progress_at": timestamp(self._clock())}
            self._settle(record, changes | REOPENED)

    def _header(self, upload: Upload) -> Header | None:
        return find_header(self._bucket.stream(upload), upload.event.key, self._column_names, upload.content_type)

    def _settle(self, record: ImportRecord, changes: dict[str, Any]) -> None:
        update = self._files.update(record["key"], record["sequencer"]).set(changes)
        try:
            self._files.apply(update.when({"redaction": "pending"}))
        except LostImportError:
            return  # another run has settled it


def _check_of(deadline: Deadline | None) -> Callable[[], None]:
    """Return what raises `OutOfTimeError` when a redaction that begins now has to be left to another invocation."""
    if deadline is None or deadline.is_far():
        return lambda: None

    def check() -> None:
        if deadline.is_near():
            raise OutOfTimeError

    return check


def _checked(pieces: Iterable[bytes], check: Callable[[], None]) -> Iterator[bytes]:
    for piece in pieces:
        check()
        yield piece


def _notice_of(content: PasswordFree) -> str:
    """Return what the copy lacks beside passwords; empty if it is nothing."""
    notices = []
    if content.left_out:
        notices.append(
            f"The copy without passwords that replaced the upload has empty lines in place of line {content.left_out}, "
            "because it is not certain that no password stands there."
        )
    if content.cut_at is not None:
        why = "from there on the file can't be read and may hold passwords"
        if content.is_too_long:
            why = "a copy has up to 512 MiB of text; keep the file elsewhere if you need all of it"
        notices.append(
            f"The copy without passwords that replaced the upload ends before line {content.cut_at}, because {why}."
        )
    return " ".join(notices)


def _event_of(record: ImportRecord) -> UploadEvent:
    came_at = read_timestamp(record.get("uploaded_at"))
    return UploadEvent(record["bucket"], record["key"], record["version_id"], record["sequencer"], came_at)
