"""Waits for an upload to be taken in and for its agents to be done."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import typer

from rollcall_cli.deployment import Deployment
from rollcall_cli.errors import INTERRUPTED, CliError
from rollcall_cli.import_check import checked
from rollcall_cli.imports import Imports
from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.printing import amount, say, warn
from rollcall_cli.progress import Show
from rollcall_cli.readable_records import Record
from roster.imports import ENDED, IMPORT_KINDS
from roster.outside_text import shell_word

_SECONDS_BETWEEN_LOOKS: Final = 1.0
_SECONDS_TO_TELL: Final = 30.0
"""Ingest takes an upload in within seconds; whoever waits longer is told where to look."""

_SECONDS_TO_APPEAR: Final = 180.0
_SECONDS_WITHOUT_PROGRESS: Final = 600.0
_SECONDS_BEFORE_OTHERS: Final = 300.0
"""How long nothing has to move before the watch looks whether others do."""

Clock = Callable[[], float]


@contextmanager
def left_to_itself(key: str) -> Iterator[None]:
    """Say, when the user stops watching, that the import goes on."""
    try:
        yield
    except KeyboardInterrupt as interruption:
        say(f"No longer watching; the import goes on by itself: rollcall status {shell_word(key)}")
        raise typer.Exit(INTERRUPTED) from interruption


class Watch:
    """Watches one upload by what the files table says.

    Args:
        deployment: the deployment.
        clock: tells seconds that only grow.
        sleep: waits a number of seconds.
    """

    def __init__(
        self, deployment: Deployment, *, clock: Clock = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._deployment = deployment
        self._imports = Imports(deployment)
        self._files = deployment.files()
        self._function = deployment.function_name("ingest")
        self._clock = clock
        self._sleep = sleep

    def upload(self, key: str, version_id: str, show: Show) -> Record:
        """Wait until an upload is stored, and its agents done if it is a directory; return its record.

        Raises:
            CliError: it does not appear, or nothing moves any more.
            UnreadableError: somebody else wrote its record.
        """
        began = self._clock()
        is_told = False
        while True:
            for record in self._imports.of_key(key):
                if record.get("version_id") == version_id:
                    return self.follow(record, show)
            if self._clock() - began > _SECONDS_TO_APPEAR:
                raise CliError(
                    f"{key} was uploaded, but after {_SECONDS_TO_APPEAR:.0f} s nobody has taken it in",
                    f"`rollcall failures` shows what waits; look into the log group /aws/lambda/{self._function}",
                )
            if not is_told and self._clock() - began > _SECONDS_TO_TELL:
                is_told = True
                warn(
                    f"{key} is not taken in yet, after {_SECONDS_TO_TELL:.0f} s. Lambda tries again by itself; for the "
                    f"cause: aws logs tail /aws/lambda/{self._function} --since 15m, and rollcall failures"
                )
            show(0, None, "waiting for the upload to be taken in")
            self._sleep(_SECONDS_BETWEEN_LOOKS)

    def follow(self, record: Record, show: Show) -> Record:
        """Wait until the agents of an import are done; return its record as it is then.

        Agents that wait while those of other uploads are done have turns to come, and do not stand still.

        Raises:
            CliError: nothing moves any more.
            UnreadableError: somebody else wrote its record.
        """
        if record["kind"] not in IMPORT_KINDS:
            return record
        line, passed = OtherUploads(self._deployment, record["key"]), 0
        moved_at = self._clock()
        while checked(record)["status"] not in ENDED:
            rows = int(record.get("rows", 0)) + int(record.get("dropped", 0))
            pending = int(record.get("pending", 0))
            show(rows - pending, None if record["status"] == "INGESTING" else rows, _detail(record))
            self._sleep(_SECONDS_BETWEEN_LOOKS)
            now = self._files.read(record["key"], record["sequencer"])
            if now is None:
                raise CliError("The import's record is gone from the files table", "somebody deleted it; upload again")
            still = self._clock() - moved_at
            if now != record:
                record, moved_at = now, self._clock()
            elif pending and still > _SECONDS_BEFORE_OTHERS and (done := line.look().done) > passed:
                passed, moved_at = done, self._clock()
            elif still > _SECONDS_WITHOUT_PROGRESS:
                raise CliError(
                    f"Nothing has moved for {_SECONDS_WITHOUT_PROGRESS / 60:.0f} minutes: {_detail(record)}",
                    "it may still go on by itself, look again with `rollcall status`; if not, `rollcall failures` and "
                    "the functions' logs say why",
                )
        return record


def _detail(record: Record) -> str:
    if record["status"] == "INGESTING":
        return f"reading, at line {record['position']}"
    failed = record.get("failed", 0)
    return f"{amount(int(record.get('pending', 0)), 'agent')} open" + (f", {failed} failed" if failed else "")
