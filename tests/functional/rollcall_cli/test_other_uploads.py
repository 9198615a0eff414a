"""An upload's end is told by the agents that wait in the imports of all other uploads, as they take turns with it."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from botocore.exceptions import ClientError

from rollcall_cli.errors import CliError
from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.time_left import Others
from rollcall_cli.watch import Watch
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine


def rows(prefix: str, number: int) -> list[str]:
    return [f"{prefix}{one},Ada,King,ada@example.com,Basic Routing Profile" for one in range(number)]


DIRECTORY = "username,first_name,last_name,email,routing_profile\n"


def test_agents_of_all_other_imports_are_counted(centre: Centre, rollcall: CommandLine) -> None:
    centre.ingest("big.csv", *rows("big", 7), header=DIRECTORY)
    centre.ingest("small.csv", *rows("small", 2), header=DIRECTORY)
    done = centre.ingest("done.csv", *rows("done", 1), header=DIRECTORY)
    centre.wake("done0")
    centre.wake_report(done)
    line = OtherUploads(rollcall.deployment(), "small.csv")

    assert line.look() == Others((7,), done=0)
    centre.wake("big0", "big1", "small0")
    assert line.look() == Others((5,), done=2)
    centre.ingest("late.csv", *rows("late", 3), header=DIRECTORY)
    look = line.look()
    assert (sorted(look.parts), look.waiting, look.done) == ([3, 5], 8, 2)


def test_a_big_import_that_ends_is_done(centre: Centre, rollcall: CommandLine) -> None:
    big = centre.ingest("big.csv", *rows("big", 2), header=DIRECTORY)
    line = OtherUploads(rollcall.deployment(), "small.csv")

    assert line.look().waiting == 2
    centre.wake("big0", "big1")
    centre.wake_report(big)
    assert line.look() == Others((), done=2)


def test_who_waits_in_line_is_watched_to_the_end(centre: Centre, rollcall: CommandLine) -> None:
    """200 seconds pass between looks, and every time one more agent of the other upload is done."""
    centre.ingest("big.csv", *rows("big", 9), header=DIRECTORY)
    record = centre.ingest("small.csv", *rows("small", 1), header=DIRECTORY)
    names = iter([*(f"big{number}" for number in range(9)), "small0"])
    times = itertools.count(0, 100)

    def advance(_seconds: float) -> None:
        if name := next(names, None):
            centre.wake(name)
        else:
            centre.wake_report(record)

    watch = Watch(rollcall.deployment(), clock=lambda: float(next(times)), sleep=advance)

    assert watch.follow(record, lambda *_: None)["status"] == "FINISHED"


def test_who_waits_while_nobody_moves_is_given_up(centre: Centre, rollcall: CommandLine) -> None:
    centre.ingest("big.csv", *rows("big", 9), header=DIRECTORY)
    record = centre.ingest("small.csv", *rows("small", 1), header=DIRECTORY)
    times = itertools.count(0, 100)
    watch = Watch(rollcall.deployment(), clock=lambda: float(next(times)), sleep=lambda _: None)

    with pytest.raises(CliError, match="Nothing has moved for 10 minutes: 1 agent open"):
        watch.follow(record, lambda *_: None)


@pytest.mark.parametrize(("code", "told"), [("AccessDeniedException", True), ("InternalServerError", False)])
def test_who_may_not_ask_is_told_of_nobody(
    centre: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch, code: str, told: bool
) -> None:
    asked: list[None] = []

    def refuse(_index: Any) -> list[dict[str, Any]]:
        asked.append(None)
        raise ClientError({"Error": {"Code": code, "Message": "no"}}, "Query")

    monkeypatch.setattr("rollcall_cli.import_index.ImportIndex.unfinished", refuse)
    line = OtherUploads(rollcall.deployment(), "small.csv")

    if told:
        assert (line.look(), line.look(), len(asked)) == (Others(), Others(), 1)
    else:
        with pytest.raises(ClientError):
            line.look()
