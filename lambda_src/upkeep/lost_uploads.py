"""Finds uploads for which ingest got no S3 event, and sends it one. A task of `HourlyTasks`.

Amazon S3 delivers an event at least once, typically within seconds
(https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventNotifications.html). One is missing, for example, where the
bucket's notification was off for a while. docs/decisions/0012-place-of-a-lost-event.md says which sequencer the event
gets, which S3 would have chosen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from roster.clock import Clock
from roster.imports import SEQUENCER_DIGITS
from roster.s3_events import created_event
from upkeep.function_invocations import IngestFunction, UploadVersion
from upkeep.item_guard import ItemGuard, UnreadableItems
from upkeep.upload_records import UploadRecords
from upkeep.upload_versions import StoredUpload, UploadVersions

MAX_AGE: Final = timedelta(days=14)
"""Older uploads are not looked for. The failure queue keeps messages for as long."""

SEQUENCER_BEFORE_ALL: Final = "0" * SEQUENCER_DIGITS
"""A sequencer that sorts before every one of Amazon S3."""


class LostUploads:
    """The uploads that have no record in the files table.

    Args:
        versions: the upload bucket.
        records: the files table.
        ingest: gets the events.
        retention_days: how long the record of an upload is kept.
        clock: tells the time.
        unreadable: what the run of upkeep could not read.
    """

    def __init__(
        self,
        versions: UploadVersions,
        records: UploadRecords,
        ingest: IngestFunction,
        *,
        retention_days: int,
        clock: Clock,
        unreadable: UnreadableItems,
    ) -> None:
        self._versions = versions
        self._records = records
        self._ingest = ingest
        # A copy without passwords is known by the record of its upload, which expires before the copy does.
        self._max_age = min(MAX_AGE, timedelta(days=retention_days) / 2)
        self._clock = clock
        self._unreadable = unreadable

    def ingest_all(self, idle_seconds: int, handled: set[UploadVersion], time_is_up: Callable[[], bool]) -> list[str]:
        """Send ingest an event for every lost upload.

        Args:
            idle_seconds: a younger upload is left alone, since its event may be on its way.
            handled: uploads whose event another task sent to ingest in this run, or left for somebody to look at; those
                that are sent here are added.
            time_is_up: whether to leave the rest to the next run.

        Returns:
            The keys.

        Raises:
            botocore.exceptions.ClientError: a service refused; the others were sent.
        """
        keys: list[str] = []
        guard = ItemGuard(self._unreadable)
        for upload in self._versions.current():
            if time_is_up():
                break
            age = self._clock() - upload.modified_at
            if not timedelta(seconds=idle_seconds) <= age <= self._max_age:
                continue
            if (upload.key, upload.version_id) in handled:
                continue
            with guard(f"upload {upload.key!r}, version {upload.version_id}"):
                sequencer = self._place_of_lost(upload)
                if sequencer is not None:
                    self._send(upload, sequencer)
                    handled.add((upload.key, upload.version_id))
                    keys.append(upload.key)
        guard.finish()
        return keys

    def count_unended(self, idle_seconds: int) -> int:
        """Count the uploads in parts that nobody has ended, and no longer sends, as it seems.

        The bucket's lifecycle deletes them when they are a day old.

        Args:
            idle_seconds: one that was begun less than so long ago is not counted.

        Raises:
            botocore.exceptions.ClientError: Amazon S3 refused.
        """
        begun_before = self._clock() - timedelta(seconds=idle_seconds)
        return sum(begun <= begun_before for begun in self._versions.unended())

    def _send(self, upload: StoredUpload, sequencer: str) -> None:
        event = created_event(
            bucket=self._versions.bucket, key=upload.key, version_id=upload.version_id, sequencer=sequencer
        )
        self._ingest.invoke(event)

    def _place_of_lost(self, upload: StoredUpload) -> str | None:
        """Return the sequencer for an upload's event; None if the upload has a record."""
        newest = self._records.newest(upload.key)
        if newest is None:
            return SEQUENCER_BEFORE_ALL
        return None if self._is_known(upload, newest) else sequencer_after(newest["sequencer"])

    def _is_known(self, upload: StoredUpload, newest: Mapping[str, Any]) -> bool:
        """Whether an upload has a record: its key's newest, or an older one if a newer version was deleted since."""
        if upload.version_id in (newest.get("version_id"), newest.get("redacted_version")):
            return True
        return upload.version_id in self._records.versions(upload.key)


def sequencer_after(sequencer: str) -> str:
    """Return a sequencer that sorts after one and before the next that Amazon S3 gives.

    Sequencers are stored as texts of 40 digits, so a longer text that begins with one of them sorts before the next.
    """
    return f"{sequencer}1"
