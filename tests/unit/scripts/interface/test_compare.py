"""What a change of the interface asks of the next version and of the changelog."""

from __future__ import annotations

import pytest

from scripts.interface.compare import Change, changes, next_version, untold
from scripts.interface.kinds import Interface, Kind

BEFORE: Interface = {
    "input": {"drift of the root": 'string = "tell"', "name of the root": "string"},
    "header": {"Date of entry": "entry"},
    "command": {"rollcall plan": ""},
}


def changed(kind: Kind, **entries: str | None) -> Interface:
    """The interface before, but for some entries of a kind: blanks in names are `__`, and None takes one away."""
    mine = {**BEFORE[kind], **{name.replace("__", " "): value for name, value in entries.items()}}
    return {**BEFORE, kind: {name: value for name, value in mine.items() if value is not None}}


def test_nothing_changes() -> None:
    assert changes(BEFORE, BEFORE) == []
    assert next_version("1.4.2", []) == "1.4.3"


@pytest.mark.parametrize(
    ("kind", "entries", "heading", "version"),
    [
        ("input", {"mode__of__the__root": "string = null"}, "Added", "1.5.0"),
        ("input", {"mode__of__the__root": "string"}, "Added", "2.0.0"),  # every caller has to give it
        ("input", {"mode__of__the__root": "list(object({ name = string }))"}, "Added", "2.0.0"),
        ("input", {"mode__of__the__root": "list(object({ name = string })) = []"}, "Added", "1.5.0"),
        ("input", {"mode__of__the__root": 'map(string) = { a = "(" }'}, "Added", "1.5.0"),
        ("input", {"drift__of__the__root": 'string = "mend"'}, "Changed", "2.0.0"),
        ("input", {"drift__of__the__root": None}, "Removed", "2.0.0"),
        ("command", {"rollcall__undo": ""}, "Added", "1.5.0"),
        ("command", {"rollcall__plan__FILE": "needed value"}, "Added", "2.0.0"),
        ("command", {"rollcall__plan__--json": "optional flag"}, "Added", "1.5.0"),
        ("command", {"rollcall__plan": None}, "Removed", "2.0.0"),
        ("header", {"Login": "username"}, "Added", "1.5.0"),
        ("header", {"Date__of__entry": "leaving"}, "Changed", "2.0.0"),
    ],
)
def test_a_change(kind: Kind, entries: dict[str, str | None], heading: str, version: str) -> None:
    found = changes(BEFORE, changed(kind, **entries))

    assert [change.heading for change in found] == [heading]
    assert next_version("1.4.2", found) == version


def test_the_gravest_change_decides() -> None:
    found = changes({"column": {"a": "", "b": ""}}, {"column": {"b": "", "c": ""}})

    assert [(change.name, change.part) for change in found] == [("a", "major"), ("c", "minor")]
    assert next_version("1.4.2", found) == "2.0.0"


@pytest.mark.parametrize(
    ("kind", "entries", "version"),
    [
        ("input", {"sites of the root": "map(object) = {}", "sites[*].zone of the root": "string"}, "1.5.0"),
        ("input", {"site of the root": "object = null", "site.zone of the root": "string"}, "1.5.0"),
        ("input", {"sites of the root": "map(object)", "sites[*].zone of the root": "string"}, "2.0.0"),
        ("input", {"sites of a module": "map(object) = {}", "sites[*].zone of the root": "string"}, "2.0.0"),
        ("input", {"name.zone of the root": "string"}, "2.0.0"),  # the input around it was there before
        ("command", {"rollcall undo": "", "rollcall undo FILE": "needed value"}, "1.5.0"),
    ],
)
def test_what_has_to_be_given_within_something_new_breaks_nobody(
    kind: Kind, entries: dict[str, str], version: str
) -> None:
    found = changes(BEFORE, changed(kind, **entries))

    assert len(found) == len(entries)
    assert next_version("1.4.2", found) == version


def test_a_kind_that_is_new_is_added() -> None:
    assert [change.heading for change in changes({}, {"column": {"a": ""}})] == ["Added"]


def test_a_change_is_told_by_its_own_name() -> None:
    drift = Change("input", "drift of the root", 'string = "tell"', 'string = "mend"')
    date = Change("header", "Date of entry", None, "entry")

    assert untold([drift, date], "- `drift` mends by default.") == [date]
    assert untold([drift, date], "- drift mends. The header `Date of entry`.") == [drift]
    assert drift.line == '- Input `drift` of the root, was `string = "tell"`, is `string = "mend"`: …'
    assert date.line == "- Header `Date of entry`: …"
