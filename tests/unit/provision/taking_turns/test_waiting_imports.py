"""What a container asks the tables to find agents of other imports, and how often."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from botocore.exceptions import EndpointConnectionError

from provision.taking_turns.waiting_imports import EMPTY_SECONDS, LOOK_SECONDS, PAUSE_SECONDS, WaitingImports
from roster.awaiting import lines_of
from tests.unit.provision.pacing.pace import FakeTime

LEFT, RIGHT = "a" * 32, "b" * 32


class Tables:
    """The two tables, as far as they are asked."""

    def __init__(self) -> None:
        self.imports: dict[tuple[str, str], Any] = {
            ("left.csv", "1"): {"import_id": LEFT},
            ("right.csv", "1"): {"import_id": RIGHT},
            ("others.csv", "1"): {"import_id": 7},
            ("gone.csv", "1"): None,
        }
        self.lines: dict[str, list[str]] = {}
        self.asked: list[str] = []
        self.error: Exception | None = None

    def unfinished(self, most: int) -> list[tuple[str, str]]:
        self._ask("unfinished")
        return list(self.imports)[:most]

    def read_import(self, key: str, sequencer: str) -> Any:
        self._ask(key)
        return self.imports[key, sequencer]

    def in_line(self, part: str, most: int) -> list[str]:
        self._ask(part)
        return self.lines.get(part, [])[:most]

    def _ask(self, what: str) -> None:
        self.asked.append(what)
        if self.error is not None:
            raise self.error


def others_of(tables: Tables, time: FakeTime) -> WaitingImports:
    return WaitingImports(tables, tables, time.clock)  # type: ignore[arg-type]


def test_imports_are_asked_for_every_two_seconds_and_their_ids_once() -> None:
    tables, time = Tables(), FakeTime()
    others = others_of(tables, time)

    assert [others.ids() for _ in range(9)] == [(LEFT, RIGHT)] * 9
    assert sorted(tables.asked) == sorted(["unfinished", *(key for key, _ in tables.imports)])
    time.now += LOOK_SECONDS
    others.ids()
    assert tables.asked.count("unfinished") == 2
    assert len(tables.asked) == 6


def test_agents_come_from_all_parts_of_the_line() -> None:
    tables, time = Tables(), FakeTime()
    tables.lines = {part: [f"agent{at}"] for at, part in enumerate(lines_of(LEFT))}
    others = others_of(tables, time)
    others.ids()

    found = [others.next_agent(LEFT, {"agent2"}) for _ in range(4)]

    assert sorted(filter(None, found)) == ["agent0", "agent1", "agent3"]
    assert found[3] is None


def test_an_import_with_nobody_in_line_is_asked_less_and_less() -> None:
    tables, time = Tables(), FakeTime()
    others = others_of(tables, time)
    times: list[float] = []
    for _ in range(200):
        others.ids()
        asked = len(tables.asked)
        assert others.next_agent(LEFT, ()) is None
        if len(tables.asked) > asked:
            times.append(time.now)
        time.now += 1

    pauses = [later - sooner for sooner, later in itertools.pairwise(times)]
    assert pauses[:4] == [1, 2, 4, 8]
    assert max(pauses) == EMPTY_SECONDS
    tables.lines[lines_of(LEFT)[0]] = ["ada"]
    time.now += EMPTY_SECONDS
    others.ids()
    assert others.next_agent(LEFT, ()) == "ada"


def test_an_import_that_has_ended_is_asked_for_nobody() -> None:
    tables, time = Tables(), FakeTime()
    tables.lines[lines_of(LEFT)[0]] = ["ada"]
    others = others_of(tables, time)
    others.ids()
    del tables.imports["left.csv", "1"]
    time.now += LOOK_SECONDS

    assert others.ids() == (RIGHT,)
    assert others.next_agent(LEFT, ()) is None


@pytest.mark.parametrize("kind", ["imports that wait", "agents in line"])
def test_a_look_up_that_fails_is_told_once_and_tried_again_later(kind: str, caplog: pytest.LogCaptureFixture) -> None:
    tables, time = Tables(), FakeTime()
    others = others_of(tables, time)
    if kind == "agents in line":
        others.ids()
    tables.error = EndpointConnectionError(endpoint_url="https://dynamodb")
    assert (others.ids() if kind == "imports that wait" else others.next_agent(LEFT, ())) in ((), None)
    asked = len(tables.asked)

    time.now += PAUSE_SECONDS - 1
    assert others.ids() == ()
    assert others.next_agent(LEFT, ()) is None
    assert len(tables.asked) == asked
    time.now += 1
    others.ids()
    time.now += PAUSE_SECONDS
    tables.error = None
    assert others.ids() == (LEFT, RIGHT)
    told = [record for record in caplog.records if f"Can't look up {kind}" in record.getMessage()]
    assert len(told) == 1
