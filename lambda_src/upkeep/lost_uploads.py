"""Finds uploads that nobody told ingest of, and has them taken in.

Amazon S3 delivers an event at least once, typically in seconds; that it never comes is rare, and so is a deployment
whose notification was off for a while. Which place such an upload takes among its key's events is decided in
docs/decisions/0012-place-of-a-lost-event.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from roster.clock import Clock
from roster.imports import SEQUENCER_DIGITS
from roster.s3_events import created_event
from upkeep.function_invocations import IngestFunction, Version
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import StoredUpload, UploadVersions

LONGEST_SEARCH: Final = timedelta(days=14)
"""How old an upload may be that is still looked for: as long as the failure queue keeps what failed."""

BEFORE_ALL: Final = "0" * SEQUENCER_DIGITS
"""A place before every event that Amazon S3 may send."""


class LostUploads:
    """The uploads without a record.

    Args:
        versions: the upload bucket.
        records: the files table.
        ingest: takes uploads in.
        retention_days: how long the record of an upload is kept.
        clock: tells the time.
    """

    def __init__(
        self,
        versions: UploadVersions,
        records: UploadRecords,
        ingest: IngestFunction,
        *,
        retention_days: int,
        clock: Clock,
    ) -> None:
        self._versions = versions
        self._records = records
        self._ingest = ingest
        # A copy without passwords is younger than its upload, whose record tells it from an upload and expires first.
        self._longest = min(LONGEST_SEARCH, timedelta(days=retention_days) / 2)
        self._clock = clock

    def take_in(self, idle_seconds: int, handed: set[Version], time_is_up: Callable[[], bool]) -> list[str]:
        """Have every lost upload taken in.

        Args:
            idle_seconds: how old it has to be, since an event may be on its way.
            handed: uploads that were handed on in this run, or wait for somebody to look at them.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            The keys.

        Raises:
            botocore.exceptions.ClientError: a service refused.
        """
        keys = []
        for upload, sequencer in self._lost(idle_seconds, handed, time_is_up):
            event = created_event(
                bucket=self._versions.bucket, key=upload.key, version_id=upload.version_id, sequencer=sequencer
            )
            self._ingest.invoke(event)
            handed.add((upload.key, upload.version_id))
            keys.append(upload.key)
        return keys

    def _lost(
        self, idle_seconds: int, handed: set[Version], time_is_up: Callable[[], bool]
    ) -> Iterator[tuple[StoredUpload, str]]:
        for upload in self._versions.current():
            if time_is_up():
                return
            age = self._clock() - upload.modified_at
            if not timedelta(seconds=idle_seconds) <= age <= self._longest:
                continue
            if (upload.key, upload.version_id) in handed:
                continue
            newest = self._records.newest(upload.key)
            if newest is None:
                yield upload, BEFORE_ALL
            elif not self._is_known(upload, newest):
                yield upload, place_after(newest["sequencer"])

    def _is_known(self, upload: StoredUpload, newest: Mapping[str, Any]) -> bool:
        """Whether some record tells of an upload: the newest, or an older where a newer version was deleted since."""
        if upload.version_id in {newest.get("version_id"), newest.get("redacted_version")}:
            return True
        return upload.version_id in self._records.versions(upload.key)


def place_after(sequencer: str) -> str:
    """Return a sequencer between one and whatever event of Amazon S3 comes after it.

    Theirs are compared as texts of 40 digits, so a longer text that begins with one of them lies before the next.
    """
    return f"{sequencer}1"
