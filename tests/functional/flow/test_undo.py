"""Undoing an import, with a call of ingest, provision or report that goes wrong: in the end all is as before it."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable
from typing import Any, cast

import pytest

from rollcall_cli.directory_writer import write_sheet
from rollcall_cli.undoing.touched_lines import touched_lines
from rollcall_cli.undoing.undo_directory import undo_directory
from roster.agent import AgentItem
from roster.outcomes_table import OutcomesTable
from roster.reports_bucket import ReportsBucket, report_prefix
from tests.functional.flow.actors import Actor, Faults
from tests.functional.flow.files import NEW, OLD, Line, body, is_as_said
from tests.functional.flow.world import World, check_at_rest
from tests.functional.provision.wire import Death, server_error

KEY = "agents.csv"
FILE = (*NEW, Line("gus", 30, evening=None, active=True))
"""After `OLD`: unchanged, changed, removed, created, rejected, and failed, as Connect lacks the profile; dan stays."""


@functools.cache
def _saved() -> Callable[[], World]:
    """Make worlds that have imported both files."""
    world = World()
    for version in (OLD, FILE):
        world.upload(KEY, body(version))
        world.drain()
    return world.saved()


def undo(world: World) -> bytes:
    """Write the directory that undoes the newest import, as the command does."""
    record, clients = world.records()[-1], Actor(Faults(), paced=False)
    reports = ReportsBucket(clients.client("s3", world.s3), "rollcall-reports")
    outcomes = OutcomesTable(clients.client("dynamodb", world.dynamodb), "rollcall-outcomes")
    plans = reports.plans(report_prefix(KEY, record["import_id"]))
    lines = list(touched_lines(plans, outcomes.of_import(record["import_id"])))
    items = cast("dict[str, AgentItem]", world.agents())
    directory = undo_directory(lines, items, record["import_id"], world.rules, _not_needed)
    assert not directory.left_alone
    return write_sheet(directory.columns, directory.rows).encode()


def _not_needed(item: AgentItem) -> dict[str, Any]:
    raise AssertionError(f"each row says all of {item['username']}")


@pytest.mark.parametrize(
    ("make", "after"),
    [(Death, False), (functools.partial(server_error, "AnyOperation"), True)],
    ids=["dies", "answer lost"],
)
def test_all_is_as_before_whatever_goes_wrong(make: Callable[[], BaseException], after: bool) -> None:
    for at in itertools.count():
        world, faults = _saved()(), Faults(at, after=after, make=make)
        world.upload(KEY, undo(world))

        world.drain(faults)

        check_at_rest(world)
        users, agents = world.users(), world.agents()
        assert sorted(users) == ["ada", "ben", "cyd", "dan"]
        assert all(is_as_said(line, users[line.name], agents[line.name]) for line in OLD)
        assert "rejected" not in world.records()[-1]
        if not faults.struck:
            break
    assert at > 40
