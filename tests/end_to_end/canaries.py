"""Sends passwords of every origin through a deployment, and looks for them in everything that it keeps.

    PYTHONPATH=.:lambda_src python -m tests.end_to_end.canaries

takes ten minutes: it sends every encoding, kills functions at each call of an import, before and after the call takes
effect, and runs every command of the operator's that shows something; the suite takes a part of each. It prints where
it looked and how much, and ends with status 1 where a password was found, a kind of place was empty, or a password did
not come to where it belongs.
"""

from __future__ import annotations

import contextlib
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.canaries.finder import Finder
from tests.canaries.sweep import Sweep, sweep
from tests.canaries.words import ANCHOR, Canaries
from tests.end_to_end.canary_steps import CanarySteps
from tests.end_to_end.killing import Point
from tests.end_to_end.local_account import LocalStack
from tests.end_to_end.subscriber import subscribe
from tests.servers import start_server

QUOTA_FACTOR: Final = 100.0
_OF_IMPORTS: Final = ("s3", "dynamodb", "secretsmanager", "connect", "sqs", "sns")
"""Services that the functions of an import call."""

SOME_POINTS: Final = (
    Point("secretsmanager", "CreateSecret", 1, after=True, functions=("ingest",)),
    Point("dynamodb", "TransactWriteItems", 1, after=True, functions=("ingest",)),
    Point("s3", "DeleteObject", 1, after=False, functions=("ingest",)),
    Point("connect", "CreateUser", 1, after=True, functions=("provision",)),
)
"""What the suite takes of the points: passwords are stored, agents are written, the upload is about to be deleted, the
user is made."""

MORE_COMMANDS: Final = (
    ("status", "--all"),
    ("status", "canary/shifted.csv"),
    ("report", "canary/shifted.csv", "--to", "report"),
    ("report", "canary/rejected.csv", "--to", "report of rejected"),
    ("agents",),
    ("agents", "canary.good"),
    ("agents", "--status", "failed"),
    ("retry", "canary.failed"),
    ("files",),
    ("export", "--output", "export.csv"),
    ("drift",),
    ("undo", "canary/rejected.csv", "--output", "undo.csv"),
    ("remove", "canary.two", "--yes", "--watch"),
    ("failures",),
)


@dataclass(frozen=True)
class Outcome:
    """What was looked through, and what did not come as it should.

    Attributes:
        sweep: what was looked through and found.
        missing: passwords that did not come to where they belong, with their origin.
        unreached: points at which nothing could be killed, as no such call was made.
        origins: word → its origin.
    """

    sweep: Sweep
    missing: list[str]
    unreached: list[Point]
    origins: dict[str, str]

    def lines(self) -> list[str]:
        """Return it for people."""
        count = f"{len(self.origins)} passwords of {len(set(self.origins.values()))} origins"
        told = [f"{hit} [{self.origins[hit.partition(' (')[0]]}]" for hit in self.sweep.hits]
        return [
            count,
            "",
            *self.sweep.table(),
            *told,
            *(f"nothing to look through: {kind}" for kind in self.sweep.empty),
            *(f"in no secret: {one}" for one in self.missing),
            *(f"not reached: {point}" for point in self.unreached),
        ]


def look_everywhere(
    stack: LocalStack,
    folder: Path,
    *,
    thorough: bool = False,
) -> Outcome:
    """Have passwords come to wherever they could, and look for them.

    Args:
        stack: the deployment, at rest.
        folder: outside of what is looked through.
        thorough: whether to take every encoding, every call at which functions may die, and every command of the
            operator's; else a part of each.
    """
    steps, subscriber = CanarySteps(stack, folder), subscribe(stack, "canaries")
    with contextlib.closing(subscriber), steps.at_debug():
        with steps.an_agent_waits_for_its_next_try():
            steps.every_file(every_encoding=thorough)
        steps.refusals_quote_passwords()
        steps.newer_upload_in_the_middle()
        unreached = [point for point in (every_point(steps) if thorough else SOME_POINTS) if not steps.killed(point)]
        steps.event_is_given_up()
        steps.stopped()
        steps.undone()
        steps.mended()
        steps.looked_at(MORE_COMMANDS if thorough else ())
        steps.settle()
        canaries = steps.canaries
        done = sweep(stack, Finder(canaries.words, ANCHOR), canaries.owners(), steps.seen)
    return Outcome(done, missing(canaries, done), unreached, {one.word: one.origin for one in canaries.made})


def every_point(steps: CanarySteps) -> list[Point]:
    """Return all calls that an import makes, whoever makes them, before and after they take effect."""
    calls = steps.calls_of_an_import()
    return [
        Point(service, operation, number, after)
        for service in _OF_IMPORTS
        for operation, amount in sorted(calls.get(service, {}).items())
        for number in range(1, amount + 1)
        for after in (False, True)
    ]


def missing(canaries: Canaries, done: Sweep) -> list[str]:
    """Return the passwords that should be somebody's and are not, which would have been lost or never read."""
    origins = {one.word: one.origin for one in canaries.made}
    return [
        f"{word} of {owner} ({origins[word]})"
        for word, owner in canaries.owners(sure=True).items()
        if word not in done.kept
    ]


def main() -> int:
    """Run it."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home, folder = Path(name) / "stack", Path(name) / "uploads"
        home.mkdir()
        folder.mkdir()
        with (
            start_server(home / "server", connect_quota_factor=QUOTA_FACTOR) as server,
            LocalStack(home, server) as stack,
        ):
            server.controls.connect_settings(limits={"users": 10_000})
            stack.stage()
            stack.apply(connect_requests_per_second=2 * QUOTA_FACTOR)
            stack.settle()
            found = look_everywhere(stack, folder, thorough=True)
    sys.stdout.write("\n".join([f"{time.monotonic() - started:.0f} seconds", *found.lines(), ""]))
    return 1 if found.sweep.hits or found.sweep.empty or found.missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
