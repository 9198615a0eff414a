"""Imports are listed and found by the indexes of the files table, at the same cost whatever else it holds."""

from __future__ import annotations

from typing import Any

import pytest

from rollcall_cli.imports import Imports
from roster.items import to_wire
from scripts.terraform.tables import table_schemas
from tests.functional.provision.centre import Centre
from tests.functional.rollcall_cli.command_line import CommandLine

Calls = list[tuple[str, dict[str, Any]]]

_BATCH = 25
"""Items that BatchWriteItem takes at once."""

SHARED = "abcd1234"
"""Two ids begin with it."""


def import_record(number: int, *, kind: str = "agent_directory", **others: Any) -> dict[str, Any]:
    """Make the record of an import; a greater number started later."""
    return {
        "key": f"{number}.csv",
        "sequencer": f"{1000 - number:040d}",
        "kind": kind,
        "import_id": f"{number:032x}",
        "status": "FINISHED",
        "started_at": f"2026-11-{1 + number // 1440:02d}T{number // 60 % 24:02d}:{number % 60:02d}:00.000Z",
        "position": 1,
        "rows": number,
        "pending": 0,
        **others,
    }


def put_import(centre: Centre, number: int, **others: Any) -> None:
    """Write the record of an import."""
    centre.deployment.stores.files.put(import_record(number, **others))


@pytest.fixture
def many(centre: Centre) -> Centre:
    """130 imports, every tenth of them no directory, and 300 plain files with content."""
    items = [import_record(number, kind="agent_directory" if number % 10 else "table") for number in range(130)]
    for number in range(300):
        file = {"key": f"{number}.txt", "sequencer": "1", "kind": "file", "uploaded_at": "2026-12-01T00:00:00.000Z"}
        place = {"bucket": "rollcall-uploads", "version_id": "v1"}
        items.append(file | place | {"size": 2000, "content_type": "text/plain", "content": b"x" * 2000})
    for first in range(0, len(items), _BATCH):
        puts = [{"PutRequest": {"Item": to_wire(item)}} for item in items[first : first + _BATCH]]
        answer = centre.deployment.dynamodb.batch_write_item(RequestItems={"rollcall-files": puts})
        assert answer["UnprocessedItems"] == {}
    return centre


def numbers(listed: list[dict[str, Any]]) -> list[int]:
    return [entry["counts"]["rows"] for entry in listed]


@pytest.mark.parametrize(
    ("arguments", "shown", "older"),
    [([], 50, True), (["--limit", "7"], 7, True), (["--limit", "130"], 130, False), (["--all"], 130, False)],
)
def test_the_newest_of_all_kinds_come_first(
    many: Centre, rollcall: CommandLine, arguments: list[str], shown: int, older: bool
) -> None:
    result = rollcall.run("status", *arguments, "--json")

    assert numbers(result.json) == list(range(129, 129 - shown, -1))
    assert (f"the newest {shown} imports; there are older ones" in result.err) is older
    assert len(rollcall.run("status", *arguments).lines) == 1 + shown


def test_the_list_costs_the_same_whatever_is_stored(many: Centre, rollcall: CommandLine, calls: Calls) -> None:
    assert rollcall.run("status", "--limit", "20").exit_code == 0

    asked = [(name, arguments.get("IndexName")) for name, arguments in calls]
    assert asked == [("Query", "by_start"), ("Query", "by_start"), ("BatchGetItem", None)]
    assert {arguments["Limit"] for name, arguments in calls if name == "Query"} == {21}


def test_an_id_costs_the_same_whatever_is_stored(many: Centre, rollcall: CommandLine, calls: Calls) -> None:
    assert Imports(rollcall.deployment()).find(f"{77:032x}")["rows"] == 77

    asked = [(name, arguments.get("IndexName")) for name, arguments in calls]
    assert asked == [("Query", None), ("Query", "by_import_id"), ("Query", "by_import_id"), ("BatchGetItem", None)]


def test_a_terminal_gets_the_first_plain_files_and_how_many_more_there_are(
    many: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)

    assert "250 more files: --limit" in rollcall.run("files").err
    assert "more file" not in rollcall.run("files", "--limit", "60").err


def test_the_newest_import_is_found_among_all_kinds(many: Centre, rollcall: CommandLine) -> None:
    put_import(many, 500, kind="table")

    assert Imports(rollcall.deployment()).find(None)["rows"] == 500


def test_an_ambiguous_beginning_of_an_id_is_told(many: Centre, rollcall: CommandLine) -> None:
    put_import(many, 600, import_id=SHARED + "0" * 24)
    put_import(many, 601, import_id=SHARED + "1" * 24, kind="table")

    assert "2 imports begin with 'abcd1234'" in rollcall.run("status", SHARED).err
    assert Imports(rollcall.deployment()).find(SHARED + "1")["rows"] == 601


def test_an_id_that_the_index_does_not_have_yet_is_looked_for_again(many: Centre, rollcall: CommandLine) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 2:
            put_import(many, 700)

    imports = Imports(rollcall.deployment(), sleep=wait)

    assert imports.find(f"{700:032x}")["rows"] == 700
    assert sum(waits) <= 1


def test_an_entry_without_its_record_is_left_out(
    many: Centre, rollcall: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that expired may stand in the index for a moment."""
    monkeypatch.setattr("rollcall_cli.import_index.read_items", lambda *_: iter(()))

    assert rollcall.run("status", "--json").json == []


@pytest.mark.parametrize("arguments", [["status"], ["status", SHARED], ["retry", SHARED], ["files"]])
def test_a_table_of_an_older_version_is_told(centre: Centre, rollcall: CommandLine, arguments: list[str]) -> None:
    for index in ("by_start", "by_import_id", "by_key"):
        update = [{"Delete": {"IndexName": index}}]
        centre.deployment.dynamodb.update_table(TableName="rollcall-files", GlobalSecondaryIndexUpdates=update)

    result = rollcall.run(*arguments)

    assert (result.exit_code, result.out) == (3, "")
    assert "rollcall-files can't be asked by its index by_" in result.err
    assert "apply the version" in result.err


def test_records_from_before_the_indexes_are_in_them(many: Centre, rollcall: CommandLine) -> None:
    """DynamoDB fills an index that is added: the records need nothing that they did not always have."""
    dynamodb, schema = many.deployment.dynamodb, table_schemas()["files"]
    types = [{"AttributeName": name, "AttributeType": kind} for name, kind in schema.types.items()]
    for index in schema.indexes:
        update: dict[str, Any] = {"TableName": "rollcall-files", "AttributeDefinitions": types}
        dynamodb.update_table(**update, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": index.name}}])
        dynamodb.update_table(**update, GlobalSecondaryIndexUpdates=[{"Create": index.description()}])

    assert numbers(rollcall.run("status", "--all", "--json").json) == list(range(129, -1, -1))
    assert Imports(rollcall.deployment()).find(f"{33:032x}")["rows"] == 33
    assert len(rollcall.run("files", "--json").json) == 300


@pytest.mark.parametrize(
    "arguments", [["--limit", "5", "--all"], ["a.csv", "--limit", "5"], ["--watch", "--all"], ["--limit", "0"]]
)
def test_options_that_do_not_go_together(rollcall: CommandLine, arguments: list[str]) -> None:
    assert rollcall.run("status", *arguments).exit_code == 2
