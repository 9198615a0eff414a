"""Looks what came of the work that `rollcall redrive` had begun: until it is taken in, or the time is up."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from rollcall_cli.deployment import Deployment
from rollcall_cli.import_check import checked
from rollcall_cli.import_outcome import counts_text
from rollcall_cli.imports import Imports, counts_of, short_id
from rollcall_cli.readable_records import Record
from rollcall_cli.waiting_uploads import WaitingUploads
from roster.errors import UnreadableError
from roster.imports import UNFINISHED

_SECONDS_BETWEEN_LOOKS: Final = 1.0


@dataclass(frozen=True, slots=True)
class Came:
    """What came of an upload or an import.

    Attributes:
        key: of the upload.
        what: in words.
        import_id: the import; empty if there is none (yet).
        is_done: whether nothing is left to wait for but agents.
    """

    key: str
    what: str
    import_id: str = ""
    is_done: bool = True

    def document(self) -> dict[str, Any]:
        """Return it as `--json` prints it."""
        return {"key": self.key, "import_id": self.import_id, "outcome": self.what, "taken_in": self.is_done}


class RedriveOutcome:
    """What came of what upkeep did.

    Args:
        deployment: the deployment.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds.
    """

    def __init__(
        self,
        deployment: Deployment,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._imports = Imports(deployment)
        self._waiting = WaitingUploads(deployment)
        self._clock = clock
        self._sleep = sleep

    def of(self, done: Mapping[str, Any], seconds: float) -> list[Came]:
        """Return what came of the uploads and imports that upkeep had ingest take up.

        Args:
            done: upkeep's answer.
            seconds: how long to wait for ingest at most.
        """
        sent: list[tuple[str, str | None]] = [
            (upload["key"], upload["version_id"]) for upload in done["failure_queue"].get("uploads", [])
        ]
        sent += [(key, None) for key in done["lost_uploads"]]
        end = self._clock() + seconds
        while True:
            found = [self._of_upload(key, version) for key, version in dict.fromkeys(sent)]
            if all(came.is_done for came in found) or self._clock() >= end:
                return found + self._of_imports(done["imports"]["resumed"])
            self._sleep(_SECONDS_BETWEEN_LOOKS)

    def _of_upload(self, key: str, version: str | None) -> Came:
        records = self._imports.of_key(key)
        waits = self._waiting.of_key(key)
        if version is None:
            version = waits.version_id if waits is not None else (records[0].get("version_id") if records else None)
        for record in records:
            if version in (record.get("version_id"), record.get("redacted_version")):
                return _of_record(record)
        if waits is not None and waits.version_id == version:
            return Came(key, "not taken in yet; Lambda tries ingest for 3 minutes: rollcall failures", is_done=False)
        return Came(key, "nothing to take in any more: the version was deleted, or a newer one has replaced it")

    def _of_imports(self, import_ids: Sequence[str]) -> list[Came]:
        return [self._of_import(import_id) for import_id in import_ids]

    def _of_import(self, import_id: str) -> Came:
        try:
            return _of_record(self._imports.find(import_id))
        except UnreadableError as error:
            return Came("", str(error), import_id)


def _of_record(record: Record) -> Came:
    if record["kind"] == "file":
        return Came(record["key"], "taken in as a plain file")
    try:
        checked(record)
    except UnreadableError as error:
        return Came(record["key"], str(error))
    import_id, status = str(record["import_id"]), str(record["status"])
    if status == "INGESTING":
        return Came(record["key"], f"being read, at line {record['position']}", import_id, is_done=False)
    goes_on = "goes on" if status in UNFINISHED else status
    what = f"taken in as import {short_id(record)}, {goes_on}: {counts_text(counts_of(record))}"
    return Came(record["key"], what, import_id)
