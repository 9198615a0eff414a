"""An upload's end is told by the whole line: the agents that wait in the imports of all other uploads."""

from __future__ import annotations

from typing import Any

import pytest
from botocore.exceptions import ClientError

from rollcall_cli.other_uploads import OtherUploads
from rollcall_cli.time_left import Others
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

    assert line.look() == Others(waiting=7, done=0)
    centre.wake("big0", "big1", "small0")
    assert line.look() == Others(waiting=5, done=2)
    centre.ingest("late.csv", *rows("late", 3), header=DIRECTORY)
    assert line.look() == Others(waiting=8, done=2)


def test_a_big_import_that_ends_is_done(centre: Centre, rollcall: CommandLine) -> None:
    big = centre.ingest("big.csv", *rows("big", 2), header=DIRECTORY)
    line = OtherUploads(rollcall.deployment(), "small.csv")

    assert line.look().waiting == 2
    centre.wake("big0", "big1")
    centre.wake_report(big)
    assert line.look() == Others(waiting=0, done=2)


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
